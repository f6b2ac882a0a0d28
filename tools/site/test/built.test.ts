import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { pageFiles, placeOf, SITE } from '@watertight/site';

// A link that leads nowhere has ended the build before.
beforeAll(() => {
  if (!existsSync(SITE)) throw new Error('There is no built site: npx nx build site');
});

const read = (path: string): string => readFileSync(join(SITE, path), 'utf8');
const files = (): string[] =>
  readdirSync(SITE, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(SITE.length + 1));

it('shows every page of the repository, and the API reference', async () => {
  const wanted = (await pageFiles()).map((file) => (placeOf(file) ?? '').replace(/\.md$/, '.html'));
  const built = new Set(files());
  expect(wanted.filter((file) => !built.has(file))).toEqual([]);
  expect(built).toContain('reference/messages.html');
  expect(built).toContain('openapi.json');
});

it('draws its diagrams', () => {
  for (const page of ['architecture.html', 'readme.html']) {
    expect(read(page)).toMatch(/<div class="diagram"><svg/);
    expect(read(page)).not.toContain('language-mermaid');
  }
});

it('can be searched', () => {
  const index = files().filter((file) => /localSearchIndex/.test(file));
  expect(index.length).toBeGreaterThan(0);
  expect(index.some((file) => read(file).includes('"onuncertain"'))).toBe(true);
});

it('loads nothing from elsewhere', () => {
  const loads = /<(?:script|link|img)\b[^>]*\b(?:src|href)="https?:\/\/[^"]*"/g;
  const found = files()
    .filter((file) => file.endsWith('.html'))
    .flatMap((file) => read(file).match(loads) ?? []);
  expect(found).toEqual([]);
  const styles = files().filter((file) => file.endsWith('.css'));
  expect(styles.filter((file) => /url\(["']?https?:/.test(read(file)))).toEqual([]);
});
