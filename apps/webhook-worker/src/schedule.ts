const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses before the second, third … attempt: three days in all. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  12 * HOUR,
  14 * HOUR,
  18 * HOUR,
];
const JITTER = 0.2;

/** Failures in a row after which an endpoint as a whole is left alone for a while, and asked once at a time. */
export const REST_FROM = 5;
const REST_MIN_MS = 5 * SECOND;
const REST_MAX_MS = 5 * MINUTE;
/** What an endpoint may ask for. */
const MAX_RETRY_AFTER_MS = 24 * HOUR;

/** With nothing but failures for so long it is disabled. */
export const DISABLE_AFTER_MS = 72 * HOUR;
/** And only after so many of them. */
export const DISABLE_FROM = 10;

const jittered = (ms: number, random: () => number) => ms * (1 - JITTER / 2 + JITTER * random());

/** How long after attempt `attempt` (from 1) failed it is tried again; null: no more. */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number | null {
  const pause = RETRY_AFTER_MS[attempt - 1];
  return pause === undefined ? null : jittered(pause, random);
}

/** How long the whole endpoint rests after so many failures in a row, the first of them `failingMs` ago. */
export function restMs(streak: number, failingMs: number, random: () => number = Math.random): number {
  if (streak < REST_FROM) return 0;
  return jittered(Math.min(Math.max(failingMs / 2, REST_MIN_MS), REST_MAX_MS), random);
}

/** RFC 9110, 10.2.3: seconds or a date. Null when there is none that can be read. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim();
  if (!text) return null;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}
