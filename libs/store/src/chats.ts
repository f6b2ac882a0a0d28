import {
  CodedError,
  type Chat,
  type ChatChange,
  type Direction,
  type LastMessage,
  type MessageStatus,
  type MessageType,
  type Page,
  type PageRequest,
} from '@watertight/core';
import { likePattern, type Db, type Queryable } from './db.ts';

/** A message that moves its chat on. */
export interface ChatBump {
  companyId: string;
  phoneId: string;
  phoneIndex: number;
  chatId: string;
  messageId: string;
  at: Date;
  /** `unread`: it waits to be read; `read`: who wrote it has read what came before; `none`: neither. */
  means: 'unread' | 'read' | 'none';
  /** It opens a window in which the person can be written to. */
  windowUntil?: Date | null;
}

/** How a chat is, as its phone says. */
export interface ChatHeard extends ChatChange {
  companyId: string;
  phoneId: string;
  phoneIndex: number;
  chatId: string;
  at: Date;
  /** It was deleted on the phone; its messages stay. */
  removed?: boolean | undefined;
}

export interface ChatFilter {
  phoneIndex?: number | undefined;
  chatId?: string | undefined;
  archived?: boolean | undefined;
  /** A part of the name, or the beginning of the number. */
  search?: string | undefined;
  /** Only those in which something waits to be read. */
  unread?: boolean | undefined;
}

/** The last message of the other side, for what has to name it to a provider. */
export interface LastInbound {
  messageId: string;
  providerMessageId: string;
  at: Date;
}

/** The chats of phones, kept from what arrives, what is sent, and what the phones say of them. */
export interface Chats {
  /** The latest first. */
  list(companyId: string, filter: ChatFilter, page: PageRequest): Promise<Page<Chat>>;
  get(companyId: string, phoneIndex: number, chatId: string): Promise<Chat | null>;
  /** Null when the phone has no such chat. */
  change(companyId: string, phoneIndex: number, chatId: string, change: ChatChange): Promise<Chat | null>;
  /** All that has come is read. Null when the phone has no such chat. */
  markRead(companyId: string, phoneIndex: number, chatId: string): Promise<Chat | null>;
  /** Its messages stay, and a new one brings it back. */
  remove(companyId: string, phoneIndex: number, chatId: string): Promise<boolean>;
  /** Null when nobody has written. */
  lastInbound(companyId: string, phoneIndex: number, chatId: string): Promise<LastInbound | null>;
  /** Last of all in a transaction: chats are locked after messages and contacts, in their own order. */
  bump(tx: Queryable, bumps: ChatBump[]): Promise<void>;
  /**
   * Until when people can be written to freely, in the given order; null where nobody has written. Also
   * of chats that were removed since: their messages tell.
   */
  windowsOf(
    chats: { phoneId: string; companyId: string; chatId: string }[],
    hours: number,
  ): Promise<(Date | null)[]>;
  /** As `bump`, with what phones say of chats. */
  hear(tx: Queryable, heard: ChatHeard[]): Promise<void>;
}

interface ChatRow {
  phone_id: string;
  chat_id: string;
  company_id: string;
  phone_index: number;
  shown_name: string | null;
  is_group: boolean;
  last_message_at: Date | null;
  last_message_id: string | null;
  unread_count: number;
  archived: boolean;
  pinned: boolean;
  muted_until: Date | null;
  window_until: Date | null;
  message_direction: Direction | null;
  message_type: MessageType;
  message_status: MessageStatus;
  message_text: string | null;
  message_revoked: boolean;
}

/** No calendar of ours ends later. */
const FOREVER = new Date('9999-12-31T00:00:00Z');
const asColumn = (until: Date | 'forever' | null): Date | null => (until === 'forever' ? FOREVER : until);

