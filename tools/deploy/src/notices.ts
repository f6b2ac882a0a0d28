import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { IMAGES } from './images.ts';
import { reach, type Locked } from './lock.ts';

export const NOTICES = 'THIRD-PARTY-NOTICES.md';

/** Licences that ask no more than to be named; anything else wants a look, and fails a test until it had one. */
export const PERMITTED =
  /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|Python-2\.0|CC0-1\.0|Zlib)\b/;

export interface Notice {
  name: string;
  version: string;
  licence: string;
  /** Where it lies, from the root of the repository. */
  place: string;
  /** A build for one operating system or processor. */
  ofOneSystem: boolean;
}

/** What the apps and the simulators are made of from npm, by the lock file: all that they need at run time, bundled or not. */
export function notices(): Notice[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const apps = Object.keys(packages).filter((place) => /^apps\/[^/]+$/.test(place));
  const projects = new Set([...apps, ...IMAGES.map(({ project }) => project)]);
  const found = reach([...projects], packages).flatMap((place) => {
    const name = place.split('node_modules/').at(-1) ?? '';
    const { version, link, license, os, cpu } = packages[place] ?? {};
    if (link || !place.includes('node_modules/') || !version) return [];
    const licence = typeof license === 'string' ? license : 'not stated';
    return { name, version, licence, place, ofOneSystem: os !== undefined || cpu !== undefined };
  });
  const unique = new Map(found.map((notice) => [`${notice.name} ${notice.version}`, notice]));
  return [...unique.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** The page, as it stands in the repository. */
export function noticesPage(): string {
  const rows = notices().map(
    ({ name, version, licence }) =>
      `| [${name}](https://www.npmjs.com/package/${name}) | ${version} | ${licence} |`,
  );
  return [
    '# Third-party notices',
    '',
    'Watertight is under the [MIT licence](LICENSE). What its apps and simulators are made of from npm, and under which licences; [their texts](THIRD-PARTY-LICENCES.txt). Written by `npm run notices` from the lock file, and held up to date by a test.',
    '',
    'Images also hold Node.js (MIT), Debian packages under the licences in `/usr/share/doc`, tini (MIT), and those of WhatsApp Web Chromium (BSD-3-Clause and others).',
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
