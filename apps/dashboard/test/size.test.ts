import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'vite';

const LIMIT_BYTES = 300_000;
const FIRST_PAGE = 'src/pages/overview/index.tsx';

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

let outDir: string;

beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'watertight-dashboard-'));
  const root = join(import.meta.dirname, '..');
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
}, 120_000);
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

const read = (file: string): Buffer => readFileSync(join(outDir, file));

/** What a browser loads for a chunk: it, what it imports, and their styles. */
function filesOf(manifest: Record<string, Chunk>, name: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not in the build`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const file of chunk.css ?? []) found.add(file);
  for (const other of chunk.imports ?? []) filesOf(manifest, other, found);
  return found;
}

test('the first page, with its type face, loads under 300 kB gzipped', () => {
  const manifest = JSON.parse(read('.vite/manifest.json').toString()) as Record<string, Chunk>;
  const files = filesOf(manifest, FIRST_PAGE, filesOf(manifest, 'index.html'));
  const css = [...files].filter((file) => file.endsWith('.css')).map((file) => read(file).toString());
  const face = /url\(\/?(assets\/inter-latin-wght-normal[^)]+\.woff2)\)/.exec(css.join())?.[1];
  expect(face).toBeDefined();
  const gzipped = ['index.html', ...files].map((file) => [file, gzipSync(read(file)).length] as const);
  const sizes = [...gzipped, [face!, read(face!).length] as const];
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  process.stdout.write(
    `${total} bytes gzipped: ${sizes.map(([file, bytes]) => `${file} ${bytes}`).join(', ')}\n`,
  );
  expect(total).toBeLessThan(LIMIT_BYTES);
});

test('nothing stands in the page that its policy refuses', () => {
  const page = read('index.html').toString();
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(page).not.toMatch(/\son[a-z]+=/);
});
