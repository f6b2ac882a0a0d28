import type { Message, NewMessage } from '@watertight/core';
import type { Db } from '../db.ts';
import { arrayOf } from '../arrays.ts';
import { asMessage, type MessageRow } from './rows.ts';

export type Accepted =
  | { kind: 'accepted'; message: Message }
  /** The key was used before for the same request; this is what it made then. */
  | { kind: 'replayed'; message: Message }
  /** The key was used before for another request. */
  | { kind: 'key-reused' };

// One column a list; the driver sends them as arrays, so the statement is the same for one row and for a thousand.
const COLUMNS: [name: string, type: string, value: (m: NewMessage) => unknown][] = [
  ['id', 'text', (m) => m.id],
  ['company_id', 'text', (m) => m.companyId],
  ['phone_id', 'text', (m) => m.phoneId],
  ['phone_index', 'int', (m) => m.phoneIndex],
  ['connection_type', 'text', (m) => m.connectionType],
  ['type', 'text', (m) => m.type],
  ['chat_id', 'text', (m) => m.chatId],
  ['content', 'jsonb', (m) => JSON.stringify(m.content)],
  ['mentions', 'jsonb', (m) => (m.mentions ? JSON.stringify(m.mentions) : null)],
  ['quoted_message_id', 'text', (m) => m.quotedMessageId],
  ['metadata', 'jsonb', (m) => (m.metadata ? JSON.stringify(m.metadata) : null)],
  ['idempotency_key', 'text', (m) => m.idempotencyKey],
  ['request_hash', 'text', (m) => m.requestHash],
  ['on_uncertain', 'text', (m) => m.onUncertain],
  ['scheduled_at', 'timestamptz', (m) => m.scheduledAt],
  ['expires_at', 'timestamptz', (m) => m.expiresAt],
  ['ignore_window', 'boolean', (m) => m.ignoreWindow ?? false],
  ['fallback_from', 'int', (m) => m.routing.fallbackFrom ?? null],
  ['no_fallback', 'boolean', (m) => m.noFallback ?? false],
  ['routing', 'jsonb', (m) => JSON.stringify(m.routing)],
  ['request_id', 'text', (m) => m.requestId ?? null],
  ['traceparent', 'text', (m) => m.traceparent ?? null],
];

// The database can hold no NUL character in text or jsonb; the API refuses them before.
const ACCEPT = {
  name: 'accept',
  text: `WITH input AS (
      SELECT * FROM unnest(${COLUMNS.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')})
        WITH ORDINALITY AS t (${COLUMNS.map(([name]) => name).join(', ')}, n)
    ), keys AS (
      INSERT INTO idempotency_keys (company_id, key, request_hash, message_id)
      SELECT company_id, idempotency_key, request_hash, id FROM input WHERE idempotency_key IS NOT NULL ORDER BY n
      ON CONFLICT DO NOTHING RETURNING message_id
    ), accepted AS (
      INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, to_id,
        content, mentions, quoted_message_id, quoted_provider_message_id, status, idempotency_key, metadata,
        on_uncertain, scheduled_at, available_at, expires_at, ignore_window, fallback_from,
        no_fallback, request_id, traceparent)
      SELECT i.id, i.company_id, i.phone_id, i.phone_index, i.connection_type, 'outbound', i.type, i.chat_id, i.chat_id,
        i.content, ARRAY(SELECT jsonb_array_elements_text(i.mentions)), i.quoted_message_id,
        CASE WHEN i.quoted_message_id IS NOT NULL THEN (SELECT q.provider_message_id FROM messages q
          WHERE q.id = i.quoted_message_id AND q.company_id = i.company_id) END,
        CASE WHEN i.scheduled_at > now() THEN 'scheduled' ELSE 'queued' END, i.idempotency_key, i.metadata,
        i.on_uncertain, i.scheduled_at, coalesce(i.scheduled_at, date_trunc('milliseconds', now())), i.expires_at, i.ignore_window,
        i.fallback_from, i.no_fallback, i.request_id, i.traceparent
      FROM input i
      WHERE i.idempotency_key IS NULL OR EXISTS (SELECT 1 FROM keys k WHERE k.message_id = i.id)
      ORDER BY i.n
      RETURNING id, seq, company_id, phone_index, status, created_at
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, detail)
      SELECT a.company_id, a.phone_index, a.id, CASE a.status WHEN 'queued' THEN 'message.queued' ELSE 'message.scheduled' END,
        i.routing
      FROM accepted a JOIN input i USING (id) ORDER BY a.seq
    )
    SELECT id, status, created_at FROM accepted`,
};

