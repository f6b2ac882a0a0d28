import type { EventRecord, EventType, Message } from '@watertight/core';
import type { Db, Queryable } from './db.ts';
import { asEvent, type EventRow } from './messages/read.ts';
import { asMessage, type MessageRow } from './messages/rows.ts';

/** An event with its place in the stream, and the message that it is of as that is now. */
export interface StreamedEvent extends EventRecord {
  /** What `id` holds as a number. */
  seq: number;
  /** Null when it is of none, or of one that is gone. */
  message: Message | null;
}

/** How far the stream can be read without missing what is still being committed. */
export interface Horizon {
  /**
   * The place up to which everything is decided: committed, and so to be read, or never to be. It only grows. Waits up
   * to `waitMs` for writers that are about to commit, and answers the former place when they have not.
   */
  settled(waitMs?: number): Promise<number>;
  /** For how long the place has not moved because a writer has not ended; 0 when it waits for none. */
  waitingMs(): number;
}

export interface EventVerbs {
  horizon(): Horizon;
  /**
   * Events of companies, in their order: after `after`, up to `upTo` (which a horizon has given), `limit` at the most.
   * `companyIds`: null is every company.
   */
  read(range: EventRange): Promise<StreamedEvent[]>;
  /** The place of the last event up to `upTo`, of whatever company; `after` when there is none after that. */
  last(after: number, upTo: number): Promise<number>;
}

export interface EventRange {
  after: number;
  upTo: number;
  companyIds: readonly string[] | null;
  limit: number;
}

const WAIT_STEP_MS = 4;

// A sequence that was never asked has its first value in `last_value` already.
const LAST = {
  name: 'events_last',
  text: 'SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS last FROM message_events_seq_seq',
};

// Who inserts into a table holds this lock on it from before the first number is drawn until after the commit is
// visible. Nobody else is waited for, however long his transaction is.
const WRITERS = {
  name: 'events_writers',
  text: `SELECT DISTINCT virtualtransaction AS writer FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'message_events'::regclass AND mode = 'RowExclusiveLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
};

/** See docs/decisions/0017. */
function createHorizon(db: Db): Horizon {
  let place = 0;
  let next: { upTo: number; writers: Set<string>; since: number } | undefined;

  const writers = async () =>
    new Set((await db.query<{ writer: string }>(WRITERS, [])).map(({ writer }) => writer));

  /** First the number, then who is writing: in the other order one could slip between. */
  const sample = async () => {
    const [row] = await db.query<{ last: number }>(LAST, []);
    const upTo = row?.last ?? 0;
    return upTo <= place ? undefined : { upTo, writers: await writers(), since: performance.now() };
  };

  const isSettled = async (): Promise<boolean> => {
    if (!next || next.writers.size === 0) return true;
    const now = await writers();
    for (const writer of next.writers) if (!now.has(writer)) next.writers.delete(writer);
    return next.writers.size === 0;
  };

  return {
    async settled(waitMs = 50) {
      const until = performance.now() + waitMs;
      next ??= await sample();
      while (!(await isSettled())) {
        if (performance.now() > until) return place;
        await new Promise((resolve) => setTimeout(resolve, WAIT_STEP_MS));
      }
      if (next) place = next.upTo;
      next = undefined;
      return place;
    },
    waitingMs: () => (next ? performance.now() - next.since : 0),
  };
}

type Row = EventRow & { message: MessageRow | null };

const READ = {
  name: 'events_read',
  text: `SELECT e.seq, e.company_id, e.phone_index, e.message_id, e.type, e.detail, e.at FROM message_events e
    WHERE e.seq > $1 AND e.seq <= $2 AND ($3::text[] IS NULL OR e.company_id = ANY($3)) ORDER BY e.seq LIMIT $4`,
};
const LAST_UP_TO = {
  name: 'events_last_up_to',
  text: 'SELECT max(seq) AS seq FROM message_events WHERE seq > $1 AND seq <= $2',
};
const MESSAGES = {
  name: 'events_messages',
  text: 'SELECT * FROM messages WHERE id = ANY($1::text[])',
};

/** Joins events with the messages that they are of. */
export async function withMessages(tx: Queryable, rows: EventRow[]): Promise<StreamedEvent[]> {
  const ids = [...new Set(rows.flatMap(({ message_id }) => message_id ?? []))];
  const messages = ids.length > 0 ? await tx.query<MessageRow>(MESSAGES, [ids]) : [];
  const byId = new Map(messages.map((row) => [row.id, asMessage(row)]));
  return rows.map((row) => ({
    ...asEvent(row),
    seq: row.seq,
    message: (row.message_id && byId.get(row.message_id)) || null,
  }));
}

export function events(db: Db): EventVerbs {
  return {
    horizon: () => createHorizon(db),
    async read({ after, upTo, companyIds, limit }) {
      if (upTo <= after || companyIds?.length === 0) return [];
      return withMessages(db, await db.query<Row>(READ, [after, upTo, companyIds, limit]));
    },
    async last(after, upTo) {
      const [row] = await db.query<{ seq: number | null }>(LAST_UP_TO, [after, upTo]);
      return row?.seq ?? after;
    },
  };
}

const EVENT_ID = /^evt_([0-9]{16})$/;

/** The place that an event's id carries; null when it is no such id. */
export function placeOfEvent(id: string): number | null {
  const digits = EVENT_ID.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}

const TELL = {
  name: 'events_tell',
  text: `INSERT INTO message_events (company_id, phone_index, type, detail) VALUES ($1, $2, $3, $4::jsonb) RETURNING seq`,
};

/** Adds an event that belongs to no message; answers its place. */
export async function tellEvent(
  tx: Queryable,
  event: { companyId: string; phoneIndex?: number | null; type: EventType; detail: Record<string, unknown> },
): Promise<number> {
  const [row] = await tx.query<{ seq: number }>(TELL, [
    event.companyId,
    event.phoneIndex ?? null,
    event.type,
    JSON.stringify(event.detail),
  ]);
  return row?.seq ?? 0;
}
