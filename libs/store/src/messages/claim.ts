import type { ClaimedMessage, ConnectionType } from '@watertight/core';
import type { Db } from '../db.ts';
import { leaseCte, type Lease } from '../leases.ts';
import { asClaimed, type MessageRow } from './rows.ts';

export type Claimed =
  | { kind: 'claimed'; messages: ClaimedMessage[] }
  /** Nothing is due; `nextDueMs` says when something will be, if anything waits. */
  | { kind: 'idle'; nextDueMs: number | null }
  /** The lease is no longer ours. */
  | { kind: 'fenced' };

// A chat is held up by an earlier message of it that is being sent, awaits evidence, or waits for its next attempt.
const CLAIM = {
  name: 'claim',
  text: `WITH ${leaseCte('$1', '$2', '$3')}, due AS (
      SELECT m.id FROM messages m
      WHERE m.phone_id = $1 AND m.status = 'queued' AND m.available_at <= now()
        AND (m.expires_at IS NULL OR m.expires_at > now())
        AND EXISTS (SELECT 1 FROM lease)
        AND NOT EXISTS (
          SELECT 1 FROM messages b
          WHERE b.phone_id = $1 AND b.chat_id = m.chat_id AND b.seq < m.seq
            AND b.status IN ('queued', 'sending', 'unconfirmed')
            AND (b.status = 'sending' OR (b.status = 'queued' AND b.available_at > now())
              OR (b.status = 'unconfirmed' AND b.reconcile_at IS NOT NULL)))
      ORDER BY m.seq LIMIT $4
      FOR UPDATE
    ), claimed AS (
      UPDATE messages m SET status = 'sending', attempts = m.attempts + 1, epoch = $3, connection_type = $6, reconcile_at = NULL
      FROM due WHERE m.id = due.id
      RETURNING m.*
    ), attempted AS (
      INSERT INTO message_attempts (message_id, attempt, epoch, instance_id)
      SELECT id, attempts, $3, $5 FROM claimed
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, detail)
      SELECT company_id, phone_index, id, 'message.sending', jsonb_build_object('attempt', attempts)
      FROM claimed ORDER BY seq
    )
    SELECT * FROM claimed ORDER BY seq`,
};

const IDLE = {
  name: 'claim_idle',
  text: `WITH ${leaseCte('$1', '$2', '$3')}
    SELECT EXISTS (SELECT 1 FROM lease) AS held,
      (SELECT extract(epoch FROM min(available_at) - now()) * 1000 FROM messages
        WHERE phone_id = $1 AND status = 'queued' AND available_at > now())::float8 AS next_due_ms`,
};

/** Claims up to `quantum` messages of a lane in order, commits them as `sending`, and brings their bodies. */
export async function claim(
  db: Db,
  lease: Lease,
  options: { quantum: number; instanceId: string; connectionType: ConnectionType },
): Promise<Claimed> {
  const key = [lease.phoneId, lease.owner, lease.epoch];
  const rows = await db.query<MessageRow>(CLAIM, [
    ...key,
    options.quantum,
    options.instanceId,
    options.connectionType,
  ]);
  if (rows.length > 0) return { kind: 'claimed', messages: rows.map(asClaimed) };
  const [idle] = await db.query<{ held: boolean; next_due_ms: number | null }>(IDLE, key);
  return idle?.held ? { kind: 'idle', nextDueMs: idle.next_due_ms } : { kind: 'fenced' };
}
