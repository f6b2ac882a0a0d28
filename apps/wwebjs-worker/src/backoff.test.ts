import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

const noJitter = () => createBackoff(() => 0.5);

test('pauses double up to a minute', () => {
  const backoff = noJitter();
  const delays = Array.from({ length: 8 }, () => backoff.afterFailure('crashed', 0, 0).delayMs / 1000);
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test('a session that worked starts again at once, and its pauses begin anew', () => {
  const backoff = noJitter();
  backoff.afterFailure('crashed', 0, 0);
  backoff.afterFailure('crashed', 0, 0);
  expect(backoff.afterFailure('crashed', 60_000, 0).delayMs).toBe(100);
  expect(backoff.afterFailure('crashed', 0, 0).delayMs).toBe(2000);
});

test('more than eight crashes in ten minutes are a loop, in more time they are not', () => {
  const [loop, calm] = [noJitter(), noJitter()];
  const ends = (backoff: typeof loop, everyMs: number) =>
    Array.from({ length: 12 }, (_, n) => backoff.afterFailure('crashed', 60_000, n * everyMs).isLoop);
  expect(ends(loop, 1000).indexOf(true)).toBe(8);
  expect(ends(calm, 90_000)).not.toContain(true);
});

test('a network that is away never makes a loop, and is tried at least every 12.5 s', () => {
  const backoff = createBackoff(() => 1);
  for (let n = 0; n < 100; n++) {
    const pause = backoff.afterFailure('unreachable', 0, n);
    expect(pause.isLoop).toBe(false);
    expect(pause.delayMs).toBeLessThanOrEqual(12_500);
  }
});
