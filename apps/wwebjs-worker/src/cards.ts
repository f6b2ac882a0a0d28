import type { ContactCard } from '@watertight/core';

interface Line {
  name: string;
  params: string;
  value: string;
}

/** RFC 6350, 3.2: a line that begins with a space or tab goes on where the one before ended. */
const unfold = (text: string): string[] => text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);

/** `item1.TEL;type=CELL:+60 12…`: a group, a name, parameters, a value. */
function lineOf(text: string): Line | null {
  const match = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/.exec(text);
  return match
    ? { name: (match[1] ?? '').toUpperCase(), params: match[2] ?? '', value: match[3] ?? '' }
    : null;
}

/** vCard 2.1 may write what is not ASCII as `=C3=A4`. */
function decoded({ params, value }: Line): string {
  const plain = /ENCODING=QUOTED-PRINTABLE/i.test(params)
    ? Buffer.from(
        value.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        'latin1',
      ).toString('utf8')
    : value;
  return plain.replaceAll(/\\([nN,;:\\])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark)).trim();
}

/** The parts of `N` and `ORG`, as a person reads them. */
const parts = (line: Line): string[] =>
  line.value.split(/(?<!\\);/).flatMap((value) => decoded({ ...line, value }) || []);

/** What of a vCard concerns us: names, telephones as written, organisation. Never throws; what is missing is empty. */
export function parseVcard(vcard: string): ContactCard {
  const lines = unfold(vcard).flatMap((text) => lineOf(text) ?? []);
  const named = (name: string) => lines.filter((line) => line.name === name);
  const [fullName] = named('FN');
  const [name] = named('N');
  const [organization] = named('ORG');
  const [family, given, ...more] = name ? name.value.split(/(?<!\\);/) : [];
  const spoken = name
    ? [given, ...more.slice(0, 1), family].flatMap((value) =>
        value ? decoded({ ...name, value }) || [] : [],
      )
    : [];
  return {
    name: (fullName && decoded(fullName)) || spoken.join(' '),
    phones: named('TEL').flatMap((line) => decoded(line).replace(/^tel:/i, '') || []),
    ...(organization ? { organization: parts(organization).join(', ') } : {}),
    vcard,
  };
}
