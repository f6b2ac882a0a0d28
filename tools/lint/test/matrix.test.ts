import { CONNECTION_TYPES } from '@watertight/core';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, withMatrix } from '@watertight/lint-rules';

it('the matrix of messages and channels in the README is what the channels say (else: npm run matrix)', () => {
  const page = readFileSync(join(ROOT, 'README.md'), 'utf8');
  expect(page).toBe(withMatrix(page));
});

it('every channel runs the conformance suite, which has a test for each cell of the matrix', () => {
  const suites = readdirSync(join(ROOT, 'apps'))
    .map((app) => join(ROOT, 'apps', app, 'test/conformance.test.ts'))
    .filter((path) => existsSync(path))
    .map((path) => /channelConformance\(\s*'(\w+)'/.exec(readFileSync(path, 'utf8'))?.[1]);
  expect(suites.sort()).toEqual([...CONNECTION_TYPES].sort());
});
