import { expect, test } from 'vitest';
import { preferred } from './accept.ts';

const of = (header: string | undefined) => preferred(header, ['application/json', 'image/png']);

test('a caller without a preference gets JSON', () => {
  expect([of(undefined), of('*/*'), of('text/html')]).toEqual(Array(3).fill('application/json'));
});

test('a caller that wants an image gets one, also by family or by weight', () => {
  expect([of('image/png'), of('image/*'), of('application/json;q=0.5, image/png')]).toEqual(
    Array(3).fill('image/png'),
  );
});

test('the most specific range decides, and q=0 means never', () => {
  expect(of('image/*, application/json, image/png;q=0')).toBe('application/json');
  expect(of('*/*, application/json;q=0.1')).toBe('image/png');
});
