import { newId, type MessageObservation } from '@watertight/core';
import type { Queryable } from '../db.ts';
import { messageNamed } from './named.ts';

/** An inbound message with the phone it came to. */
export interface Arrival {
  phone: {
    phoneId: string;
    companyId: string;
    phoneIndex: number;
    connectionType: string;
    me: string | null;
  };
  message: MessageObservation;
  /** Under which the trace goes on that it came in with. */
  traceparent?: string | undefined;
}

// Unique keys on phone and provider's id, and on phone and heard key, make hearing a message twice hearing it once.
const STORE_INBOUND = {
  name: 'store_inbound',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::jsonb[], $13::text[], $14::text[], $15::timestamptz[], $16::boolean[],
        $17::text[], $18::jsonb[], $19::text[], $20::text[])
        WITH ORDINALITY AS t (id, company_id, phone_id, phone_index, connection_type, type, chat_id, from_id, to_id,
          participant, sender_name, content, provider_message_id, quoted, at, from_me, heard_key, mentions,
          past_status, traceparent, n)
    ), stored AS (
      INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, from_id,
        to_id, participant, sender_name, content, provider_message_id, quoted_provider_message_id, quoted_message_id,
        status, created_at, sent_at, heard_key, mentions, metadata, traceparent)
      SELECT i.id, i.company_id, i.phone_id, i.phone_index, i.connection_type,
        CASE WHEN i.from_me THEN 'outbound' ELSE 'inbound' END, i.type, i.chat_id, i.from_id, i.to_id, i.participant,
        i.sender_name,
        CASE i.type WHEN 'reaction' THEN i.content || jsonb_build_object('messageId', q.id) ELSE i.content END,
        i.provider_message_id, i.quoted, q.id, coalesce(i.past_status, CASE WHEN i.from_me THEN 'sent' ELSE 'received' END), i.at,
        CASE WHEN i.from_me THEN i.at END, i.heard_key,
        CASE WHEN i.mentions IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(i.mentions)) END,
        CASE WHEN i.past_status IS NOT NULL THEN '{"history":true}'::jsonb END, i.traceparent
      FROM input i LEFT JOIN LATERAL (
        ${messageNamed('id', 'i.phone_id', 'i.quoted')}) q ON i.quoted IS NOT NULL
      ORDER BY i.n
      ON CONFLICT DO NOTHING
      RETURNING id, seq, company_id, phone_index, direction, sent_at, metadata
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, at, detail)
      SELECT company_id, phone_index, id, CASE direction WHEN 'inbound' THEN 'message.received' ELSE 'message.sent' END,
        coalesce(sent_at, clock_timestamp()), CASE direction WHEN 'outbound' THEN '{"device":true}'::jsonb END
      FROM stored WHERE metadata IS NULL ORDER BY seq
    )
    SELECT s.id, s.company_id, (i.n - 1)::int AS index FROM stored s JOIN input i ON i.id = s.id ORDER BY s.seq`,
};

export interface StoredArrival {
  id: string;
  companyId: string;
  /** Where in the given list, from 0. */
  index: number;
}

/**
 * Stores what arrived, and what the phone's owner wrote on a device of his, with an event each (none of what is told
 * from the past), once; answers those that were new. What comes again complete is completed: with its file, or readable where it was not.
 */
export async function storeInbound(tx: Queryable, arrivals: Arrival[]): Promise<StoredArrival[]> {
  if (arrivals.length === 0) return [];
  const column = (value: (arrival: Arrival) => unknown) => arrivals.map(value);
  const rows = await tx.query<{ id: string; company_id: string; index: number }>(STORE_INBOUND, [
    column(() => newId('msg')),
    column(({ phone }) => phone.companyId),
    column(({ phone }) => phone.phoneId),
    column(({ phone }) => phone.phoneIndex),
    column(({ phone }) => phone.connectionType),
    column(({ message }) => message.type),
    column(({ message }) => message.chatId),
    column(({ message }) => message.from),
    column(({ phone, message }) => (message.fromMe ? message.chatId : phone.me)),
    column(({ message }) => message.participant),
    column(({ message }) => message.senderName),
    column(({ message }) => JSON.stringify(message.content)),
    column(({ message }) => message.providerMessageId),
    column(({ message }) => message.quotedProviderMessageId),
    column(({ message }) => message.at),
    column(({ message }) => message.fromMe),
    column(({ message }) => message.key ?? (message.fromMe ? message.providerMessageId : null)),
    column(({ message }) => (message.mentions?.length ? JSON.stringify(message.mentions) : null)),
    column(({ message }) => pastStatus(message)),
    column(({ traceparent }) => traceparent ?? null),
  ]);
  await complete(tx, arrivals, new Set(rows.map(({ index }) => index)));
  return rows.map((row) => ({ id: row.id, companyId: row.company_id, index: row.index }));
}

/** What was written before we were there is stored as far as it had come then. */
const pastStatus = ({ isHistory, fromMe, status = 'sent' }: MessageObservation): string | null =>
  isHistory ? (fromMe ? status : 'received') : null;

const COMPLETE = {
  name: 'observe_complete',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[], $4::text[], $5::jsonb[])
        AS t (phone_id, provider_id, from_me, type, content)
    ), completed AS (
      UPDATE messages m SET type = i.type, content = CASE m.type WHEN i.type THEN m.content || i.content ELSE i.content END
        - CASE WHEN i.content -> 'media' <> 'null'::jsonb THEN 'mediaError' ELSE '' END
      FROM input i
      WHERE m.phone_id = i.phone_id AND m.provider_message_id = i.provider_id
        AND ((m.direction = 'inbound' AND NOT i.from_me)
          OR (m.direction = 'outbound' AND m.heard_key IS NOT NULL AND i.from_me))
        AND (m.content -> 'media' = 'null'::jsonb AND i.content -> 'media' <> 'null'::jsonb
          OR m.type = 'unsupported' AND m.content -> 'raw' ->> 'type' IN ('ciphertext', 'media_placeholder')
            AND i.type <> 'unsupported')
      RETURNING m.id, m.company_id, m.phone_index, m.metadata
    )
    INSERT INTO message_events (company_id, phone_index, message_id, type, detail)
    SELECT company_id, phone_index, id, 'message.edited', '{"reason":"completed"}'::jsonb FROM completed
    WHERE metadata ->> 'history' IS NULL`,
};

