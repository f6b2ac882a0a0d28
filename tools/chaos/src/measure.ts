import type { Sent } from '@watertight/e2e';
import type { Arrival } from './ledger.ts';

type First = (text: string) => Pick<Arrival, 'at'> | undefined;

/**
 * Seconds from `sinceMs` to the first arrival of a message that was accepted after `struckMs`; null when none came.
 * What was in flight or already accepted when it struck does not count.
 */
export function secondsUntilSending(
  sent: readonly Sent[],
  first: First,
  { struckMs, sinceMs }: { struckMs: number; sinceMs: number },
): number | null {
  const arrivals = sent
    .filter(({ acceptedAt }) => acceptedAt > struckMs)
    .flatMap(({ text }) => first(text)?.at ?? [])
    .filter((at) => at >= sinceMs);
  return arrivals.length === 0 ? null : (Math.min(...arrivals) - sinceMs) / 1000;
}

/** The longest pause between two of the times that touches the window, seconds; its ends count as times. */
export function longestSilence(times: readonly number[], fromMs: number, toMs: number): number {
  const inside = times.filter((at) => at > fromMs && at < toMs).sort((a, b) => a - b);
  const points = [fromMs, ...inside, toMs];
  return Math.max(...points.slice(1).map((at, index) => at - points[index]!)) / 1000;
}

/**
 * From acceptance to arrival, milliseconds, of the messages accepted from `fromMs` until before `toMs`. A message
 * may arrive before its sender has read the 202: that is 0.
 */
export function latenciesMs(sent: readonly Sent[], first: First, fromMs: number, toMs: number): number[] {
  return sent
    .filter(({ acceptedAt }) => acceptedAt >= fromMs && acceptedAt < toMs)
    .flatMap(({ text, acceptedAt }) => {
      const arrival = first(text);
      return arrival ? Math.max(0, arrival.at - acceptedAt) : [];
    });
}

/** The value that 99 in 100 do not exceed; with fewer than 100 it is the largest. Null without samples. */
export function p99(samples: readonly number[]): number | null {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? null;
}
