import { afterEach, expect, test, vi } from 'vitest';
import { remembered } from './remembered.ts';

afterEach(() => void vi.restoreAllMocks());
/** A read takes no time: on a busy machine it may take as long as one that then rests. */
const atOnce = () => vi.spyOn(performance, 'now').mockReturnValue(1000);

const options = { freshMs: 0, timeoutMs: 30 };

test('callers at once share one read', async () => {
  let reads = 0;
  const ask = remembered(async () => ++reads, options);
  expect((await Promise.all([ask(), ask(), ask()])).map(({ value }) => value)).toEqual([1, 1, 1]);
});

test('a fresh reading is given again, a stale one is not', async () => {
  atOnce();
  let reads = 0;
  const fresh = remembered(async () => ++reads, { ...options, freshMs: 60_000 });
  expect([(await fresh()).value, (await fresh()).value]).toEqual([1, 1]);
  const stale = remembered(async () => ++reads, options);
  expect([(await stale()).value, (await stale()).value]).toEqual([2, 3]);
});

test('a source that fails keeps its last value and is not ok', async () => {
  atOnce();
  let reads = 0;
  const ask = remembered(async () => {
    if (++reads > 1) throw new Error('gone');
    return 'known';
  }, options);
  expect(await ask()).toMatchObject({ value: 'known', ok: true });
  expect(await ask()).toMatchObject({ value: 'known', ok: false });
});

test('a source that hangs costs each caller the deadline, and one read in all', async () => {
  let reads = 0;
  const ask = remembered(() => {
    reads++;
    return new Promise<never>(() => undefined);
  }, options);
  const startedAt = performance.now();
  expect(await ask()).toMatchObject({ value: undefined, ok: false });
  expect(await ask()).toMatchObject({ value: undefined, ok: false });
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(reads).toBe(1);
});

test('a source that takes long is read for a tenth of the time at the most', async () => {
  let reads = 0;
  const ask = remembered(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return ++reads;
    },
    { freshMs: 1, timeoutMs: 5000 },
  );
  const startedAt = performance.now();
  while (performance.now() - startedAt < 500) await ask();
  expect(reads).toBeGreaterThan(1);
  expect(reads).toBeLessThanOrEqual(3); // each rests for 200 ms at the least
});
