import type { SendableType } from '@watertight/core';
import type { Db, Queryable } from '../db.ts';

/** From which phone's lane to which, and what the new one can carry. */
export interface Diversion {
  companyId: string;
  fromPhoneId: string;
  toPhoneId: string;
  toPhoneIndex: number;
  types: readonly SendableType[];
}

export interface Divertible {
  id: string;
  seq: number;
  chatId: string;
  type: SendableType;
  ignoreWindow: boolean;
}

// What answers a message, or is said in a group or under an id of one account, belongs to its phone. What a person may
// have already does not go a second way: each earlier attempt must have ended with a certain no.
const movable = (m: string, types: string) => `${m}.status = 'queued' AND ${m}.direction = 'outbound'
      AND NOT ${m}.no_fallback AND ${m}.fallback_from IS NULL AND ${m}.quoted_message_id IS NULL
      AND ${m}.type = ANY (${types}::text[]) AND ${m}.type <> 'reaction' AND ${m}.chat_id ~ '^[0-9]+$'
      AND (${m}.attempts = 0 OR NOT EXISTS (SELECT 1 FROM message_attempts a
        WHERE a.message_id = ${m}.id AND (a.outcome IS NULL OR a.outcome = 'unknown')))`;

// A chat stays in order: nothing overtakes what is on its way, awaits evidence, or has to stay.
const notBehind = (stays: string) => `NOT EXISTS (SELECT 1 FROM messages e
      WHERE e.company_id = $1 AND e.chat_id = m.chat_id AND e.phone_id = $2 AND e.seq < m.seq
        AND (e.status = 'sending' OR (e.status = 'unconfirmed' AND e.reconcile_at IS NOT NULL)
          OR (e.status = 'queued' AND NOT (${stays}))))`;

const DIVERTIBLE = {
  name: 'divertible',
  text: `SELECT m.id, m.seq, m.chat_id AS "chatId", m.type, m.ignore_window AS "ignoreWindow" FROM messages m
    WHERE m.company_id = $1 AND m.phone_id = $2 AND m.seq > $4 AND ${movable('m', '$3')} AND ${notBehind(movable('e', '$3'))}
    ORDER BY m.seq LIMIT $5`,
};

/** What waits for a phone and may go another way, the longest waiting first, after the place `after`. */
export function divertible(
  db: Db,
  { companyId, fromPhoneId, types }: Diversion,
  after: number,
  limit: number,
): Promise<Divertible[]> {
  return db.query<Divertible & Record<string, unknown>>(DIVERTIBLE, [
    companyId,
    fromPhoneId,
    types,
    after,
    limit,
  ]);
}

// Who claims holds this row until what he claimed can be seen.
const HOLD = { name: 'divert_hold', text: 'SELECT 1 FROM leases WHERE phone_id = $1 FOR UPDATE' };

const DIVERT = {
  name: 'divert',
  text: `WITH moved AS (
      UPDATE messages m SET phone_id = $4, phone_index = $5, connection_type = p.connection_type, fallback_from = m.phone_index
      FROM phone_configs p
      WHERE p.phone_id = $4 AND p.company_id = $1 AND m.id = ANY ($6::text[]) AND m.company_id = $1 AND m.phone_id = $2
        AND ${movable('m', '$3')} AND ${notBehind('e.id = ANY ($6::text[])')}
      RETURNING m.id, m.seq, m.company_id, m.phone_index, m.fallback_from
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, detail)
      SELECT company_id, phone_index, id, 'message.queued', $7::jsonb || jsonb_build_object('fallbackFrom', fallback_from)
      FROM moved ORDER BY seq
    )
    SELECT id FROM moved`,
};

/** Moves these messages to the other phone's lane, in the order of each chat; answers which could be moved. */
export function divert(
  db: Db,
  diversion: Diversion,
  ids: readonly string[],
  detail: object,
): Promise<string[]> {
  return db.transaction(async (tx: Queryable) => {
    await tx.query(HOLD, [diversion.fromPhoneId]);
    const rows = await tx.query<{ id: string }>(DIVERT, [
      diversion.companyId,
      diversion.fromPhoneId,
      diversion.types,
      diversion.toPhoneId,
      diversion.toPhoneIndex,
      ids,
      JSON.stringify(detail),
    ]);
    return rows.map(({ id }) => id);
  });
}

const WAITS = {
  name: 'divert_chat_waits',
  text: `SELECT 1 AS one FROM messages WHERE company_id = $1 AND chat_id = $3 AND phone_id = $2
      AND status IN ('queued', 'sending') LIMIT 1`,
};

/** Whether messages of a chat wait for a phone. */
export async function chatWaits(
  db: Db,
  { companyId, phoneId, chatId }: { companyId: string; phoneId: string; chatId: string },
): Promise<boolean> {
  return (await db.query(WAITS, [companyId, phoneId, chatId])).length > 0;
}
