import { newId, type MessageObservation } from '@watertight/core';
import type { Queryable } from '../db.ts';

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
}

// The unique key on (phone, provider's id) makes hearing a message twice the same as hearing it once.
const STORE_INBOUND = {
  name: 'store_inbound',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::jsonb[], $13::text[], $14::text[], $15::timestamptz[])
        WITH ORDINALITY AS t (id, company_id, phone_id, phone_index, connection_type, type, chat_id, from_id, to_id,
          participant, sender_name, content, provider_message_id, quoted, at, n)
    ), stored AS (
      INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, from_id,
        to_id, participant, sender_name, content, provider_message_id, quoted_provider_message_id, quoted_message_id,
        status, created_at)
      SELECT i.id, i.company_id, i.phone_id, i.phone_index, i.connection_type, 'inbound', i.type, i.chat_id, i.from_id,
        i.to_id, i.participant, i.sender_name,
        CASE i.type WHEN 'reaction' THEN i.content || jsonb_build_object('messageId', q.id) ELSE i.content END,
        i.provider_message_id, i.quoted, q.id, 'received', i.at
      FROM input i LEFT JOIN LATERAL (
        SELECT id FROM messages WHERE phone_id = i.phone_id AND provider_message_id = i.quoted LIMIT 1) q ON true
      ORDER BY i.n
      ON CONFLICT (phone_id, provider_message_id) WHERE direction = 'inbound' DO NOTHING
      RETURNING id, seq, company_id, phone_index
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type)
      SELECT company_id, phone_index, id, 'message.received' FROM stored ORDER BY seq
    )
    SELECT id, company_id FROM stored ORDER BY seq`,
};

export interface StoredArrival {
  id: string;
  companyId: string;
}

/** Stores what arrived with its event, once; answers those that were new. */
export async function storeInbound(tx: Queryable, arrivals: Arrival[]): Promise<StoredArrival[]> {
  if (arrivals.length === 0) return [];
  const column = (value: (arrival: Arrival) => unknown) => arrivals.map(value);
  const rows = await tx.query<{ id: string; company_id: string }>(STORE_INBOUND, [
    column(() => newId('msg')),
    column(({ phone }) => phone.companyId),
    column(({ phone }) => phone.phoneId),
    column(({ phone }) => phone.phoneIndex),
    column(({ phone }) => phone.connectionType),
    column(({ message }) => message.type),
    column(({ message }) => message.chatId),
    column(({ message }) => message.from),
    column(({ phone }) => phone.me),
    column(({ message }) => message.participant),
    column(({ message }) => message.senderName),
    column(({ message }) => JSON.stringify(message.content)),
    column(({ message }) => message.providerMessageId),
    column(({ message }) => message.quotedProviderMessageId),
    column(({ message }) => message.at),
  ]);
  return rows.map((row) => ({ id: row.id, companyId: row.company_id }));
}

/** The outbound messages that a provider's ids belong to: `phoneId\u0000providerMessageId` → our id. */
export async function findByProviderIds(
  tx: Queryable,
  wanted: { phoneId: string; providerMessageId: string }[],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const rows = await tx.query<{ id: string; phone_id: string; provider_message_id: string }>(
    {
      name: 'find_by_provider',
      text: `SELECT id, phone_id, provider_message_id FROM messages
        WHERE direction = 'outbound' AND provider_message_id IS NOT NULL
          AND (phone_id, provider_message_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    },
    [wanted.map((w) => w.phoneId), wanted.map((w) => w.providerMessageId)],
  );
  return new Map(rows.map((row) => [providerKey(row.phone_id, row.provider_message_id), row.id]));
}

export const providerKey = (phoneId: string, providerMessageId: string) =>
  `${phoneId}\u0000${providerMessageId}`;
