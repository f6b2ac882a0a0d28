import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme, UserConfig } from 'vitepress';
import { drawn } from './diagrams.ts';
import { SITE, STAGE } from './paths.ts';
import { sectionsOf } from './sections.ts';

/** The settings of VitePress for these pages: paths below the site's root, without their end. */
export function siteConfig(pages: readonly string[]): UserConfig<DefaultTheme.Config> {
  const own = pages.filter((page) => !/^(inside\/|readme$|changelog$|contributing$)/.test(page));
  const inside = pages.filter((page) => page.startsWith('inside/')).sort();
  return {
    title: 'Watertight',
    description: 'A WhatsApp gateway with bulkheads',
    lang: 'en',
    srcDir: STAGE,
    outDir: SITE,
    cacheDir: join(STAGE, '.cache'),
    cleanUrls: false,
    lastUpdated: false,
    // No server of Google's, no telemetry: the pages work where there is no network.
    useWebFonts: false,
    markdown: { config: diagramsIn },
    vite: { publicDir: join(STAGE, 'public'), build: { chunkSizeWarningLimit: 3000 } },
    themeConfig: {
      search: { provider: 'local' },
      outline: [2, 3],
      nav: [
        { text: 'Quick start', link: '/quick-start' },
        { text: 'API', link: '/reference/' },
        { text: 'Changelog', link: '/changelog' },
      ],
      sidebar: [
        ...sectionsOf(own).map(({ title, pages: some }, index) => ({
          text: title,
          collapsed: index > 1,
          items: some.map((page) => ({ text: titleOf(page), link: `/${page}` })),
        })),
        {
          text: 'Working on it',
          collapsed: true,
          items: ['contributing', 'changelog', ...inside].map((page) => ({
            text: page.startsWith('inside/') ? page.slice('inside/'.length) : titleOf(page),
            link: `/${page}`,
          })),
        },
      ],
    },
  };
}

/** The first heading of a page. */
export function titleOf(page: string): string {
  const text = readFileSync(join(STAGE, `${page}.md`), 'utf8');
  const [, title] = /^# (.+)$/m.exec(text) ?? [];
  if (!title) throw new Error(`${page} has no heading, which the navigation needs`);
  return title.replaceAll('`', '');
}

type Markdown = Parameters<NonNullable<NonNullable<UserConfig['markdown']>['config']>>[0];

function diagramsIn(md: Markdown): void {
  const { fence } = md.renderer.rules;
  if (!fence) throw new Error('The Markdown reader has no rule for fences any more');
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index];
    return token?.info.trim() === 'mermaid' ? drawn(token.content) : fence(tokens, index, ...rest);
  };
}
