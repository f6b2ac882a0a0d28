import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { referencePages, type OpenApi } from './reference/index.ts';
import { ROOT, STAGE } from './paths.ts';

const NOT_OURS = new Set(['node_modules', 'dist', 'generated', 'src', 'test', 'bench']);
const FOLDERS = ['apps', 'libs', 'tools', 'deploy', 'prisma'];
/** Files at the top whose names in small letters are no places of their own. */
const AT_THE_TOP: Record<string, string> = {
  'README.md': 'readme.md',
  'SECURITY.md': 'reporting-a-vulnerability.md', // docs/security.md is the page on security
};
const OPENAPI = 'docs/public/openapi.json';

/**
 * Where a page of the repository stands on the site: `docs` at the root, the READMEs of folders below `inside`. Null
 * for what is no page.
 */
export function placeOf(file: string): string | null {
  if (!file.endsWith('.md')) return null;
  if (!file.includes('/')) return AT_THE_TOP[file] ?? file.toLowerCase();
  if (file.startsWith('docs/')) return file.slice('docs/'.length);
  return `inside/${file.replace(/\/README\.md$/, '.md').replace(/\.md$/, '')}.md`;
}

/** The pages of the repository that the site shows, as paths from the root. */
export async function pageFiles(): Promise<string[]> {
  const top = (await readdir(ROOT)).filter((name) => name.endsWith('.md'));
  const docs = await below('docs', () => true);
  const readmes = (
    await Promise.all(FOLDERS.map((folder) => below(folder, (name) => !NOT_OURS.has(name))))
  ).flat();
  return [...top, ...docs, ...readmes.filter((file) => file.endsWith('/README.md'))].sort();
}

async function below(folder: string, enters: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return enters(entry.name) ? below(path, enters) : [];
      return entry.name.endsWith('.md') ? [path] : [];
    }),
  );
  return found.flat();
}

/** Gathers everything that the site is made of below `STAGE`, with links that lead to where things stand there. */
export async function stage(): Promise<void> {
  await rm(STAGE, { recursive: true, force: true });
  await mkdir(STAGE, { recursive: true });
  await cp(join(ROOT, 'docs/pictures'), join(STAGE, 'pictures'), { recursive: true });
  await cp(join(ROOT, 'docs/public'), join(STAGE, 'public'), { recursive: true });
  await cp(join(ROOT, 'docs/pictures'), join(STAGE, 'public/pictures'), { recursive: true });
  const files = await pageFiles();
  const places = new Map(files.map((file) => [file, placeOf(file) as string]));
  const linked = new Set<string>();
  for (const [file, place] of places) {
    const text = await rewritten(await readFile(join(ROOT, file), 'utf8'), file, places, linked);
    await write(place, text);
  }
  await Promise.all([...linked].map(copyFile));
  const document = JSON.parse(await readFile(join(ROOT, OPENAPI), 'utf8')) as OpenApi;
  for (const page of referencePages(document)) await write(page.place, page.text);
}

async function write(place: string, text: string): Promise<void> {
  await mkdir(dirname(join(STAGE, place)), { recursive: true });
  await writeFile(join(STAGE, place), text);
}

// Sources and the like are shown as they are; a browser shows text of any other name as a download.
const shownAs = (file: string): string => (/\.(svg|webp|png)$/.test(file) ? file : `${file}.txt`);

async function copyFile(file: string): Promise<void> {
  const target = join(STAGE, 'public/files', shownAs(file));
  await mkdir(dirname(target), { recursive: true });
  await cp(join(ROOT, file), target);
}

const LINK = /(\]\(<?)([^)\s>]+)(>?(?:\s+"[^"]*")?\))/g;
const FENCE = /(^(?:`{3,}|~{3,})[\s\S]*?^(?:`{3,}|~{3,})\s*$|`[^`\n]*`)/m;

// VitePress makes components of pages: what looks like a tag or like an expression of Vue has to be told apart.
const withoutTags = (text: string): string =>
  text.replaceAll(/(?<!\]\()<(?!!--|\/?br\b|https?:)/g, '&lt;').replaceAll('{{', '&#123;&#123;');

/** A page with its links changed; files that are no pages are added to `linked`. */
async function rewritten(
  text: string,
  file: string,
  places: ReadonlyMap<string, string>,
  linked: Set<string>,
): Promise<string> {
  const parts = text.split(FENCE);
  const changed = await Promise.all(
    parts.map(async (part, index) =>
      index % 2 === 1 ? part : linksIn(withoutTags(part), file, places, linked),
    ),
  );
  return changed.join('');
}

async function linksIn(
  text: string,
  file: string,
  places: ReadonlyMap<string, string>,
  linked: Set<string>,
): Promise<string> {
  const targets = new Map<string, string>();
  for (const [, , link = ''] of text.matchAll(LINK))
    targets.set(link, await targetOf(link, file, places, linked));
  return text.replaceAll(
    LINK,
    (_, before: string, link: string, after: string) => `${before}${targets.get(link) ?? link}${after}`,
  );
}

async function targetOf(
  link: string,
  file: string,
  places: ReadonlyMap<string, string>,
  linked: Set<string>,
): Promise<string> {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(link)) return link;
  const [path = '', anchor] = link.split('#');
  const target = posix.normalize(posix.join(posix.dirname(file), path)).replace(/\/$/, '');
  const own = posix.dirname(places.get(file) ?? '');
  const page = places.get(target) ?? places.get(`${target}/README.md`);
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (page) return `${relativeTo(own, page)}${hash}`;
  if (target.startsWith('docs/pictures/')) return relativeTo(own, target.slice('docs/'.length));
  if (target.startsWith('docs/public/')) return `/${target.slice('docs/public/'.length)}`;
  if (!(await stat(join(ROOT, target))).isFile())
    throw new Error(`${file} links to ${link}, a folder without a README, which the site cannot show`);
  linked.add(target);
  return `/files/${shownAs(target)}`;
}

const relativeTo = (folder: string, place: string): string => {
  const path = posix.relative(folder, place);
  return path.startsWith('.') ? path : `./${path}`;
};
