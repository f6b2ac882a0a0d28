import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installReason, isNewEnough, NODE_RANGE } from '../bootstrap.mjs';

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

test.each([
  ['18.20.0', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['21.7.0', false],
  ['22.12.0', false],
  ['22.13.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.12.1', true],
])('Node %s is enough: %s', (version, isEnough) => {
  expect(isNewEnough(version)).toBe(isEnough);
});

test('package.json asks for the same Node', () => {
  const manifest = readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8');
  const { engines } = JSON.parse(manifest) as { engines: { node: string } };
  expect(engines.node).toBe(NODE_RANGE);
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
