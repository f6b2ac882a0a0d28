import type {
  Direction,
  EventRecord,
  EventType,
  Message,
  MessageStatus,
  MessageType,
  Page,
  PageRequest,
} from '@watertight/core';
import { likePattern, type Db } from '../db.ts';
import { asMessage, type MessageRow } from './rows.ts';

export type MessageWithEvents = Message & { events: EventRecord[] };

export interface MessageFilter {
  chatId?: string | undefined;
  /** Any of these. */
  statuses?: readonly MessageStatus[] | undefined;
  direction?: Direction | undefined;
  /** Any of these. */
  types?: readonly MessageType[] | undefined;
  phoneIndex?: number | undefined;
  /** Created at or after. */
  from?: Date | undefined;
  /** Created before. */
  to?: Date | undefined;
  /** A part of what it says, the beginning of its chat's number, or a whole id of it. */
  search?: string | undefined;
}

/** A row of `message_events` as the driver gives it. */
export interface EventRow {
  seq: number;
  company_id: string;
  phone_index: number | null;
  message_id: string | null;
  type: EventType;
  detail: Record<string, unknown> | null;
  at: Date;
}

/** An event's id carries its place in the stream, so that a reader can resume after it. */
export const eventId = (seq: number) => `evt_${String(seq).padStart(16, '0')}`;

export const asEvent = (row: EventRow): EventRecord => ({
  id: eventId(row.seq),
  type: row.type,
  at: row.at,
  companyId: row.company_id,
  phoneIndex: row.phone_index,
  messageId: row.message_id,
  detail: row.detail,
});

/** One message of a company, without its timeline. */
export async function findMessage(db: Db, companyId: string, id: string): Promise<Message | null> {
  const [row] = await db.query<MessageRow>(
    { name: 'message_find', text: 'SELECT * FROM messages WHERE id = $1 AND company_id = $2' },
    [id, companyId],
  );
  return row ? asMessage(row) : null;
}

/** One message of a company with its timeline, oldest event first. */
export async function getMessage(db: Db, companyId: string, id: string): Promise<MessageWithEvents | null> {
  const message = await findMessage(db, companyId, id);
  if (!message) return null;
  const events = await db.query<EventRow>(
    {
      name: 'message_events_of',
      text: 'SELECT * FROM message_events WHERE message_id = $1 ORDER BY seq LIMIT 1000',
    },
    [id],
  );
  return { ...message, events: events.map(asEvent) };
}

const matching = `company_id = $1
      AND ($2::text IS NULL OR chat_id = $2) AND ($3::text[] IS NULL OR status = ANY($3))
      AND ($4::text IS NULL OR direction = $4) AND ($5::int IS NULL OR phone_index = $5)
      AND ($6::timestamptz IS NULL OR created_at >= $6) AND ($7::timestamptz IS NULL OR created_at < $7)`;

/** Statuses of messages that somebody may want to look after; they have an index of their own. */
export const DEAD_LETTERS = ['failed', 'unconfirmed'] as const satisfies MessageStatus[];
const DEAD = `status IN ('failed', 'unconfirmed')`;

// The newest first; `seq` is the cursor, so a page never repeats or skips a row while new ones arrive.
const page = `AND ($8::bigint IS NULL OR seq < $8) AND ($10::text[] IS NULL OR type = ANY($10)) ORDER BY seq DESC LIMIT $9`;
const LIST = { name: 'message_list', text: `SELECT * FROM messages WHERE ${matching} ${page}` };
const LIST_DEAD = {
  name: 'message_list_dead',
  text: `SELECT * FROM messages WHERE ${matching} AND ${DEAD} ${page}`,
};

/**
 * Words of messages have no index, which every message would pay for: one page of a search looks through so many of a
 * company's messages, and the next one goes on behind them.
 */
const SEARCHED_AT_ONCE = 20_000;
const SEARCH_END = {
  name: 'message_search_end',
  text: `SELECT seq FROM messages WHERE company_id = $1 AND ($2::bigint IS NULL OR seq < $2)
    ORDER BY seq DESC OFFSET ${SEARCHED_AT_ONCE - 1} LIMIT 1`,
};
const SEARCH = {
  name: 'message_search',
  text: `SELECT * FROM messages WHERE ${matching} AND seq >= $11
      AND (content->>'text' ILIKE '%' || $12 || '%' OR content->>'caption' ILIKE '%' || $12 || '%'
        OR chat_id LIKE $13 || '%' OR $14 IN (id, provider_message_id, idempotency_key)) ${page}`,
};

// The longest waiting first: a chat's messages are queued again in their order.
const FIND_DEAD = {
  name: 'message_find_dead',
  text: `SELECT id FROM messages WHERE ${matching} AND ${DEAD}
      AND (status = 'failed' OR reconcile_at IS NULL) AND ($8::text IS NULL OR error->>'code' = $8)
    ORDER BY seq LIMIT $9`,
};

const values = (companyId: string, filter: MessageFilter) => [
  companyId,
  filter.chatId ?? null,
  filter.statuses ?? null,
  filter.direction ?? null,
  filter.phoneIndex ?? null,
  filter.from ?? null,
  filter.to ?? null,
];

/** Failed and unconfirmed messages of a company that no evidence is awaited of, oldest first. */
export async function findDead(
  db: Db,
  companyId: string,
  { code, ...filter }: MessageFilter & { code?: string | undefined },
  limit: number,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(FIND_DEAD, [...values(companyId, filter), code ?? null, limit]);
  return rows.map(({ id }) => id);
}

export async function listMessages(
  db: Db,
  companyId: string,
  filter: MessageFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<Message>> {
  if (filter.search !== undefined)
    return searchMessages(db, companyId, filter, filter.search, { limit, cursor });
  const isDead = filter.statuses?.every((status) =>
    (DEAD_LETTERS as readonly MessageStatus[]).includes(status),
  );
  const rows = await db.query<MessageRow>(isDead ? LIST_DEAD : LIST, [
    ...values(companyId, filter),
    cursor ?? null,
    limit + 1,
    filter.types ?? null,
  ]);
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data: data.map(asMessage), nextCursor: rows.length > limit && last ? String(last.seq) : null };
}

async function searchMessages(
  db: Db,
  companyId: string,
  filter: MessageFilter,
  search: string,
  { limit, cursor }: PageRequest,
): Promise<Page<Message>> {
  const [end] = await db.query<{ seq: number }>(SEARCH_END, [companyId, cursor ?? null]);
  const number = search.replaceAll(/[+\s]/g, '') || search;
  const rows = await db.query<MessageRow>(SEARCH, [
    ...values(companyId, filter),
    cursor ?? null,
    limit + 1,
    filter.types ?? null,
    end?.seq ?? 0,
    likePattern(search),
    likePattern(number),
    search,
  ]);
  const data = rows.slice(0, limit);
  const next = rows.length > limit ? data.at(-1)?.seq : end?.seq;
  return { data: data.map(asMessage), nextCursor: next === undefined ? null : String(next) };
}
