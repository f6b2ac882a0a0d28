import type { JournalEntry, MessageObservation } from '@watertight/core';
import type { Db, Queryable } from './db.ts';
import { messageNamed } from './messages/named.ts';

/** A message that is not told yet. */
export interface NewWaiting {
  journalId: string;
  phoneId: string;
  observation: MessageObservation;
  /** Its file is still to come. */
  pending: boolean;
  /** What comes after it in its chat waits for it, at most until `tellBy`. */
  holds: boolean;
  tellBy: Date;
}

export interface WaitingMessage {
  /** Of this row. */
  id: string;
  journalId: string;
  phoneId: string;
  observation: MessageObservation;
  /** How often its file was asked for. */
  attempts: number;
  /** Under which the trace goes on that its journal entry came in with. */
  traceparent?: string;
}

/** What became of a file: it is here; it will never be; it may still come. */
export type FileEnd =
  | { kind: 'kept'; observation: MessageObservation }
  | { kind: 'missed'; observation: MessageObservation }
  | { kind: 'again'; observation: MessageObservation; afterMs: number };

/**
 * Messages between being understood and being told, in their chats' order: those whose files are fetched, and those
 * that came after them. Any number of processes share the work; what a dead one had begun is begun again.
 */
export interface Waiting {
  /** Those of these chats in which something waits that what follows has to wait for, as `chatKey`. */
  held(tx: Queryable, chats: { phoneId: string; chatId: string }[]): Promise<Set<string>>;
  /** Lets messages wait, each once; those that are on record whole are left out. */
  enqueue(tx: Queryable, messages: NewWaiting[]): Promise<void>;
  /** Takes messages whose files are due, for `leaseMs`; what is live comes before what is history. */
  claim(source: JournalEntry['source'], limit: number, leaseMs: number): Promise<WaitingMessage[]>;
  /** Keeps them for `leaseMs` more; 0 gives them back. */
  renew(ids: string[], leaseMs: number): Promise<void>;
  settle(id: string, end: FileEnd): Promise<void>;
  /**
   * Hands those to `work` whose turn it is to be told, in order, and takes them off in the same transaction. One
   * whose file did not come in time stays, and is handed over once more when it comes. Answers how many.
   */
  tell(source: JournalEntry['source'], limit: number, work: TellWork): Promise<number>;
}

export type TellWork = (tx: Queryable, messages: WaitingMessage[]) => Promise<void>;

export const chatKey = (phoneId: string, chatId: string): string => `${phoneId} ${chatId}`;

const HELD = {
  name: 'waiting_held',
  text: `SELECT DISTINCT w.phone_id, w.chat_id
    FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS t (phone_id, chat_id)) i
    JOIN inbound_waiting w ON w.phone_id = i.phone_id AND w.chat_id = i.chat_id
    WHERE w.told_at IS NULL AND w.holds`,
};

const ENQUEUE = {
  name: 'waiting_enqueue',
  text: `INSERT INTO inbound_waiting (source, journal_id, phone_id, chat_id, provider_message_id, observation, pending,
      holds, tell_by)
    SELECT j.source, i.journal_id, i.phone_id, i.chat_id, i.provider_message_id, i.observation, i.pending, i.holds,
      i.tell_by
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::boolean[], $7::boolean[],
      $8::timestamptz[]) WITH ORDINALITY
      AS i (journal_id, phone_id, chat_id, provider_message_id, observation, pending, holds, tell_by, n)
    JOIN inbound_journal j ON j.id = i.journal_id
    WHERE NOT EXISTS (
      SELECT 1 FROM (${messageNamed('content', 'i.phone_id', 'i.provider_message_id')}) m
      WHERE NOT i.pending OR m.content -> 'media' <> 'null'::jsonb)
    ORDER BY i.n
    ON CONFLICT DO NOTHING`,
};

const CLAIM = {
  name: 'waiting_claim',
  text: `UPDATE inbound_waiting w SET attempts = w.attempts + 1,
      next_at = clock_timestamp() + $3::int * interval '1 millisecond'
    FROM (
      SELECT id FROM inbound_waiting WHERE source = $1 AND pending AND next_at <= clock_timestamp()
      ORDER BY holds DESC, id LIMIT $2 FOR UPDATE SKIP LOCKED) due
    WHERE w.id = due.id RETURNING w.id, w.journal_id, w.phone_id, w.observation, w.attempts`,
};

const RENEW = {
  name: 'waiting_renew',
  text: `UPDATE inbound_waiting SET next_at = clock_timestamp() + $2::int * interval '1 millisecond'
    WHERE id = ANY($1::bigint[]) AND pending`,
};

