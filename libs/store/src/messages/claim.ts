import type { ClaimedMessage, ConnectionType, Pace } from '@watertight/core';
import type { Db } from '../db.ts';
import { leaseCte, type Lease } from '../leases.ts';
import { asClaimed, type MessageRow } from './rows.ts';

export type Claimed =
  /** `mayBeMore`: the claim did not look at all that is due. */
  | { kind: 'claimed'; messages: ClaimedMessage[]; mayBeMore: boolean }
  /** Nothing is due; `nextDueMs` says when something will be, if anything waits. */
  | { kind: 'idle'; nextDueMs: number | null }
  /** The lease is no longer ours. */
  | { kind: 'fenced' };

/**
 * How far into a lane a claim looks for chats: at four messages for each that it may take. What it looks at costs more
 * than what it takes (2 of 3.5 ms with a window of 1000 and 33 taken), and the next claim passes over the chats of
 * this one.
 */
const WINDOW = '($4::int * 4 + 32)';

// Only the first message of each chat is claimed, so that what a killed worker leaves uncertain is what was really
// on its way. A chat is held up by a message of it that is being sent, awaits evidence, or waits for its next
// attempt (only one that was tried before can wait, which is what its index rests on).
const HELD = `
      SELECT chat_id FROM messages WHERE phone_id = $1 AND status = 'sending'
      UNION SELECT chat_id FROM messages WHERE phone_id = $1 AND status = 'unconfirmed' AND reconcile_at IS NOT NULL
      UNION SELECT chat_id FROM messages WHERE phone_id = $1 AND status = 'queued' AND attempts > 0 AND available_at > now()`;

// Connections keep a statement's plan, and one that was made while the lane was empty expects one row of each part: it
// must be right for thousands as well, so nothing here is left to the planner. `held` is looked up in a hash table
// (NOT IN), not in a nested loop; what was chosen is read by its key: `status || ''` keeps it from reading the whole
// lane through the index of queued messages instead. With joins in their place a burst after a calm time was sent at
// a tenth of the speed.
const due = (room: string) => `ahead AS (
      SELECT m.id, m.chat_id, m.seq FROM messages m
      WHERE m.phone_id = $1 AND m.status = 'queued' AND m.available_at <= now()
        AND (m.expires_at IS NULL OR m.expires_at > now())
        AND EXISTS (SELECT 1 FROM lease)
        AND m.chat_id NOT IN (SELECT chat_id FROM held)
      ORDER BY m.seq LIMIT ${WINDOW}
    ), first AS (
      SELECT DISTINCT ON (chat_id) id, seq FROM ahead ORDER BY chat_id, seq
    ), due AS (
      SELECT m.id FROM messages m
      WHERE m.id = ANY(ARRAY(SELECT id FROM first ORDER BY seq LIMIT ${room})) AND m.status || '' = 'queued'
      ORDER BY m.seq FOR UPDATE
    ), claimed AS (
      UPDATE messages m SET status = 'sending', attempts = m.attempts + 1, epoch = $3, connection_type = $6, reconcile_at = NULL,
        quoted_provider_message_id = CASE WHEN m.quoted_message_id IS NULL THEN m.quoted_provider_message_id
          ELSE coalesce(m.quoted_provider_message_id, (SELECT q.provider_message_id FROM messages q
            WHERE q.id = m.quoted_message_id AND q.company_id || '' = m.company_id)) END
      FROM due WHERE m.id = due.id
      RETURNING m.*
    ), attempted AS (
      INSERT INTO message_attempts (message_id, attempt, epoch, instance_id)
      SELECT id, attempts, $3, $5 FROM claimed
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, detail)
      SELECT company_id, phone_index, id, 'message.sending', jsonb_build_object('attempt', attempts)
      FROM claimed ORDER BY seq
    )`;

const LOOKED_AT_ALL = `(SELECT count(*) FROM ahead) < ${WINDOW}`;

const CLAIM = {
  name: 'claim',
  text: `WITH ${leaseCte('$1', '$2', '$3')}, held AS MATERIALIZED (${HELD}), ${due('$4')}
    SELECT *, NOT ${LOOKED_AT_ALL} AS may_be_more FROM claimed ORDER BY seq`,
};

// The governor. One drainer has a lane at a time and this statement has its lease row locked, so what is used up of
// an allowance is kept there, for the phone, and in chat_pace for each recipient: shared by all workers, and as
// durable as the messages. The allowance is a leaky bucket told by one moment, up to which it is used (GCRA).
const PHONE_ROOM = `CASE WHEN $7::float8 IS NULL THEN $4 ELSE
        floor($8 - greatest(0, extract(epoch FROM coalesce(pace_at, now()) - now())) * $7 + 1e-6)::int END`;
const DAY_ROOM = `CASE WHEN $12::int IS NULL THEN $4 ELSE
        $12 - CASE WHEN pace_day = (now() AT TIME ZONE $13)::date THEN pace_day_count ELSE 0 END END`;

