import { BUMPED } from '../chats.ts';
import type { Db } from '../db.ts';
import { leaseCte, type Lease } from '../leases.ts';

/** A message that its provider took in this attempt. */
export interface SentMessage {
  id: string;
  attempt: number;
  providerMessageId: string;
}

// One statement for what `change` does in six. Whatever is not plain is left to it: a receipt that was faster, another
// attempt, a lost lease. Rows are found by their keys alone (hence `status || ''`), whatever was planned when.
const SETTLE_SENT = {
  name: 'settle_sent',
  text: `WITH ${leaseCte('$1', '$2', '$3')}, input AS (
      SELECT * FROM unnest($4::text[], $5::int[], $6::text[]) AS t (id, attempt, provider_message_id)
    ), due AS (
      SELECT m.id, i.provider_message_id FROM input i JOIN messages m ON m.id = i.id
      WHERE m.status || '' = 'sending' AND m.attempts = i.attempt AND EXISTS (SELECT 1 FROM lease)
      ORDER BY m.seq FOR UPDATE OF m
    ), written AS (
      UPDATE messages m SET status = 'sent', provider_message_id = due.provider_message_id, error = NULL,
        reconcile_at = NULL, failed_at = NULL, sent_at = coalesce(m.sent_at, $7)
      FROM due WHERE m.id = due.id
      RETURNING m.id, m.seq, m.company_id, m.phone_id, m.phone_index, m.chat_id, m.attempts
    ), ended AS (
      UPDATE message_attempts a SET ended_at = clock_timestamp(), outcome = 'sent', code = NULL, provider_code = NULL,
        detail = NULL
      FROM written w WHERE a.message_id = w.id AND a.attempt = w.attempts
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, at)
      SELECT company_id, phone_index, id, 'message.sent', $7 FROM written ORDER BY seq
    ), moved AS (
      INSERT INTO chats (phone_id, chat_id, company_id, phone_index, last_message_at, last_message_id)
      SELECT DISTINCT ON (phone_id, chat_id) phone_id, chat_id, company_id, phone_index, $7::timestamptz, id FROM written
      ORDER BY phone_id, chat_id, seq DESC
      ${BUMPED}
    )
    SELECT id FROM written`,
};

/**
 * Settles messages of a lane that were sent, with attempt, event and chat, as `change` would with `sentChange`: those
 * that still stand in that attempt, under a lease that holds. Answers their ids; nothing is written of the others.
 */
export async function settleSent(
  db: Db,
  { phoneId, owner, epoch }: Lease,
  sends: readonly SentMessage[],
  at: Date,
): Promise<string[]> {
  if (sends.length === 0) return [];
  const rows = await db.query<{ id: string }>(SETTLE_SENT, [
    ...[phoneId, owner, epoch],
    sends.map(({ id }) => id),
    sends.map(({ attempt }) => attempt),
    sends.map(({ providerMessageId }) => providerMessageId),
    at,
  ]);
  return rows.map(({ id }) => id);
}
