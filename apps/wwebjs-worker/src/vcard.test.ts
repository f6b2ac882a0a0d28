import { expect, test } from 'vitest';
import { writeCard } from './vcard.ts';

test('a card is a vCard 3.0 by which its reader can write to the person', () => {
  expect(writeCard({ name: 'Ann Lee', phones: ['+60 12-345 678'], organization: 'Tea & Co' })).toEqual({
    displayName: 'Ann Lee',
    vcard: [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:;Ann Lee;;;',
      'FN:Ann Lee',
      'ORG:Tea & Co;',
      'TEL;type=CELL;type=VOICE;waid=6012345678:+60 12-345 678',
      'END:VCARD',
    ].join('\n'),
  });
});

test('nothing in a name or number becomes a line or a field of its own', () => {
  const { vcard } = writeCard({
    name: 'A;B,C\\D\r\nTEL:666\u2028X',
    phones: ['+1\nEND:VCARD', 'none', '(030) 12 34'],
  });
  const lines = vcard.split('\n');
  expect(lines[3]).toBe('FN:A\\;B\\,C\\\\D TEL:666 X');
  expect(lines.filter((line) => line.startsWith('TEL'))).toEqual([
    'TEL;type=CELL;type=VOICE;waid=1:+1',
    'TEL;type=CELL;type=VOICE;waid=0301234:(030) 12 34',
  ]);
  expect(lines.filter((line) => line === 'END:VCARD')).toHaveLength(1);
});