async function complete(tx: Queryable, arrivals: Arrival[], isNew: ReadonlySet<number>): Promise<void> {
  const again = arrivals.filter((_, index) => !isNew.has(index));
  if (again.length === 0) return;
  await tx.query(COMPLETE, [
    again.map(({ phone }) => phone.phoneId),
    again.map(({ message }) => message.providerMessageId),
    again.map(({ message }) => message.fromMe),
    again.map(({ message }) => message.type),
    again.map(({ message }) => JSON.stringify(message.content)),
  ]);
}

/** A message on record that a word of the phone's own is. */
export interface OwnMatch extends StoredArrival {
  /** It was written on a device of its owner; otherwise we sent it. */
  heard: boolean;
}

const MATCH_OWN = {
  name: 'observe_match_own',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS t (phone_id, provider_id, key, n)
    )
    SELECT (i.n - 1)::int AS index, m.id, m.company_id AS "companyId", m.heard_key IS NOT NULL AS heard
    FROM input i CROSS JOIN LATERAL (
      SELECT id, company_id, heard_key FROM messages WHERE phone_id = i.phone_id AND heard_key = i.key AND direction = 'outbound'
      UNION ALL SELECT id, company_id, heard_key FROM messages
        WHERE direction = 'outbound' AND provider_message_id IS NOT NULL
          AND phone_id = i.phone_id AND provider_message_id = i.provider_id
      UNION ALL SELECT id, company_id, heard_key FROM messages
        WHERE direction = 'outbound' AND connection_type = 'wwebjs' AND provider_message_id IS NOT NULL
          AND phone_id = i.phone_id AND split_part(provider_message_id, '_', 3) = i.key
      UNION ALL SELECT id, company_id, heard_key FROM messages
        WHERE direction = 'outbound' AND connection_type = 'wwebjs' AND provider_message_id IS NULL AND attempts > 0
          AND phone_id = i.phone_id
          AND ('3EB0' || upper(left(encode(sha256(decode(id, 'escape')), 'hex'), 18))) = i.key
      LIMIT 1) m`,
};

/**
 * The messages on record that these words of the phone's own are: sent by us, whether we know already how that
 * ended or not, or heard of before. Answers those that were found, by their place in the list.
 */
export async function matchOwn(
  tx: Queryable,
  words: { phoneId: string; providerMessageId: string; key: string }[],
): Promise<OwnMatch[]> {
  if (words.length === 0) return [];
  return tx.query<OwnMatch & Record<string, unknown>>(MATCH_OWN, [
    words.map(({ phoneId }) => phoneId),
    words.map(({ providerMessageId }) => providerMessageId),
    words.map(({ key }) => key),
  ]);
}

// By the whole id, else by the key within it: a chat may be spelled otherwise than when it was sent to.
const FIND_OUTBOUND = {
  name: 'find_by_provider',
  text: `SELECT m.id, i.phone_id, i.provider_id AS provider_message_id
    FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS t (phone_id, provider_id)) i CROSS JOIN LATERAL (
      SELECT id FROM messages WHERE direction = 'outbound' AND provider_message_id IS NOT NULL
        AND phone_id = i.phone_id AND provider_message_id = i.provider_id
      UNION ALL SELECT id FROM messages
        WHERE direction = 'outbound' AND connection_type = 'wwebjs' AND provider_message_id IS NOT NULL
          AND phone_id = i.phone_id AND split_part(provider_message_id, '_', 3) = split_part(i.provider_id, '_', 3)
          AND split_part(i.provider_id, '_', 3) <> ''
      LIMIT 1) m`,
};

/** The outbound messages that a provider's ids belong to: `phoneId\u0000providerMessageId` → our id. */
export async function findByProviderIds(
  tx: Queryable,
  wanted: { phoneId: string; providerMessageId: string }[],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const rows = await tx.query<{ id: string; phone_id: string; provider_message_id: string }>(FIND_OUTBOUND, [
    wanted.map((w) => w.phoneId),
    wanted.map((w) => w.providerMessageId),
  ]);
  return new Map(rows.map((row) => [providerKey(row.phone_id, row.provider_message_id), row.id]));
}

export const providerKey = (phoneId: string, providerMessageId: string) =>
  `${phoneId}\u0000${providerMessageId}`;
