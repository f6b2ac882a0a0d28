import { ERRORS } from '@watertight/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { errorsPage, filesEndingWith, ROOT } from '@watertight/lint-rules';

it('the page of error codes is what the catalogue says (else: npm run errors)', async () => {
  const page = join(ROOT, 'docs/errors.md');
  const wanted = await format(errorsPage(), { ...(await resolveConfig(page)), filepath: page });
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});

it('every code of the catalogue is used somewhere, and says what it means and what to do', () => {
  const sources = filesEndingWith('.ts')
    .filter((path) => /^(apps|libs)\/[^/]+\/src\//.test(path) && !path.endsWith('.test.ts'))
    .filter((path) => path !== 'libs/core/src/errors.ts')
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n');
  const unused = Object.keys(ERRORS).filter((code) => !sources.includes(`'${code}'`));
  expect(unused).toEqual([]);
  for (const { status, title, remedy } of Object.values(ERRORS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title.length).toBeGreaterThan(5);
    expect(remedy).toMatch(/\.$/);
  }
});
