import { describe, expect, it } from 'vitest';
import { coalesced } from './coalesce.ts';

const options = { max: 3, lanes: 1, maxWaiting: 5, divisible: () => true, overflow: () => new Error('full') };

describe('coalesced', () => {
  it('joins calls that come together, up to its bound, and answers each with its own result', async () => {
    const batches: number[][] = [];
    const double = coalesced(async (batch: number[]) => {
      batches.push(batch);
      return batch.map((n) => n * 2);
    }, options);
    expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it('tries each call by itself when the fault may lie in one of them', async () => {
    const picky = coalesced(async (batch: number[]) => {
      if (batch.includes(2)) throw new Error('two');
      return batch;
    }, options);
    const results = await Promise.allSettled([1, 2, 3].map(picky));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails all at once when the fault lies in none of them', async () => {
    let calls = 0;
    const away = coalesced(
      async () => {
        calls++;
        throw new Error('away');
      },
      { ...options, divisible: () => false },
    );
    const results = await Promise.allSettled([1, 2, 3].map(away));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(calls).toBe(1);
  });

  it('refuses a call beyond its bound instead of keeping it', async () => {
    const echo = coalesced(async (batch: number[]) => batch, options);
    const results = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(echo));
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(1);
  });
});