const END = {
  name: 'waiting_end',
  text: `UPDATE inbound_waiting SET observation = $2, pending = $3::int IS NOT NULL,
      next_at = clock_timestamp() + coalesce($3::int, 0) * interval '1 millisecond' WHERE id = $1`,
};

/** Told already without its file, and there is nothing to add to that. */
const FORGET = {
  name: 'waiting_forget',
  text: 'DELETE FROM inbound_waiting WHERE id = $1 AND told_at IS NOT NULL RETURNING id',
};

/** One after the other, so that no chat is told of at two places at once. */
const TELLING = {
  name: 'waiting_telling',
  text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 3))',
};

const TELLABLE = {
  name: 'waiting_tellable',
  text: `SELECT w.id, w.journal_id, w.phone_id, w.observation, w.attempts,
      (SELECT j.traceparent FROM inbound_journal j WHERE j.id = w.journal_id) AS traceparent
    FROM inbound_waiting w
    WHERE w.source = $1 AND CASE WHEN w.told_at IS NOT NULL THEN NOT w.pending
      ELSE (NOT w.pending OR w.tell_by <= clock_timestamp()) AND NOT EXISTS (
        SELECT 1 FROM inbound_waiting b WHERE b.phone_id = w.phone_id AND b.chat_id = w.chat_id AND b.id < w.id
          AND b.told_at IS NULL AND b.holds AND b.pending AND b.tell_by > clock_timestamp()) END
    ORDER BY w.id LIMIT $2 FOR UPDATE OF w`,
};

const TOLD = {
  name: 'waiting_told',
  text: `WITH gone AS (DELETE FROM inbound_waiting WHERE id = ANY($1::bigint[]) AND NOT pending)
    UPDATE inbound_waiting SET told_at = clock_timestamp() WHERE id = ANY($1::bigint[]) AND pending`,
};

interface WaitingRow extends Record<string, unknown> {
  id: number;
  journal_id: number;
  phone_id: string;
  observation: unknown;
  attempts: number;
  /** Only of what is told. */
  traceparent?: string | null;
}

const asWaiting = (row: WaitingRow): WaitingMessage => ({
  id: String(row.id),
  journalId: String(row.journal_id),
  phoneId: row.phone_id,
  observation: revived(row.observation as MessageObservation),
  attempts: row.attempts,
  ...(row.traceparent ? { traceparent: row.traceparent } : {}),
});

/** JSON has no dates. */
function revived({ at, file, ...rest }: MessageObservation): MessageObservation {
  return { ...rest, at: new Date(at), ...(file ? { file: { ...file, goneAt: new Date(file.goneAt) } } : {}) };
}

export function waiting(db: Db): Waiting {
  return {
    async held(tx, chats) {
      if (chats.length === 0) return new Set();
      const rows = await tx.query<{ phone_id: string; chat_id: string }>(HELD, [
        chats.map(({ phoneId }) => phoneId),
        chats.map(({ chatId }) => chatId),
      ]);
      return new Set(rows.map((row) => chatKey(row.phone_id, row.chat_id)));
    },
    async enqueue(tx, messages) {
      if (messages.length === 0) return;
      await tx.query(ENQUEUE, [
        messages.map(({ journalId }) => journalId),
        messages.map(({ phoneId }) => phoneId),
        messages.map(({ observation }) => observation.chatId),
        messages.map(({ observation }) => observation.providerMessageId),
        messages.map(({ observation }) => JSON.stringify(observation)),
        messages.map(({ pending }) => pending),
        messages.map(({ holds }) => holds),
        messages.map(({ tellBy }) => tellBy),
      ]);
    },
    claim: async (source, limit, leaseMs) =>
      (await db.query<WaitingRow>(CLAIM, [source, limit, leaseMs])).map(asWaiting),
    async renew(ids, leaseMs) {
      if (ids.length > 0) await db.query(RENEW, [ids, leaseMs]);
    },
    async settle(id, end) {
      if (end.kind === 'missed' && (await db.query(FORGET, [id])).length > 0) return;
      const afterMs = end.kind === 'again' ? end.afterMs : null;
      await db.query(END, [id, JSON.stringify(end.observation), afterMs]);
    },
    tell: (source, limit, work) =>
      db.transaction(async (tx) => {
        await tx.query(TELLING, [`telling:${source}`]);
        const rows = await tx.query<WaitingRow>(TELLABLE, [source, limit]);
        if (rows.length === 0) return 0;
        await work(tx, rows.map(asWaiting));
        await tx.query(TOLD, [rows.map(({ id }) => id)]);
        return rows.length;
      }),
  };
}
