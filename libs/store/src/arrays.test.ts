import { expect, test } from 'vitest';
import { arrayOf } from './arrays.ts';

test('a list is written as Postgres reads it', () => {
  expect(arrayOf(['a', 'say "hi"', 'C:\\x', '', 'NULL', '{a,b}', null, undefined])).toBe(
    '{"a","say \\"hi\\"","C:\\\\x","","NULL","{a,b}",NULL,NULL}',
  );
  expect(arrayOf([1, -2.5, true, false])).toBe('{1,-2.5,true,false}');
  expect(arrayOf([])).toBe('{}');
  expect(arrayOf([null])).toBe('{NULL}');
});

test('dates are left to the driver, and what is no value is refused', () => {
  const dates = [null, new Date(0)];
  expect(arrayOf(dates)).toBe(dates);
  expect(() => arrayOf([{}])).toThrow(TypeError);
});
