import type { HeldSend, Lease } from '@watertight/store';
import { leaseHolds } from './leases.ts';
import { isDue, type AttemptRecord, type MessageRecord, type Tables } from './tables.ts';

const attemptOf = ({ attempts }: Tables, id: string, attempt: number): AttemptRecord | undefined =>
  attempts.get(id)?.find((row) => row.attempt === attempt);

/** Keeps sends under way from counting as left behind, for a while; false when the lease is lost. */
export function hold(tables: Tables, now: Date, lease: Lease, ids: string[], ttlMs: number): boolean {
  if (!leaseHolds(tables, lease, now)) return false;
  for (const id of ids) {
    const row = tables.messages.get(id);
    const attempt = row && attemptOf(tables, id, row.attempts);
    if (row?.status === 'sending' && row.epoch === lease.epoch && attempt)
      attempt.held_until = new Date(now.getTime() + ttlMs);
  }
  return true;
}

export function holdOn(tables: Tables, now: Date, sends: HeldSend[], ttlMs: number): void {
  for (const { messageId, attempt, epoch } of sends) {
    const row = attemptOf(tables, messageId, attempt);
    if (row?.epoch === epoch && row.ended_at === null) row.held_until = new Date(now.getTime() + ttlMs);
  }
}

/** Whether a process keeps what it is sending although the turn has ended. */
export function isHeld(tables: Tables, { id, attempts }: MessageRecord, now: Date): boolean {
  const until = attemptOf(tables, id, attempts)?.held_until ?? null;
  return until !== null && !isDue(until, now);
}