const GOVERNED = {
  name: 'claim_governed',
  text: `WITH lease AS (
      SELECT phone_id, pace_at, pace_day, pace_day_count FROM leases
      WHERE phone_id = $1 AND owner = $2 AND epoch = $3 AND expires_at > clock_timestamp() FOR UPDATE
    ), room AS (
      SELECT greatest(0, least($4::int, ${PHONE_ROOM}, ${DAY_ROOM})) AS n FROM lease
    ), held AS MATERIALIZED (${HELD}
      UNION SELECT chat_id FROM chat_pace WHERE phone_id = $1
        AND used_until > now() + $10::float8 * ($11::int - 1) * interval '1 second'
    ), ${due('(SELECT n FROM room)')}, paced AS (
      UPDATE leases l SET
        pace_at = CASE WHEN $7::float8 IS NULL THEN l.pace_at ELSE greatest(coalesce(l.pace_at, now()), now())
          + (SELECT count(*) FROM claimed) / $7 * (1 + $9::float8 * (random() - 0.5) * 2 + $9::float8) * interval '1 second' END,
        pace_day = (now() AT TIME ZONE $13)::date,
        pace_day_count = (SELECT count(*) FROM claimed)
          + CASE WHEN l.pace_day = (now() AT TIME ZONE $13)::date THEN l.pace_day_count ELSE 0 END
      FROM lease WHERE l.phone_id = lease.phone_id AND EXISTS (SELECT 1 FROM claimed)
    ), paired AS (
      INSERT INTO chat_pace AS p (phone_id, chat_id, used_until)
      SELECT phone_id, chat_id, now() + $10 * interval '1 second' FROM claimed WHERE $10 IS NOT NULL
      ON CONFLICT (phone_id, chat_id) DO UPDATE SET used_until = greatest(p.used_until, now()) + $10 * interval '1 second'
    )
    SELECT *, NOT ${LOOKED_AT_ALL} AND (SELECT count(*) FROM claimed) < (SELECT n FROM room) AS may_be_more
    FROM claimed ORDER BY seq`,
};

const IDLE = {
  name: 'claim_idle',
  text: `WITH ${leaseCte('$1', '$2', '$3')}
    SELECT EXISTS (SELECT 1 FROM lease) AS held,
      (SELECT extract(epoch FROM min(available_at) - now()) * 1000 FROM messages
        WHERE phone_id = $1 AND status = 'queued' AND attempts > 0 AND available_at > now())::float8 AS next_due_ms`,
};

// When the phone has room again; when a recipient that something waits for has.
const IDLE_GOVERNED = {
  name: 'claim_idle_governed',
  text: `SELECT
      CASE WHEN $4::float8 IS NULL THEN 0 ELSE extract(epoch FROM l.pace_at - now()) * 1000 - ($5 - 1) / $4 * 1000 END::float8 AS phone_ms,
      CASE WHEN $8::int IS NULL OR l.pace_day IS DISTINCT FROM (now() AT TIME ZONE $9)::date OR l.pace_day_count < $8 THEN 0
        ELSE extract(epoch FROM ((now() AT TIME ZONE $9)::date + 1)::timestamp AT TIME ZONE $9 - now()) * 1000 END::float8 AS day_ms,
      (SELECT extract(epoch FROM min(p.used_until) - now()) * 1000 - $6::float8 * ($7 - 1) * 1000 FROM chat_pace p
        WHERE p.phone_id = $1 AND p.used_until > now() + $6::float8 * ($7 - 1) * interval '1 second'
          AND EXISTS (SELECT 1 FROM messages m WHERE m.phone_id = $1 AND m.chat_id = p.chat_id AND m.status = 'queued'))::float8 AS chat_ms,
      EXISTS (SELECT 1 FROM messages m WHERE m.phone_id = $1 AND m.status = 'queued' AND m.available_at <= now()) AS waiting
    FROM leases l WHERE l.phone_id = $1 AND l.owner = $2 AND l.epoch = $3`,
};

type ClaimedRow = MessageRow & { may_be_more: boolean };

export interface ClaimOptions {
  quantum: number;
  instanceId: string;
  connectionType: ConnectionType;
  /** The bounds of the phone; without it there are none. */
  pace?: Pace | null;
}

/**
 * Claims the first message of each chat of a lane that may go on, up to `quantum` of them, the longest waiting
 * first; commits them as `sending`, and brings their bodies.
 */
export async function claim(db: Db, lease: Lease, options: ClaimOptions): Promise<Claimed> {
  const { pace } = options;
  const key = [lease.phoneId, lease.owner, lease.epoch];
  const asked = [...key, options.quantum, options.instanceId, options.connectionType];
  const rows = pace
    ? await db.query<ClaimedRow>(GOVERNED, [...asked, ...bounds(pace)])
    : await db.query<ClaimedRow>(CLAIM, asked);
  if (rows.length > 0) {
    const mayBeMore = rows.length === options.quantum || rows[0]!.may_be_more;
    return { kind: 'claimed', messages: rows.map(asClaimed), mayBeMore };
  }
  const [idle] = await db.query<{ held: boolean; next_due_ms: number | null }>(IDLE, key);
  if (!idle?.held) return { kind: 'fenced' };
  const roomMs = pace ? await roomAfterMs(db, key, pace) : null;
  return { kind: 'idle', nextDueMs: earliest(idle.next_due_ms, roomMs) };
}

const bounds = (pace: Pace) => [
  pace.messagesPerSecond,
  pace.burst,
  pace.jitter,
  pace.pairIntervalSeconds,
  pace.pairBurst,
  pace.dailyCap,
  pace.timezone,
];

/** When a bound that something waits for gives way; null when nothing waits for one. */
async function roomAfterMs(db: Db, key: unknown[], pace: Pace): Promise<number | null> {
  const [row] = await db.query<{
    phone_ms: number;
    day_ms: number;
    chat_ms: number | null;
    waiting: boolean;
  }>(IDLE_GOVERNED, [
    ...key,
    pace.messagesPerSecond,
    pace.burst,
    pace.pairIntervalSeconds,
    pace.pairBurst,
    pace.dailyCap,
    pace.timezone,
  ]);
  if (!row?.waiting) return null;
  const phoneMs = Math.max(row.phone_ms, row.day_ms);
  if (phoneMs > 0) return phoneMs;
  return row.chat_ms;
}

const earliest = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
