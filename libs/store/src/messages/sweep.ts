import { idsFrom, type ConnectionType } from '@watertight/core';
import type { Db } from '../db.ts';

const DAY_MS = 86_400_000;

// Walks from lane to lane along the partial index, so that 100,000 messages of one lane cost one step.
const lanesAfter = (first: string) => `lanes AS (
      (SELECT phone_id FROM messages WHERE status = 'queued' AND phone_id > ${first} ORDER BY phone_id LIMIT 1)
      UNION ALL
      SELECT (SELECT m.phone_id FROM messages m WHERE m.status = 'queued' AND m.phone_id > lanes.phone_id ORDER BY m.phone_id LIMIT 1)
      FROM lanes WHERE lanes.phone_id IS NOT NULL
    )`;

/** Of the lane of a row `p` of `phone_configs` with its row `l` of `leases`, if it has one. */
const HAS_DUE_WORK = `p.desired_state = 'start' AND (l.not_before IS NULL OR l.not_before <= clock_timestamp())
        AND EXISTS (SELECT 1 FROM messages m WHERE m.phone_id = p.phone_id AND m.status = 'queued' AND m.available_at <= now())`;

const DUE_LANES = {
  name: 'sweep_due_lanes',
  text: `WITH RECURSIVE ${lanesAfter('$2')},
    walked AS MATERIALIZED (SELECT phone_id FROM lanes WHERE phone_id IS NOT NULL LIMIT $3),
    due AS (
      SELECT p.phone_id, p.company_id FROM walked JOIN phone_configs p USING (phone_id) LEFT JOIN leases l USING (phone_id)
      WHERE p.connection_type = $1 AND (l.owner IS NULL OR l.expires_at <= clock_timestamp()) AND ${HAS_DUE_WORK})
    SELECT due.phone_id, due.company_id, all_walked.last, all_walked.count
    FROM (SELECT max(phone_id) AS last, count(*)::int AS count FROM walked) AS all_walked LEFT JOIN due ON true`,
};

export interface DueLane {
  phoneId: string;
  companyId: string;
}

/** A stretch of all lanes in which something waits. */
export interface LanePage {
  /** The lane before it; null for the first stretch. */
  after: string | null;
  /** How many lanes are looked at. */
  limit: number;
}

/** Lanes with work that is due and that nobody is working on, and where the next stretch begins; null after the last. */
export async function dueLanes(
  db: Db,
  connectionType: ConnectionType,
  { after, limit }: LanePage,
): Promise<{ lanes: DueLane[]; next: string | null }> {
  const rows = await db.query<{
    phone_id: string | null;
    company_id: string | null;
    last: string | null;
    count: number;
  }>(DUE_LANES, [connectionType, after ?? '', limit]);
  const lanes = rows.flatMap(({ phone_id: phoneId, company_id: companyId }) =>
    phoneId !== null && companyId !== null ? [{ phoneId, companyId }] : [],
  );
  const [row] = rows;
  return { lanes, next: row?.count === limit ? row.last : null };
}

const DUE_OF = {
  name: 'sweep_due_of',
  text: `SELECT p.phone_id FROM unnest($1::text[]) AS asked (phone_id) JOIN phone_configs p USING (phone_id)
      LEFT JOIN leases l USING (phone_id) WHERE ${HAS_DUE_WORK} ORDER BY p.phone_id`,
};

/** Those of these lanes that have work that is due, whoever works on them. */
export async function dueOf(db: Db, phoneIds: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ phone_id: string }>(DUE_OF, [phoneIds]);
  return rows.map((row) => row.phone_id);
}

// A send that outlived its turn is kept by its process, which says so in its attempt (hold.ts). A subquery, so that it
// is asked row by row, and only of what else is orphaned.
const UNHELD = `coalesce((SELECT a.held_until FROM message_attempts a WHERE a.message_id = m.id AND a.attempt = m.attempts),
        '-infinity') <= clock_timestamp()`;

const ORPHANED = {
  name: 'sweep_orphaned',
  text: `SELECT m.id, m.epoch FROM messages m LEFT JOIN leases l USING (phone_id)
    WHERE m.status = 'sending' AND m.connection_type = $1
      AND (l.epoch IS DISTINCT FROM m.epoch OR l.owner IS NULL OR l.expires_at <= clock_timestamp()) AND ${UNHELD}
    LIMIT 5000`,
};

/** A message that an owner left in `sending`, and the epoch under which he did. */
export interface Orphan {
  id: string;
  epoch: number;
}

/** Messages left in `sending` by owners that are gone, and that no process keeps. */
export function orphaned(db: Db, connectionType: ConnectionType): Promise<Orphan[]> {
  return db.query<Orphan>(ORPHANED, [connectionType]);
}

