import { expect, test } from 'vitest';
import { REST_FROM, restMs, RETRY_AFTER_MS, retryAfterMs, retryDelayMs } from './schedule.ts';

const HOUR = 3_600_000;
const now = new Date('2026-11-26T12:00:00Z');

test('retries go on for three days, with growing pauses, then end', () => {
  const total = RETRY_AFTER_MS.reduce((sum, ms) => sum + ms, 0);
  expect(total).toBeGreaterThan(71 * HOUR);
  expect(total).toBeLessThan(73 * HOUR);
  expect([...RETRY_AFTER_MS].sort((a, b) => a - b)).toEqual(RETRY_AFTER_MS);
  expect(retryDelayMs(RETRY_AFTER_MS.length)).not.toBeNull();
  expect(retryDelayMs(RETRY_AFTER_MS.length + 1)).toBeNull();
});

test('jitter spreads a pause by a tenth to both sides', () => {
  expect(retryDelayMs(1, () => 0)).toBe(4500);
  expect(retryDelayMs(1, () => 1)).toBe(5500);
});

test.each([
  ['a few failures', REST_FROM - 1, HOUR, 0],
  ['a short outage', REST_FROM, 1000, 5000],
  ['many at once in a short outage', 100, 1000, 5000],
  ['a minute', REST_FROM, 60_000, 30_000],
  ['a day', 50, 24 * HOUR, 300_000],
])('an endpoint rests by how long it has failed: %s', (_what, streak, failingMs, expected) => {
  expect(restMs(streak, failingMs, () => 0.5)).toBe(expected);
});

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Thu, 26 Nov 2026 12:01:00 GMT', 60_000],
  ['Thu, 26 Nov 2026 11:00:00 GMT', 0],
  ['99999999', 24 * HOUR],
  ['soon', null],
  ['', null],
  [undefined, null],
])('Retry-After %j is %j ms', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
