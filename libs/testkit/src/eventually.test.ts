import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';

const quick = { timeoutMs: 60, intervalMs: 1 };

test('the answer of the first truthy check is the answer', async () => {
  let asked = 0;
  expect(await eventually(() => (++asked < 3 ? null : `asked ${asked}`), quick)).toBe('asked 3');
});

test('a check of expectations is done when it does not throw', async () => {
  let asked = 0;
  await eventually(() => expect(++asked).toBe(4), quick);
  expect(asked).toBe(4);
});

test('at the deadline the last error is told, with what was waited for', async () => {
  const failing = eventually(() => Promise.reject(new Error('no such row')), {
    ...quick,
    label: 'the receipt',
  });
  await expect(failing).rejects.toThrow('Waited 60 ms for the receipt: no such row');
});

test('a check that stays false is an error that shows what it answered', async () => {
  await expect(eventually(() => false, quick)).rejects.toThrow('it was still false');
});

test('a check that may answer undefined does not compile', async () => {
  // @ts-expect-error undefined would count as done although nothing was found
  expect(await eventually(() => [1].find((n) => n > 1), quick)).toBeUndefined();
});