const asLastMessage = (row: ChatRow): LastMessage | null =>
  row.last_message_id === null || row.message_direction === null
    ? null
    : {
        id: row.last_message_id,
        direction: row.message_direction,
        type: row.message_type,
        status: row.message_status,
        text: row.message_text,
        isRevoked: row.message_revoked,
      };

const asChat = (row: ChatRow): Chat => ({
  companyId: row.company_id,
  phoneId: row.phone_id,
  phoneIndex: row.phone_index,
  chatId: row.chat_id,
  name: row.shown_name,
  isGroup: row.is_group,
  unreadCount: row.unread_count,
  archived: row.archived,
  pinned: row.pinned,
  mutedUntil: row.muted_until && row.muted_until >= FOREVER ? 'forever' : row.muted_until,
  lastMessageAt: row.last_message_at,
  lastMessageId: row.last_message_id,
  lastMessage: asLastMessage(row),
  windowUntil: row.window_until,
});

/** Characters of a latest message that a list shows. */
const LAST_TEXT_MAX = 160;

const NAMED = `SELECT c.*, coalesce(p.name, c.name, p.push_name) AS shown_name FROM chats c LEFT JOIN LATERAL (
    SELECT name, push_name FROM contacts
    WHERE company_id = c.company_id AND (phone_number = c.chat_id OR lid = c.chat_id OR bsuid = c.chat_id) LIMIT 1) p ON NOT c.is_group`;

/** Chats, each with its latest message: one look by its id for each chat of a page. */
const withLast = (chats: string) => `SELECT c.*, m.direction AS message_direction, m.type AS message_type,
    m.status AS message_status, m.revoked_at IS NOT NULL AS message_revoked,
    CASE WHEN m.revoked_at IS NULL THEN left(coalesce(${[
      'text',
      'caption',
      'title',
      'question',
      'emoji',
      'name',
    ]
      .map((key) => `nullif(m.content ->> '${key}', '')`)
      .join(', ')}), ${LAST_TEXT_MAX}) END AS message_text
  FROM (${chats}) c LEFT JOIN messages m ON m.id = c.last_message_id AND m.company_id = c.company_id`;
const LATEST = `coalesce(c.last_message_at, timestamptz '1970-01-01 00:00:00+00')`;
const BY_LATEST = `ORDER BY ${LATEST} DESC, c.phone_id, c.chat_id`;

const LIST = {
  name: 'chat_list',
  text: `${withLast(`${NAMED} WHERE c.company_id = $1
      AND ($2::int IS NULL OR c.phone_index = $2) AND ($3::text IS NULL OR c.chat_id = $3)
      AND ($4::boolean IS NULL OR c.archived = $4) AND ($5::boolean IS NULL OR (c.unread_count > 0) = $5)
      AND ($10::text IS NULL OR coalesce(p.name, c.name, p.push_name) ILIKE '%' || $10 || '%'
        OR c.chat_id LIKE $10 || '%')
      AND ($6::timestamptz IS NULL OR ${LATEST} < $6 OR (${LATEST} = $6 AND (c.phone_id, c.chat_id) > ($7, $8)))
    ${BY_LATEST} LIMIT $9`)} ${BY_LATEST}`,
};

const GET = {
  name: 'chat_get',
  text: withLast(`${NAMED} WHERE c.company_id = $1 AND c.phone_index = $2 AND c.chat_id = $3`),
};

const CHANGE = {
  name: 'chat_change',
  text: `UPDATE chats SET name = coalesce($4, name), archived = coalesce($5, archived), pinned = coalesce($6, pinned),
      muted_until = CASE WHEN $7 THEN $8 ELSE muted_until END, unread_count = coalesce($9, unread_count),
      read_until = CASE WHEN $9 = 0 THEN greatest(clock_timestamp(), last_message_at) ELSE read_until END,
      updated_at = clock_timestamp()
    WHERE company_id = $1 AND phone_index = $2 AND chat_id = $3 RETURNING chat_id`,
};

