import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeOfImages, version } from '@watertight/deploy';
import { filesEndingWith, ROOT } from '@watertight/lint-rules';
import { LICENCES, licencesPage, MOST_BYTES } from '../src/licences.ts';
import { readRenovateSchema } from '../src/renovate.ts';
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

it('the texts of their licences are those of the installed packages (npm run notices), and stand once', () => {
  const page = read(LICENCES);
  expect(page).toBe(licencesPage());
  expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES);
  const lines = page.split('\n');
  for (const { name, version, licence } of notices())
    expect(
      lines.includes(`${name} ${version}`) || lines.includes(`${name} ${version} (${licence})`),
      name,
    ).toBe(true);
  const timesOf = (phrase: string) => page.split(phrase).length - 1;
  expect(timesOf('GNU LESSER GENERAL PUBLIC LICENSE')).toBe(1);
  // Some packages have it in other words.
  expect(timesOf('TERMS AND CONDITIONS FOR USE, REPRODUCTION')).toBeLessThan(6);
  expect(timesOf('Permission is hereby granted, free of charge')).toBeLessThan(40);
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

describe('renovate.json', () => {
  const renovate = JSON.parse(read('renovate.json')) as { extends: string[]; packageRules: object[] };

  it('keeps the digests of images and actions', () => {
    expect(renovate.extends).toEqual(
      expect.arrayContaining(['docker:pinDigests', 'helpers:pinGitHubActionDigests']),
    );
  });

  it(
    'is what the schema of Renovate allows, with no word that it does not know',
    { timeout: 150_000 },
    () => {
      const renovateFaults = readRenovateSchema();
      expect(renovateFaults(renovate)).toEqual([]);
      expect(renovateFaults({ ...renovate, prConcurrentLimit: '5' })).toEqual([
        '/prConcurrentLimit must be integer',
      ]);
      expect(renovateFaults({ packageRules: [{ matchPackagNames: ['x'] }] })).toEqual([
        'matchPackagNames is not known',
      ]);
    },
  );

  it('finds the Node of the images where CI names it', () => {
    const [{ matchStrings = [] } = {}] = (renovate as { customManagers?: { matchStrings: string[] }[] })
      .customManagers ?? [{ matchStrings: [] }];
    const found = new RegExp(matchStrings[0] ?? '').exec(read('.github/workflows/ci.yml'));
    expect(found?.groups).toEqual({ currentValue: nodeOfImages() });
  });
});
