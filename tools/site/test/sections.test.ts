import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawn, pageFiles, placeOf, ROOT, SECTIONS, sectionsOf } from '@watertight/site';

describe('the navigation', () => {
  it('has every page of docs once, also those that nobody named', async () => {
    const files = (await pageFiles()).filter((file) => file.startsWith('docs/'));
    const pages = files.map((file) => (placeOf(file) ?? '').replace(/\.md$/, ''));
    expect(pages.length).toBeGreaterThan(20);
    const shown = sectionsOf(pages).flatMap(({ pages: some }) => some);
    expect(shown.sort()).toEqual(pages.filter((page) => page !== 'index').sort());
  });

  it('takes up a page by its folder, or at the end', () => {
    expect(sectionsOf(['index', 'decisions/0099-new', 'guides/new', 'guides/sending', 'new'])).toEqual([
      { title: 'Guides', pages: ['guides/sending', 'guides/new'] },
      { title: 'Decisions', pages: ['decisions/0099-new'] },
      { title: 'More', pages: ['new'] },
    ]);
  });

  it('names no page twice', () => {
    const named = SECTIONS.flatMap(({ pages }) => pages);
    expect(new Set(named).size).toBe(named.length);
  });
});

describe('a page of the repository', () => {
  it('has a place of its own on the site', async () => {
    const files = await pageFiles();
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'libs/core/README.md', 'deploy/pm2/README.md']),
    );
    expect(new Set(files.map(placeOf)).size).toBe(files.length);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(placeOf('apps/api/README.md')).toBe('inside/apps/api.md');
    expect(placeOf('docs/guides/media.md')).toBe('guides/media.md');
    expect(placeOf('apps/api/src/app.ts')).toBeNull();
  });
});

describe('a diagram', () => {
  it('is drawn as SVG in the colours of the page, and asks no server for anything', () => {
    const svg = drawn('flowchart LR\n  a[one] -->|two| b[(three)]\n');
    for (const text of ['one', 'two', 'three', 'var(--vp-c-bg)']) expect(svg).toContain(text);
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import/);
  });

  it('that cannot be read ends the build', () => {
    expect(() => drawn('flowchart\n  ???')).toThrow();
  });
});