const REMOVE = {
  name: 'chat_remove',
  text: 'DELETE FROM chats WHERE company_id = $1 AND phone_index = $2 AND chat_id = $3 RETURNING chat_id',
};

const LAST_INBOUND = {
  name: 'chat_last_inbound',
  text: `SELECT id, provider_message_id, created_at FROM messages
    WHERE company_id = $1 AND phone_index = $2 AND chat_id = $3 AND direction = 'inbound'
      AND type NOT IN ('reaction', 'call', 'system') AND provider_message_id IS NOT NULL
      AND metadata ->> 'history' IS NULL
    ORDER BY seq DESC LIMIT 1`,
};

// What came until `read_until` was read on the phone before we heard of it.
export const BUMPED = `ON CONFLICT (phone_id, chat_id) DO UPDATE SET
      last_message_id = CASE WHEN chats.last_message_at IS NULL OR excluded.last_message_at >= chats.last_message_at
        THEN excluded.last_message_id ELSE chats.last_message_id END,
      last_message_at = greatest(chats.last_message_at, excluded.last_message_at),
      unread_count = CASE WHEN excluded.read_until >= coalesce(chats.last_message_at, excluded.read_until) THEN 0
          ELSE chats.unread_count END
        + CASE WHEN excluded.last_message_at <= chats.read_until THEN 0 ELSE excluded.unread_count END,
      read_until = greatest(chats.read_until, excluded.read_until),
      window_until = greatest(chats.window_until, excluded.window_until),
      updated_at = clock_timestamp()`;

const BUMP = {
  name: 'chat_bump',
  text: `INSERT INTO chats (phone_id, chat_id, company_id, phone_index, last_message_at, last_message_id, unread_count,
      read_until, window_until)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::text[], $7::int[],
      $8::timestamptz[], $9::timestamptz[]) AS i (phone_id, chat_id, company_id, phone_index, last_message_at,
      last_message_id, unread_count, read_until, window_until)
    ORDER BY phone_id, chat_id
    ${BUMPED}`,
};

// A chat that was removed, or is older than its window is recorded, is told by its last messages.
const WINDOWS = {
  name: 'chat_windows',
  text: `SELECT coalesce(c.window_until, m.at + $4::int * interval '1 hour') AS until
    FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS i (phone_id, company_id, chat_id, n)
    LEFT JOIN chats c ON c.phone_id = i.phone_id AND c.chat_id = i.chat_id
    LEFT JOIN LATERAL (
      SELECT max(created_at) AS at FROM (
        SELECT created_at, direction, phone_id, type FROM messages
        WHERE company_id = i.company_id AND chat_id = i.chat_id ORDER BY seq DESC LIMIT 200) latest
      WHERE direction = 'inbound' AND phone_id = i.phone_id AND type <> 'system'
        AND created_at > now() - $4::int * interval '1 hour') m ON c.window_until IS NULL
    ORDER BY i.n`,
};

// What a word does not say stays as it is: `excluded` cannot tell that, so the words themselves are asked.
const HEAR = {
  name: 'chat_hear',
  text: `WITH words AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::boolean[], $7::boolean[],
        $8::timestamptz[], $9::boolean[], $10::int[], $11::timestamptz[]) AS t (phone_id, chat_id, company_id,
        phone_index, name, archived, pinned, muted_until, says_muted, unread_count, at)
    )
    INSERT INTO chats (phone_id, chat_id, company_id, phone_index, name, archived, pinned, muted_until, unread_count,
      read_until)
    SELECT phone_id, chat_id, company_id, phone_index, name, coalesce(archived, false), coalesce(pinned, false),
      muted_until, coalesce(unread_count, 0), CASE WHEN unread_count = 0 THEN at END
    FROM words ORDER BY phone_id, chat_id
    ON CONFLICT (phone_id, chat_id) DO UPDATE SET (name, archived, pinned, muted_until, unread_count, read_until,
      updated_at) = (
        SELECT coalesce(w.name, chats.name), coalesce(w.archived, chats.archived), coalesce(w.pinned, chats.pinned),
          CASE WHEN w.says_muted THEN w.muted_until ELSE chats.muted_until END,
          coalesce(w.unread_count, chats.unread_count), greatest(chats.read_until, excluded.read_until),
          clock_timestamp()
        FROM words w WHERE w.phone_id = chats.phone_id AND w.chat_id = chats.chat_id)`,
};

