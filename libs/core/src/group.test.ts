import { expect, it } from 'vitest';
import { groupBy } from './group.ts';

it('keeps the order of keys and of items', () => {
  const groups = groupBy(['pear', 'apple', 'plum', 'avocado'], (word) => word[0]);
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['a', ['apple', 'avocado']],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
