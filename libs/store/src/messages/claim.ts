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

/** How far into a lane a claim looks for chats. */
const WINDOW = 1000;

// Only the first message of each chat is claimed, so that what a killed worker leaves uncertain is what was really
// on its way. A chat is held up by a message of it that is being sent, awaits evidence, or waits for its next
// attempt (only one that was tried before can wait, which is what its index rests on).
const CLAIM = {
  name: 'claim',
  text: `WITH ${leaseCte('$1', '$2', '$3')}, held AS MATERIALIZED (
      SELECT chat_id FROM messages WHERE phone_id = $1 AND status = 'sending'
      UNION SELECT chat_id FROM messages WHERE phone_id = $1 AND status = 'unconfirmed' AND reconcile_at IS NOT NULL
      UNION SELECT chat_id FROM messages WHERE phone_id = $1 AND status = 'queued' AND attempts > 0 AND available_at > now()
    ), ahead AS (
      SELECT m.id, m.chat_id, m.seq FROM messages m
      WHERE m.phone_id = $1 AND m.status = 'queued' AND m.available_at <= now()
        AND (m.expires_at IS NULL OR m.expires_at > now())
        AND EXISTS (SELECT 1 FROM lease)
        AND NOT EXISTS (SELECT 1 FROM held WHERE held.chat_id = m.chat_id)
      ORDER BY m.seq LIMIT ${WINDOW}
    ), first AS (
      SELECT DISTINCT ON (chat_id) id, seq FROM ahead ORDER BY chat_id, seq
    ), due AS (
      SELECT m.id FROM messages m
      WHERE m.id IN (SELECT id FROM first ORDER BY seq LIMIT $4) AND m.status = 'queued'
      ORDER BY m.seq FOR UPDATE
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

/**
 * Claims the first message of each chat of a lane that may go on, up to `quantum` of them, the longest waiting
 * first; commits them as `sending`, and brings their bodies.
 */
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