export function chats(db: Db): Chats {
  const get = async (companyId: string, phoneIndex: number, chatId: string) => {
    const [row] = await db.query<ChatRow & Record<string, unknown>>(GET, [companyId, phoneIndex, chatId]);
    return row ? asChat(row) : null;
  };
  const change: Chats['change'] = async (companyId, phoneIndex, chatId, wanted) => {
    const found = await db.query(CHANGE, [
      companyId,
      phoneIndex,
      chatId,
      wanted.name ?? null,
      wanted.archived ?? null,
      wanted.pinned ?? null,
      wanted.mutedUntil !== undefined,
      asColumn(wanted.mutedUntil ?? null),
      wanted.unreadCount ?? null,
    ]);
    return found.length > 0 ? get(companyId, phoneIndex, chatId) : null;
  };
  return {
    list: (companyId, filter, page) => list(db, companyId, filter, page),
    get,
    change,
    markRead: (companyId, phoneIndex, chatId) => change(companyId, phoneIndex, chatId, { unreadCount: 0 }),
    async remove(companyId, phoneIndex, chatId) {
      return (await db.query(REMOVE, [companyId, phoneIndex, chatId])).length > 0;
    },
    async lastInbound(companyId, phoneIndex, chatId) {
      const [row] = await db.query<{ id: string; provider_message_id: string; created_at: Date }>(
        LAST_INBOUND,
        [companyId, phoneIndex, chatId],
      );
      return row
        ? { messageId: row.id, providerMessageId: row.provider_message_id, at: row.created_at }
        : null;
    },
    bump,
    hear,
    async windowsOf(wanted, hours) {
      const rows = await db.query<{ until: Date | null }>(WINDOWS, [
        wanted.map(({ phoneId }) => phoneId),
        wanted.map(({ companyId }) => companyId),
        wanted.map(({ chatId }) => chatId),
        hours,
      ]);
      return rows.map(({ until }) => until);
    },
  };
}