/** Messages left in `sending` on one lane by an earlier epoch, and that no process keeps. */
export function orphanedOf(db: Db, phoneId: string, epoch: number): Promise<Orphan[]> {
  return db.query<Orphan>(
    {
      name: 'sweep_orphaned_of',
      text: `SELECT m.id, m.epoch FROM messages m
        WHERE m.phone_id = $1 AND m.status = 'sending' AND m.epoch < $2 AND ${UNHELD} ORDER BY m.seq`,
    },
    [phoneId, epoch],
  );
}

/** Messages that await evidence, their time come, by connection type. */
export async function unreconciled(db: Db, connectionType: ConnectionType): Promise<string[]> {
  return ids(
    await db.query(
      {
        name: 'sweep_unreconciled',
        text: `SELECT id FROM messages WHERE status = 'unconfirmed' AND reconcile_at <= now() AND connection_type = $1 ORDER BY reconcile_at LIMIT 5000`,
      },
      [connectionType],
    ),
  );
}

/** Messages of one lane that await evidence, in order. */
export async function unreconciledOf(db: Db, phoneId: string): Promise<{ id: string; chatId: string }[]> {
  const rows = await db.query<{ id: string; chat_id: string }>(
    {
      name: 'sweep_unreconciled_of',
      text: `SELECT id, chat_id FROM messages WHERE phone_id = $1 AND status = 'unconfirmed' AND reconcile_at IS NOT NULL ORDER BY seq LIMIT 1000`,
    },
    [phoneId],
  );
  return rows.map((row) => ({ id: row.id, chatId: row.chat_id }));
}

/** Scheduled messages whose time has come. */
export async function dueScheduled(db: Db, connectionType: ConnectionType): Promise<string[]> {
  return ids(
    await db.query(
      {
        name: 'sweep_scheduled',
        text: `SELECT id FROM messages WHERE status = 'scheduled' AND scheduled_at <= now() AND connection_type = $1 ORDER BY scheduled_at LIMIT 5000`,
      },
      [connectionType],
    ),
  );
}

/** Unsent messages that are past their `expiresAt`. */
export async function expired(db: Db, connectionType: ConnectionType): Promise<string[]> {
  return ids(
    await db.query(
      {
        name: 'sweep_expired',
        text: `SELECT id FROM messages WHERE status IN ('queued', 'scheduled') AND expires_at <= now() AND connection_type = $1 LIMIT 5000`,
      },
      [connectionType],
    ),
  );
}

// From lane to lane, as above: that a phone is there is looked up once, not for each message that waits for it. What is
// scheduled is queued when its time comes.
const HOMELESS = {
  name: 'sweep_homeless',
  text: `WITH RECURSIVE ${lanesAfter("''")}
    SELECT m.id FROM lanes JOIN messages m ON m.phone_id = lanes.phone_id AND m.status = 'queued'
    WHERE NOT EXISTS (SELECT 1 FROM phone_configs p WHERE p.phone_id = lanes.phone_id) LIMIT 5000`,
};

/** Queued messages whose phone is gone: accepted in the moment in which it was removed. */
export async function homeless(db: Db): Promise<string[]> {
  return ids(await db.query(HOMELESS, []));
}

// In the order of ids, which is that in which messages were stored: an index on the time would have to be written for
// each message and each change of it, and a BRIN of it holds every old page's oldest row for ever, however new those are
// that took its place.
const FORGET = {
  name: 'sweep_forget',
  text: `WITH gone AS (
      DELETE FROM messages WHERE id IN (
        SELECT id FROM messages
        WHERE id < $2 AND connection_type = $1
          AND status NOT IN ('scheduled', 'queued', 'sending') AND (status <> 'unconfirmed' OR reconcile_at IS NULL)
        ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
      RETURNING id, company_id, idempotency_key
    ), attempts AS (
      DELETE FROM message_attempts a USING gone WHERE a.message_id = gone.id
    ), events AS (
      DELETE FROM message_events e USING gone WHERE e.message_id = gone.id
    ), keys AS (
      DELETE FROM idempotency_keys k USING gone WHERE k.company_id = gone.company_id AND k.key = gone.idempotency_key
    )
    SELECT count(*)::int AS count FROM gone`,
};

/** Removes messages that were stored longer ago and have come to their end, with all that is said of them. */
export async function forget(
  db: Db,
  connectionType: ConnectionType,
  days: number,
  limit: number,
): Promise<number> {
  const [row] = await db.query<{ count: number }>(FORGET, [
    connectionType,
    idsFrom('msg', Date.now() - days * DAY_MS),
    limit,
  ]);
  return row?.count ?? 0;
}

const ids = (rows: unknown[]) => (rows as { id: string }[]).map((row) => row.id);
