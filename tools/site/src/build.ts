import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'vitepress';
import { SITE, STAGE } from './paths.ts';
import { stage } from './stage.ts';

const CONFIG = `import { siteConfig } from '${join(import.meta.dirname, 'config.ts')}';
import pages from './pages.json' with { type: 'json' };
export default siteConfig(pages);
`;
const THEME = `import Theme from 'vitepress/theme-without-fonts';
import './style.css';
export default Theme;
`;
const STYLE = `.diagram { margin: 1rem 0; overflow-x: auto; }
.diagram svg { max-width: 100%; height: auto; }
`;

/** Gathers the pages and builds the site from them into `SITE`. Throws on a link that leads nowhere. */
export async function buildSite(): Promise<void> {
  await stage();
  const pages = (await filesBelow(STAGE))
    .filter((path) => path.endsWith('.md'))
    .map((path) => relative(STAGE, path).replaceAll('\\', '/').replace(/\.md$/, ''));
  const settings = join(STAGE, '.vitepress');
  await mkdir(join(settings, 'theme'), { recursive: true });
  await writeFile(join(settings, 'config.mjs'), CONFIG);
  await writeFile(join(settings, 'pages.json'), JSON.stringify(pages.sort()));
  await writeFile(join(settings, 'theme/index.mjs'), THEME);
  await writeFile(join(settings, 'theme/style.css'), STYLE);
  await rm(SITE, { recursive: true, force: true });
  await build(STAGE);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
