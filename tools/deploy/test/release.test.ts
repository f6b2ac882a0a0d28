import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { version } from '@watertight/deploy';
import { filesEndingWith, ROOT } from '@watertight/lint-rules';
import { NOTICES, notices, noticesPage, PERMITTED } from '../src/notices.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Looked at, each with why it may be here. */
const LOOKED_AT: Record<string, string> = {
  '@fontsource-variable/inter': 'a font under OFL-1.1, which is served with the dashboard as it is',
  'node-webpmux':
    'LGPL-3.0: whatsapp-web.js loads it as a package of its own, unchanged, outside of our bundles',
  async: 'its package says MIT in an older form than the lock file reads',
};

it('the third-party notices are those of the lock file (npm run notices)', () => {
  expect(read(NOTICES)).toBe(noticesPage());
  expect(notices().length).toBeGreaterThan(100);
});

it('every licence is one that may be used so, or was looked at', () => {
  const strange = notices().filter(({ licence }) => !PERMITTED.test(licence));
  expect(strange.map(({ name }) => name).filter((name) => !(name in LOOKED_AT))).toEqual([]);
  expect(PERMITTED.test('GPL-3.0-only')).toBe(false);
});

it('every workspace has the version of the repository and the MIT licence', () => {
  const manifests = filesEndingWith('package.json').filter((file) =>
    /^(apps|libs|tools)\/[^/]+\/package\.json$/.test(file),
  );
  expect(manifests.length).toBeGreaterThan(20);
  for (const file of manifests)
    expect(JSON.parse(read(file)), file).toMatchObject({ version: version(), license: 'MIT' });
  expect(read('LICENSE')).toContain('MIT License');
});

it('Renovate keeps the digests of images and actions, and knows only rules that it has', () => {
  const renovate = JSON.parse(read('renovate.json')) as { extends: string[]; packageRules: object[] };
  expect(renovate.extends).toEqual(
    expect.arrayContaining(['docker:pinDigests', 'helpers:pinGitHubActionDigests']),
  );
  const keys = [
    'description',
    'matchPackageNames',
    'matchManagers',
    'matchUpdateTypes',
    'groupName',
    'labels',
    'automerge',
    'enabled',
  ];
  for (const rule of renovate.packageRules)
    expect(Object.keys(rule).filter((key) => !keys.includes(key))).toEqual([]);
});
