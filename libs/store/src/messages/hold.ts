import type { Db } from '../db.ts';
import { leaseCte, type Lease } from '../leases.ts';

/** A send that goes on although the turn in which it began has ended. */
export interface HeldSend {
  messageId: string;
  attempt: number;
  /** Of the lease under which it was claimed. */
  epoch: number;
}

// By their keys, not through the index of what is being sent (hence `status || ''`).
const HOLD = {
  name: 'hold',
  text: `WITH ${leaseCte('$1', '$2', '$3')}, held AS (
      UPDATE message_attempts a SET held_until = clock_timestamp() + $5 * interval '1 millisecond'
      FROM messages m WHERE m.id = ANY($4::text[]) AND m.status || '' = 'sending' AND m.epoch = $3
        AND a.message_id = m.id AND a.attempt = m.attempts AND EXISTS (SELECT 1 FROM lease)
    )
    SELECT EXISTS (SELECT 1 FROM lease) AS done`,
};

/** Keeps sends under way of a lane from counting as left behind when its lease is given back; false when it is lost. */
export async function hold(db: Db, lease: Lease, messageIds: string[], ttlMs: number): Promise<boolean> {
  const { phoneId, owner, epoch } = lease;
  const [row] = await db.query<{ done: boolean }>(HOLD, [phoneId, owner, epoch, messageIds, ttlMs]);
  return row?.done ?? false;
}

const HOLD_ON = {
  name: 'hold_on',
  text: `UPDATE message_attempts a SET held_until = clock_timestamp() + $4 * interval '1 millisecond'
    FROM unnest($1::text[], $2::int[], $3::bigint[]) AS h (message_id, attempt, epoch)
    WHERE a.message_id = h.message_id AND a.attempt = h.attempt AND a.epoch = h.epoch AND a.ended_at IS NULL`,
};

/** Says of many that they are still under way. */
export async function holdOn(db: Db, sends: HeldSend[], ttlMs: number): Promise<void> {
  await db.query(HOLD_ON, [
    sends.map(({ messageId }) => messageId),
    sends.map(({ attempt }) => attempt),
    sends.map(({ epoch }) => epoch),
    ttlMs,
  ]);
}
