import { describe, expect, it } from 'vitest';
import { lockFor, type Locked } from '@watertight/deploy';

const packages: Record<string, Locked> = {
  '': {},
  'node_modules/a': {
    version: '1.0.0',
    integrity: 'sha512-a',
    dev: true,
    dependencies: { b: '^1.0.0', c: '^2.0.0' },
  },
  'node_modules/a/node_modules/b': { version: '1.5.0', integrity: 'sha512-b1' },
  'node_modules/b': { version: '2.0.0', integrity: 'sha512-b2' },
  'node_modules/c': {
    version: '2.0.0',
    peerDependencies: { b: '*', absent: '*' },
    peerDependenciesMeta: { absent: { optional: true } },
    optionalDependencies: { native: '*', 'never-locked': '*' },
  },
  'node_modules/native': { version: '3.0.0', os: ['linux'], optional: true, devOptional: true },
  'node_modules/stranger': { version: '9.0.0' },
};
const manifest = { name: '@watertight/x', version: '0.1.0', dependencies: { a: '1.0.0' } };
const locked = (lockFor(manifest, packages) as { packages: Record<string, Locked> }).packages;

describe('the lock file of a bundle', () => {
  it('has what the bundle needs, where it was, and nothing else', () => {
    expect(Object.keys(locked).sort()).toEqual([
      '',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/b',
      'node_modules/c',
      'node_modules/native',
    ]);
    expect(locked['']).toEqual(manifest);
  });

  it('keeps the integrity hashes, and no flag of the repository', () => {
    expect(locked['node_modules/a']).toMatchObject({ integrity: 'sha512-a' });
    expect(locked['node_modules/a']).not.toHaveProperty('dev');
  });

  it('says what is optional, and does not ask for what was never locked', () => {
    expect(locked['node_modules/native']).toEqual({ version: '3.0.0', os: ['linux'], optional: true });
    expect(locked['node_modules/c']).toMatchObject({ optionalDependencies: { native: '*' } });
    expect(locked['node_modules/b']).not.toHaveProperty('optional');
  });

  it('is refused where the bundle asks for another version, or for what is not locked', () => {
    expect(() => lockFor({ ...manifest, dependencies: { a: '1.0.1' } }, packages)).toThrow('needs a 1.0.1');
    const broken = { ...packages, 'node_modules/c': { version: '2.0.0', dependencies: { gone: '1' } } };
    expect(() => lockFor(manifest, broken)).toThrow('node_modules/c needs gone');
  });
});
