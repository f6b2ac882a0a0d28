import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterEach, expect, test, vi } from 'vitest';
import * as page from './page.ts';

afterEach(() => vi.unstubAllGlobals());

const folder = join(import.meta.dirname, 'page');
const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

test.each(['../page.ts', ...files])(
  "no function of %s carries the TypeScript runner's helper into the page",
  async (file) => {
    const source = await readFile(join(folder, file), 'utf8');
    const { code } = await transform(source, { loader: 'ts', format: 'esm', keepNames: true });
    const compiled = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
    )) as Record<string, unknown>;
    const functions = Object.values(compiled).filter((value) => typeof value === 'function');
    for (const work of functions) expect(String(work)).not.toContain('__name');
  },
);

test('a page without the library says so', () => {
  vi.stubGlobal('window', {});
  expect(page.vitalsInPage()).toEqual({ state: null, hasSynced: false, injected: false });
});
