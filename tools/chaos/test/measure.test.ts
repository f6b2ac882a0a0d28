import type { Sent } from '@watertight/e2e';
import { describe, expect, it } from 'vitest';
import { latenciesMs, longestSilence, p99, secondsUntilSending } from '../src/measure.ts';

const accepted = (...times: number[]): Sent[] =>
  times.map((acceptedAt) => ({
    id: String(acceptedAt),
    phoneIndex: 0,
    chatId: '60120100001',
    text: String(acceptedAt),
    acceptedAt,
    more: {},
  }));

const arrivals = (times: Record<number, number>) => (text: string) => {
  const at = times[Number(text)];
  return at === undefined ? undefined : { at };
};

describe('seconds until sending again', () => {
  it('counts to the first arrival of a message that was accepted after the fault', () => {
    const first = arrivals({ 900: 5500, 1100: 7000, 1200: 6000 });
    const moments = { struckMs: 1000, sinceMs: 1000 };
    expect(secondsUntilSending(accepted(900, 1100, 1200), first, moments)).toBe(5);
  });

  it('is unknown while none of them arrived', () => {
    const moments = { struckMs: 1000, sinceMs: 1000 };
    expect(secondsUntilSending(accepted(900, 1100), arrivals({ 900: 1500 }), moments)).toBeNull();
  });

  it('counts from the return of what was away, and what was accepted meanwhile counts', () => {
    const first = arrivals({ 900: 3100, 1100: 3500, 1200: 2900 });
    expect(secondsUntilSending(accepted(900, 1100, 1200), first, { struckMs: 1000, sinceMs: 3000 })).toBe(
      0.5,
    );
  });
});

describe('silence', () => {
  it('is the longest pause in the window, up to its ends', () => {
    expect(longestSilence([500, 1000, 1100, 4100, 9000], 900, 5000)).toBe(3);
    expect(longestSilence([], 0, 7000)).toBe(7);
  });
});

describe('latency', () => {
  it('takes the messages accepted in the window, and 0 for those that were faster than their 202', () => {
    const first = arrivals({ 100: 150, 200: 190, 300: 400, 400: 405 });
    expect(latenciesMs(accepted(100, 200, 300, 400, 250), first, 200, 400)).toEqual([0, 100]);
  });

  it('gives the value that one in a hundred exceeds', () => {
    const samples = Array.from({ length: 200 }, (_, n) => 200 - n);
    expect(p99(samples)).toBe(198);
    expect(p99([3, 1, 2])).toBe(3);
    expect(p99([])).toBeNull();
  });
});
