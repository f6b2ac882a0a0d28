import { expect, test } from 'vitest';
import { contentDisposition, dispositionName } from './disposition.ts';
import { readRange } from './range.ts';

test.each([
  [undefined, null],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-5', { start: 2, end: 5 }],
  ['bytes=2-', { start: 2, end: 9 }],
  ['bytes=2-99', { start: 2, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=-', null],
  ['bytes=0-1,4-5', null],
  ['items=0-1', null],
  ['bytes=a-b', null],
  ['bytes=99999999999999999999-', null],
])('of ten bytes, %s is %j', (header, expected) => {
  expect(readRange(header, 10)).toEqual(expected);
});

test.each([
  'invoice.pdf',
  'with "quotes" and \\.txt',
  'Ünïcödé 請求書.pdf',
  "it's (1)*.txt",
  '100%.txt',
  'a;b=c.txt',
])('the name %s is found again in its header, which holds nothing but ASCII', (name) => {
  const header = contentDisposition('attachment', name);
  expect(header).toMatch(/^attachment; filename="[^"\\%]*"; filename\*=UTF-8''[\x21-\x7e]+$/);
  expect(dispositionName(header)).toBe(name);
});

test.each([
  [undefined, undefined],
  ['attachment', undefined],
  ['attachment; filename=plain.txt', 'plain.txt'],
  ['inline; filename="a \\"b\\".txt"', 'a "b".txt'],
  ["attachment; filename*=UTF-8''%E0%A4%A; filename=x.txt", '%E0%A4%A'],
])('in %s the name is %s', (header, expected) => {
  expect(dispositionName(header)).toBe(expected);
});
