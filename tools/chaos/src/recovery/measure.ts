import { longestSilence } from '../measure.ts';
import type { RecoveryFault } from './faults.ts';
import type { Watch } from './watch.ts';

/** When a fault struck, and until when what follows belongs to it; milliseconds since 1970. */
export interface Span {
  struckAt: number;
  stoppedAt: number;
}

/**
 * Seconds until the health of the whole admitted the fault; null when it never did. Held against the last look
 * before it struck.
 */
export function toldSeconds(
  { told }: Pick<RecoveryFault, 'told'>,
  looks: Watch['health'],
  { struckAt, stoppedAt }: Span,
): number | null {
  const before = looks.findLast(({ at }) => at < struckAt);
  if (!before) return null;
  const found = looks.find(({ at, view }) => at >= struckAt && at <= stoppedAt && told(view, before.view));
  return found ? (found.at - struckAt) / 1000 : null;
}

export interface Noticed {
  name: string;
  seconds: number;
}

/** The first of the fault's alerts whose expression became true; one that was true already says nothing. */
export function firstAlert(
  { alerts }: Pick<RecoveryFault, 'alerts'>,
  looks: Watch['alerts'],
  { struckAt, stoppedAt }: Span,
): Noticed | null {
  const before = looks.findLast(({ at }) => at < struckAt)?.names ?? new Set<string>();
  const meant = alerts.filter((name) => !before.has(name));
  for (const { at, names } of looks) {
    if (at < struckAt || at > stoppedAt) continue;
    const name = meant.find((one) => names.has(one));
    if (name !== undefined) return { name, seconds: (at - struckAt) / 1000 };
  }
  return null;
}

/** The longest time without an answer, seconds. */
export const silentSeconds = (times: readonly number[], { struckAt, stoppedAt }: Span): number =>
  longestSilence(times, struckAt, stoppedAt);