async function list(
  db: Db,
  companyId: string,
  { phoneIndex, chatId, archived, unread, search }: ChatFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<Chat>> {
  const rows = await db.query<ChatRow & Record<string, unknown>>(LIST, [
    companyId,
    phoneIndex ?? null,
    chatId ?? null,
    archived ?? null,
    unread ?? null,
    ...(cursor === undefined ? [null, null, null] : placeOf(cursor)),
    limit + 1,
    likePattern(search),
  ]);
  const data = rows.slice(0, limit).map(asChat);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}

const cursorOf = ({ lastMessageAt, phoneId, chatId }: Chat): string =>
  Buffer.from(JSON.stringify([lastMessageAt?.getTime() ?? 0, phoneId, chatId])).toString('base64url');

/** @throws CodedError VALIDATION_FAILED for what no list of ours gave out */
function placeOf(cursor: string): [Date, string, string] {
  try {
    const [at, phoneId, chatId] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (Number.isSafeInteger(at) && typeof phoneId === 'string' && typeof chatId === 'string')
      return [new Date(at as number), phoneId, chatId];
  } catch {
    // No JSON: as bad as JSON of another form.
  }
  throw new CodedError('VALIDATION_FAILED', 'cursor is none that a list of chats gave out.');
}

const keyOf = ({ phoneId, chatId }: { phoneId: string; chatId: string }) => `${phoneId} ${chatId}`;

interface Sum {
  first: ChatBump;
  last: ChatBump;
  readUntil: Date | null;
  windowUntil: Date | null;
  unread: Date[];
}

/** One row for each chat, whatever happened in it. */
function sumUp(bumps: ChatBump[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const bump of bumps) {
    const sum = sums.get(keyOf(bump)) ?? {
      ...{ first: bump, last: bump },
      ...{ readUntil: null, windowUntil: null, unread: [] },
    };
    sums.set(keyOf(bump), sum);
    if (bump.at >= sum.last.at) sum.last = bump;
    if (bump.means === 'unread') sum.unread.push(bump.at);
    if (bump.windowUntil && (!sum.windowUntil || bump.windowUntil > sum.windowUntil))
      sum.windowUntil = bump.windowUntil;
    if (bump.means === 'read' && (!sum.readUntil || bump.at > sum.readUntil)) sum.readUntil = bump.at;
  }
  return [...sums.values()];
}

/** See `Chats`. */
export async function bump(tx: Queryable, bumps: ChatBump[]): Promise<void> {
  if (bumps.length === 0) return;
  const sums = sumUp(bumps);
  await tx.query(BUMP, [
    sums.map(({ first }) => first.phoneId),
    sums.map(({ first }) => first.chatId),
    sums.map(({ first }) => first.companyId),
    sums.map(({ first }) => first.phoneIndex),
    sums.map(({ last }) => last.at),
    sums.map(({ last }) => last.messageId),
    sums.map(({ unread, readUntil }) => unread.filter((at) => !readUntil || at > readUntil).length),
    sums.map(({ readUntil }) => readUntil),
    sums.map(({ windowUntil }) => windowUntil),
  ]);
}

async function hear(tx: Queryable, heard: ChatHeard[]): Promise<void> {
  if (heard.length === 0) return;
  const latest = new Map<string, ChatHeard>();
  for (const word of heard) {
    const before = latest.get(keyOf(word));
    latest.set(keyOf(word), before && !before.removed && !word.removed ? merged(before, word) : word);
  }
  const words = [...latest.values()];
  await forget(
    tx,
    words.filter(({ removed }) => removed),
  );
  const kept = words.filter(({ removed }) => !removed);
  if (kept.length === 0) return;
  await tx.query(HEAR, [
    kept.map(({ phoneId }) => phoneId),
    kept.map(({ chatId }) => chatId),
    kept.map(({ companyId }) => companyId),
    kept.map(({ phoneIndex }) => phoneIndex),
    kept.map(({ name }) => name ?? null),
    kept.map(({ archived }) => archived ?? null),
    kept.map(({ pinned }) => pinned ?? null),
    kept.map(({ mutedUntil }) => asColumn(mutedUntil ?? null)),
    kept.map(({ mutedUntil }) => mutedUntil !== undefined),
    kept.map(({ unreadCount }) => (unreadCount === undefined ? null : Math.max(0, unreadCount))),
    kept.map(({ at }) => at),
  ]);
}

const merged = (before: ChatHeard, word: ChatHeard): ChatHeard => ({
  ...before,
  ...Object.fromEntries(Object.entries(word).filter(([, value]) => value !== undefined)),
});

const FORGET = {
  name: 'chat_forget',
  text: `WITH theirs AS MATERIALIZED (
      SELECT c.phone_id, c.chat_id FROM chats c JOIN unnest($1::text[], $2::text[]) AS i (phone_id, chat_id)
        USING (phone_id, chat_id) ORDER BY 1, 2 FOR UPDATE OF c
    )
    DELETE FROM chats c USING theirs t WHERE c.phone_id = t.phone_id AND c.chat_id = t.chat_id`,
};

async function forget(tx: Queryable, words: ChatHeard[]): Promise<void> {
  if (words.length === 0) return;
  await tx.query(FORGET, [words.map(({ phoneId }) => phoneId), words.map(({ chatId }) => chatId)]);
}
