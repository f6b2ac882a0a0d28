import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

const PLACE = /(<!-- code: (\S+?)(?:#(\S+))? -->\n\n```(\w+)\n)[\s\S]*?(```\n\n<!-- \/code -->)/g;

/**
 * The page with the code between its marks as it stands in the sources now: `<!-- code: file -->` or, for the lines
 * between `// region name` and `// endregion`, `<!-- code: file#name -->`. Throws when there is no such region.
 */
export const withCode = (page: string): string =>
  page.replaceAll(
    PLACE,
    (_, head: string, file: string, region: string | undefined, _language, tail: string) => {
      return `${head}${codeIn(file, region)}${tail}`;
    },
  );

/** The files that a page shows code of. */
export const shownIn = (page: string): string[] => [...page.matchAll(PLACE)].map(([, , file = '']) => file);

function codeIn(file: string, region: string | undefined): string {
  const text = readFileSync(join(ROOT, file), 'utf8');
  if (region === undefined) return text;
  const [, indent = '', inside] =
    new RegExp(`^( *)// region ${region}\\n([\\s\\S]*?)^ *// endregion`, 'm').exec(text) ?? [];
  if (inside === undefined) throw new Error(`${file} has no region ${region}`);
  return `${inside.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim()}\n`;
}