/** What only the database knows of a message that was just made. */
type Made = Pick<MessageRow, 'id' | 'status' | 'created_at'>;

/** The message as it would be read back: reading all of its row costs more than to write it. */
const messageOf = (message: NewMessage, { status, created_at }: Made): Message => ({
  id: message.id,
  companyId: message.companyId,
  phoneId: message.phoneId,
  phoneIndex: message.phoneIndex,
  connectionType: message.connectionType,
  direction: 'outbound',
  type: message.type,
  chatId: message.chatId,
  from: null,
  to: message.chatId,
  participant: null,
  content: message.content,
  quotedMessageId: message.quotedMessageId,
  fallbackFrom: message.routing.fallbackFrom ?? null,
  status,
  error: null,
  attempts: 0,
  providerMessageId: null,
  idempotencyKey: message.idempotencyKey,
  metadata: message.metadata,
  createdAt: created_at,
  scheduledAt: message.scheduledAt,
  expiresAt: message.expiresAt,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  playedAt: null,
  failedAt: null,
  editedAt: null,
  revokedAt: null,
  ...(message.requestId ? { requestId: message.requestId } : {}),
  ...(message.traceparent ? { traceparent: message.traceparent } : {}),
});

const FIRST = {
  name: 'accept_first',
  text: `SELECT k.key AS asked_key, k.company_id AS asked_company, k.request_hash, m.*
    FROM idempotency_keys k JOIN messages m ON m.id = k.message_id
    WHERE (k.company_id, k.key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
};

/**
 * Commits messages, their keys and their first events in one transaction, and answers each in the given order.
 * Concurrent uses of one idempotency key make one message: the unique key lets only one through.
 */
export async function acceptAll(db: Db, messages: NewMessage[]): Promise<Accepted[]> {
  const rows = await db.query<Made>(
    ACCEPT,
    COLUMNS.map(([, , value]) => arrayOf(messages.map(value))),
  );
  const made = new Map(rows.map((row) => [row.id, row]));
  const replays = messages.filter((message) => !made.has(message.id));
  const first = replays.length > 0 ? await firstUses(db, replays) : new Map<string, FirstUse>();
  return messages.map((message) => {
    const row = made.get(message.id);
    return row ? { kind: 'accepted', message: messageOf(message, row) } : replay(message, first);
  });
}

/** What an idempotency key made before, without accepting anything; null when it is new. */
export async function findAccepted(
  db: Db,
  message: NewMessage,
): Promise<Exclude<Accepted, { kind: 'accepted' }> | null> {
  const first = await firstUses(db, [message]);
  return first.size === 0 ? null : replay(message, first);
}

type FirstUse = MessageRow & { asked_key: string; asked_company: string; request_hash: string };
const useOf = (companyId: string, key: string | null) => `${companyId}\u0000${key ?? ''}`;

async function firstUses(db: Db, messages: NewMessage[]): Promise<Map<string, FirstUse>> {
  const rows = await db.query<FirstUse>(FIRST, [
    messages.map((m) => m.companyId),
    messages.map((m) => m.idempotencyKey),
  ]);
  return new Map(rows.map((row) => [useOf(row.asked_company, row.asked_key), row]));
}

function replay(message: NewMessage, first: Map<string, FirstUse>): Exclude<Accepted, { kind: 'accepted' }> {
  const row = first.get(useOf(message.companyId, message.idempotencyKey));
  if (!row) throw new Error('A message was neither accepted nor known by its idempotency key');
  return row.request_hash === message.requestHash
    ? { kind: 'replayed', message: asMessage(row) }
    : { kind: 'key-reused' };
}
