import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';

test('reads commas, semicolons, quotes and a byte order mark', () => {
  expect(readCsv('\ufeffPhone Number;Name\n60123456789;"Lim; Ana"\n\n').rows).toEqual([
    ['60123456789', 'Lim; Ana'],
  ]);
  expect(readCsv('phone,name,tier\n+60 12, Ana ,gold').rows).toEqual([['+60 12', 'Ana', 'gold']]);
});

test('says in words what cannot be imported', () => {
  expect(() => readCsv('name\nAna')).toThrow('No column is named phoneNumber');
  expect(() => readCsv('phone,name\n')).toThrow('no row below');
  expect(() => readCsv('phone\n\ufffd')).toThrow('UTF-8');
  expect(() => readCsv(`phone\n${'60123456789\n'.repeat(10_001)}`)).toThrow('10,001 rows');
  expect(() => readCsv(`phone\n${'6'.repeat(4_200_000)}`)).toThrow('larger than 4 MB');
});
