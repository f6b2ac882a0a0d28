import { expect, test } from 'vitest';
import { installReason, isNewEnough } from '../bootstrap.mjs';

const lock = {
  packages: {
    '': {},
    'apps/api': { version: '0.1.0' },
    'node_modules/pg': { version: '8.0.0' },
    'libs/store/node_modules/pg': { version: '9.0.0' },
    'node_modules/@watertight/api': { resolved: 'apps/api', link: true },
    'node_modules/@esbuild/sunos-x64': { version: '1.0.0', optional: true },
  },
};
const { 'node_modules/@esbuild/sunos-x64': _, ...here } = lock.packages;

test('Node is refused below 20.19 and nowhere above', () => {
  expect(['18.20.0', '20.18.3', '20.19.0', '22.1.0', '24.0.0'].map(isNewEnough)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});

test('packages that match the lock file are left alone, without those for other systems', () => {
  expect(installReason(lock, { packages: here })).toBeNull();
});

test('packages are installed when there are none, or an installation did not end', () => {
  expect(installReason(lock, null)).toBe('not installed yet');
});

test('packages are installed when a version differs, one is missing, or a link leads elsewhere', () => {
  const { 'node_modules/pg': pg, ...withoutPg } = here;
  const { 'libs/store/node_modules/pg': _inner, ...withoutInner } = here;
  const link = { resolved: 'apps/other', link: true };
  for (const packages of [
    { ...here, 'node_modules/pg': { ...pg, version: '7.0.0' } },
    withoutPg,
    withoutInner,
    { ...here, 'node_modules/@watertight/api': link },
  ])
    expect(installReason(lock, { packages })).toBe('1 differ from package-lock.json');
});

test('a package that is no longer wanted is no reason to install', () => {
  expect(installReason(lock, { packages: { ...here, 'node_modules/old': { version: '1.0.0' } } })).toBeNull();
});
