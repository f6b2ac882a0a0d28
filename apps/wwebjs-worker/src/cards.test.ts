import { expect, test } from 'vitest';
import { parseVcard } from './cards.ts';

const lines = (...all: string[]) => ['BEGIN:VCARD', ...all, 'END:VCARD'].join('\r\n');

test('a card tells name, numbers as written and organisation', () => {
  const vcard = lines(
    'VERSION:3.0',
    'N:Tan;Ann;;Dr.;',
    'FN:Ann Tan',
    'TEL;type=CELL;type=VOICE;waid=60123456789:+60 12-345 6789',
    'item1.TEL:03 1234',
    'item1.X-ABLabel:Office',
    'ORG:Shop\\; Sons;Sales',
  );
  expect(parseVcard(vcard)).toEqual({
    ...{ name: 'Ann Tan', phones: ['+60 12-345 6789', '03 1234'], organization: 'Shop; Sons, Sales' },
    vcard,
  });
});

test('a folded line is one line, and a value of version 4 is a number', () => {
  expect(parseVcard(lines('FN:Ann Ver', ' y Long', 'TEL;VALUE=uri:tel:+6012'))).toMatchObject({
    ...{ name: 'Ann Very Long', phones: ['+6012'] },
  });
});

test('version 2.1 may write names as quoted-printable', () => {
  const name = 'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg';
  expect(parseVcard(lines('VERSION:2.1', name)).name).toBe('Jörg');
});

test('a card without a full name is called by its parts', () => {
  expect(parseVcard(lines('N:Tan;Ann;;;')).name).toBe('Ann Tan');
});

test.each(['', 'no card', 'BEGIN:VCARD', ':::', 'TEL', 'FN;;;:\u0000'])(
  'what is no card tells nothing: %j',
  (text) => {
    expect(parseVcard(text)).toMatchObject({ phones: [] });
  },
);
