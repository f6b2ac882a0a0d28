import { describe, expect, it } from 'vitest';
import { nextCheckMs } from './probing.ts';

const MINUTE = 60_000;
const even = () => 0.5;

describe('when a phone is asked again', () => {
  it('is spread around five minutes while it is well', () => {
    expect(nextCheckMs('ready', 0, () => 0)).toBe(4 * MINUTE);
    expect(nextCheckMs('ready', 0, () => 1)).toBe(6 * MINUTE);
  });

  it('is soon at first while it is not, and later and later', () => {
    const waits = [1, 2, 3, 4].map((failed) => nextCheckMs('failed', failed, even));
    expect(waits).toEqual([10_000, 12_500, 15_625, 19_531.25]);
    expect(nextCheckMs('failed', 1000, even)).toBe(5 * MINUTE);
  });

  it('is never more than a minute away while only the provider is', () => {
    expect(nextCheckMs('disconnected', 1000, even)).toBe(MINUTE);
  });
});
