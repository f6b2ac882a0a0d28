import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { notices, type Notice } from './notices.ts';

export const LICENCES = 'THIRD-PARTY-LICENCES.txt';
/** The texts are for people: a page that has grown beyond this has something in it that is no licence. */
export const MOST_BYTES = 1024 * 1024;

const FILE = /^(licen[cs]e|copying|notice|ofl)\b.*$/i;
const NO_TEXT = /\.(js|ts|json|map)$/i;
const COPYRIGHT = /^[\s*#/]*(copyright\s+(\(c\)|©|\d{4}|\[yyyy\])|(\(c\)|©)\s*\d{4})/i;

interface Text {
  body: string;
  /** Who has the copyright, as the package says it. */
  copyrights: string[];
}

/** The licence files of a package as it is installed; empty where it has none. */
function textsOf({ place }: Notice): Text[] {
  const folder = join(ROOT, place);
  return readdirSync(folder)
    .filter((file) => FILE.test(file) && !NO_TEXT.test(file))
    .sort()
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8')
        .replaceAll('\r', '')
        .split('\n')
        .map((line) => line.trimEnd());
      return {
        body: lines
          .filter((line) => !COPYRIGHT.test(line))
          .join('\n')
          .replaceAll(/\n{3,}/g, '\n\n')
          .trim(),
        copyrights: lines.filter((line) => COPYRIGHT.test(line)).map((line) => line.trim()),
      };
    });
}

/** Texts that differ in nothing but spaces, signs and the size of letters are one. */
const keyOf = ({ body }: Text): string => body.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ');

interface Group {
  body: string;
  holders: string[];
}

/** The texts of all licences, each once, below those whose it is, as it stands in the repository and in images. */
export function licencesPage(): string {
  const groups = new Map<string, Group>();
  const without: string[] = [];
  for (const notice of notices()) {
    const head = `${notice.name} ${notice.version}`;
    // Not installed on every system.
    const texts = notice.ofOneSystem ? [] : textsOf(notice);
    if (texts.length === 0) without.push(`${head} (${notice.licence})`);
    for (const text of texts) {
      const key = keyOf(text);
      const group = groups.get(key) ?? { body: text.body, holders: [] };
      groups.set(key, group);
      group.holders.push([head, ...text.copyrights.map((line) => `  ${line}`)].join('\n'));
    }
  }
  const rule = '-'.repeat(80);
  const sections = [...groups.values()].map(({ body, holders }) => [...holders, '', body].join('\n'));
  return [
    'What the apps and simulators of Watertight are made of from npm, with the text of each licence; a text that several',
    'packages share stands once, below all of them. Written by `npm run notices` from the installed packages.',
    '',
    ...sections.flatMap((section) => [rule, '', section, '']),
    rule,
    '',
    'Without a text in their packages, which name a licence that stands above; or builds of them for one system:',
    '',
    ...without,
    '',
  ].join('\n');
}
