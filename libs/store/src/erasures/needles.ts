import { parseChatId } from '@watertight/core';

/** Digits stand in JSON as a string of their own, with a plus, or as WhatsApp's ids of people; LIDs and BSUIDs as they are. */
const written = (spelling: string): string[] =>
  /^\d+$/.test(spelling)
    ? [`"${spelling}"`, `"+${spelling}"`, `${spelling}@c.us`, `${spelling}@s.whatsapp.net`]
    : [spelling.includes('@') ? spelling : `"${spelling}"`];

/** Texts one of which stands in any JSON that names a person. */
export const needlesOf = (spellings: readonly string[]): string[] => [...new Set(spellings.flatMap(written))];

/** What matches the spellings in JSON, as a regular expression of Postgres: digits only as a whole number. */
export const patternOf = (spellings: readonly string[]): string =>
  spellings
    .map((spelling) => `(?<![0-9A-Za-z])${spelling.replaceAll(/[.\\+*?^$()[\]{}|]/g, '\\$&')}(?![0-9A-Za-z])`)
    .join('|');

/** What stands where an erased person was named. */
export const ERASED = 'erased';

/** Whether a text spells one person, and no group. */
export const isPerson = (text: string): boolean => parseChatId(text)?.includes('@g.us') === false;
