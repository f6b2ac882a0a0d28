import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

const never = new AbortController().signal;

test('no more than so many at once, and whoever waits comes in the order of asking', async () => {
  const slots = createSlots(2);
  const first = await slots.take(never);
  await slots.take(never);
  const order: number[] = [];
  const waiting = [1, 2].map(async (n) => {
    const release = await slots.take(never);
    order.push(n);
    release();
  });
  await Promise.resolve();
  expect(order).toEqual([]);
  first();
  first();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2]);
});

test('who gives up waiting leaves the line, and takes no slot', async () => {
  const slots = createSlots(1);
  const release = await slots.take(never);
  const impatient = new AbortController();
  const waits = slots.take(impatient.signal);
  impatient.abort(new Error('enough'));
  await expect(waits).rejects.toThrow('enough');
  release();
  (await slots.take(never))();
});
