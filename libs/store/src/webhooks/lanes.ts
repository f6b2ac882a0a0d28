import type {
  Cipher,
  DeliveryAttempt,
  EventType,
  WebhookDisabledReason,
  WebhookFormat,
} from '@watertight/core';
import type { Db } from '../db.ts';
import { eventId } from '../messages/read.ts';
import { HASTEN, secretContext } from './endpoints.ts';

/** Somebody's hold on an endpoint: under a stale epoch no failure is written. */
export interface HookLease {
  endpointId: string;
  owner: string;
  epoch: number;
}

/** Where an endpoint is and how it is signed for. */
export interface HookTarget {
  url: string;
  format: WebhookFormat;
  /** The newest first. */
  secrets: string[];
  /** Changes with every change of these. */
  version: string;
}

/** A lane that was taken, with how its endpoint has answered of late. */
export interface TakenLane extends HookTarget {
  lease: HookLease;
  companyId: string;
  /** Failures since the last success. */
  streak: number;
  failingSince: Date | null;
  /** What had been added when it was taken; see `release`. */
  pokes: number;
}

export interface ClaimedDelivery {
  id: string;
  chatKey: string;
  eventId: string;
  eventType: EventType;
  body: string;
  /** Of the attempt that is to come, from 1. */
  attempt: number;
  createdAt: Date;
  /** Of an event of a message. */
  messageId: string | null;
  /** Under which the trace goes on that led to it. */
  traceparent: string | null;
}

/** What became of one attempt. */
export interface DeliveryEnd {
  id: string;
  /** `waiting`: again after `againMs`. */
  status: 'delivered' | 'waiting' | 'failed';
  againMs: number;
  responseStatus: number | null;
  error: string | null;
  entry: DeliveryAttempt;
}

/** How the endpoint is doing after a batch of ends. */
export interface LaneState {
  streak: number;
  /** For how long the whole endpoint is to be left alone; 0: not at all. */
  restMs: number;
  hasSucceeded: boolean;
}

/** What webhook workers do. An endpoint is one worker's at a time. */
export interface HookLanes {
  /** Takes lanes with work that is due and that nobody holds, the longest waiting first. */
  take(owner: string, limit: number, leaseMs: number): Promise<TakenLane[]>;
  /** Holds these for `leaseMs` more; answers those that this owner still has, with the version of their settings. */
  renew(
    owner: string,
    endpointIds: readonly string[],
    leaseMs: number,
  ): Promise<Map<string, { epoch: number; version: string; enabled: boolean }>>;
  /** What has been added to lanes of this owner until now; see `release`. */
  pokes(owner: string, endpointIds: readonly string[]): Promise<Map<string, number>>;
  /** The settings of a lane that changed while it was held; null when it is gone or disabled. */
  target(endpointId: string): Promise<HookTarget | null>;
  /**
   * The first deliveries of chats that are due, `chats` chats at the most and up to `run` of each, in order. Chats are
   * visited in turn, beginning after `after`; those in `busy` are passed over.
   */
  claim(
    lease: HookLease,
    wish: { chats: number; run: number; after: string; busy: readonly string[] },
  ): Promise<ClaimedDelivery[]>;
  /** Writes how attempts ended. A success is written whoever saw it; the rest under a lease that holds. */
  settle(lease: HookLease, ends: readonly DeliveryEnd[], state: LaneState): Promise<void>;
  /** After an outage: what rests is due now. */
  hasten(endpointId: string): Promise<void>;
  /**
   * Gives the lane back, to be taken when its next delivery is due. False: more was added than `pokes` says, or the
   * lane is another's.
   */
  release(lease: HookLease, pokes: number): Promise<boolean>;
  /** Gives back what this owner holds, for others to take at once. */
  abandon(owner: string): Promise<void>;
  /** Disables the endpoint with an event, and keeps its deliveries. */
  disable(lease: HookLease, reason: Exclude<WebhookDisabledReason, 'owner'>): Promise<void>;
}

interface TargetRow {
  endpoint_id: string;
  url: string;
  format: WebhookFormat;
  secrets: string[];
  version: string;
}

const VERSION = `to_char(e.updated_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSMS') || ':' ||
    (SELECT count(*) FROM webhook_secrets s WHERE s.endpoint_id = e.id AND (s.expires_at IS NULL OR s.expires_at > now()))`;
const TARGET_COLUMNS = `e.url, e.format, ${VERSION} AS version,
    ARRAY(SELECT s.secret_sealed FROM webhook_secrets s
      WHERE s.endpoint_id = e.id AND (s.expires_at IS NULL OR s.expires_at > now()) ORDER BY s.id DESC) AS secrets`;

const TAKE = {
  name: 'hook_take',
  text: `WITH taken AS (
      UPDATE webhook_lanes l SET owner = $1, epoch = l.epoch + 1, expires_at = clock_timestamp() + $3::int * interval '1 millisecond'
      WHERE l.endpoint_id IN (
        SELECT l.endpoint_id FROM webhook_lanes l JOIN webhook_endpoints e ON e.id = l.endpoint_id
        WHERE l.due_at <= clock_timestamp() AND (l.rest_until IS NULL OR l.rest_until <= clock_timestamp())
          AND (l.owner IS NULL OR l.expires_at <= clock_timestamp()) AND e.enabled AND e.removed_at IS NULL
        ORDER BY l.due_at LIMIT $2 FOR UPDATE OF l SKIP LOCKED)
      RETURNING l.endpoint_id, l.epoch, l.streak, l.failing_since, l.pokes
    )
    SELECT t.endpoint_id, t.epoch, t.streak, t.failing_since, t.pokes, e.company_id, ${TARGET_COLUMNS}
    FROM taken t JOIN webhook_endpoints e ON e.id = t.endpoint_id`,
};
const RENEW = {
  name: 'hook_renew',
  text: `WITH renewed AS (
      UPDATE webhook_lanes SET expires_at = clock_timestamp() + $2::int * interval '1 millisecond'
      WHERE owner = $1 AND endpoint_id = ANY($3::text[]) RETURNING endpoint_id, epoch
    )
    SELECT r.endpoint_id, r.epoch, ${VERSION} AS version, e.enabled AND e.removed_at IS NULL AS enabled
    FROM renewed r JOIN webhook_endpoints e ON e.id = r.endpoint_id`,
};
const TARGET = {
  name: 'hook_target',
  text: `SELECT e.id AS endpoint_id, ${TARGET_COLUMNS} FROM webhook_endpoints e
    WHERE e.id = $1 AND e.enabled AND e.removed_at IS NULL`,
};

// Walks from chat to chat along the partial index: a chat with 100,000 waiting costs one step. Postgres stops the walk
// as soon as enough is found.
const walk = (start: string) => `chats AS (
      (SELECT chat_key FROM webhook_deliveries WHERE endpoint_id = $1 AND status = 'waiting' ${start} ORDER BY chat_key LIMIT 1)
      UNION ALL
      SELECT (SELECT d.chat_key FROM webhook_deliveries d
        WHERE d.endpoint_id = $1 AND d.status = 'waiting' AND d.chat_key > chats.chat_key ORDER BY d.chat_key LIMIT 1)
      FROM chats WHERE chats.chat_key IS NOT NULL
    )`;
const HEAD = `LATERAL (SELECT d.next_at FROM webhook_deliveries d
        WHERE d.endpoint_id = $1 AND d.status = 'waiting' AND d.chat_key = chats.chat_key ORDER BY d.place LIMIT 1) head`;
const CLAIM = {
  name: 'hook_claim',
  text: `WITH RECURSIVE ${walk('AND chat_key > $2')}, due AS (
      SELECT chats.chat_key FROM chats, ${HEAD}
      WHERE chats.chat_key <> ALL($3::text[]) AND head.next_at <= clock_timestamp() LIMIT $4
    )
    SELECT run.* FROM due CROSS JOIN LATERAL (
      SELECT d.id, d.chat_key, d.event_seq, d.event_type, d.body, d.attempts, d.created_at, d.place,
        d.message_id, d.traceparent FROM webhook_deliveries d
      WHERE d.endpoint_id = $1 AND d.status = 'waiting' AND d.chat_key = due.chat_key ORDER BY d.place LIMIT $5) run
    ORDER BY run.chat_key, run.place`,
};

// Each is found by its key. Not through the index of what waits (hence `status || ''`): a plan that was made while
// little waited would go through all of it for each delivery.
const SETTLE = {
  name: 'hook_settle',
  text: `WITH input AS (
      SELECT * FROM unnest($4::text[], $5::text[], $6::int[], $7::int[], $8::text[], $9::jsonb[])
        AS t (id, status, again_ms, response_status, error, entry)
    ), lane AS (
      SELECT 1 FROM webhook_lanes WHERE endpoint_id = $1 AND owner = $2 AND epoch = $3
    ), written AS (
      UPDATE webhook_deliveries d SET status = i.status, attempts = d.attempts + 1, response_status = i.response_status,
        error = i.error, log = d.log || i.entry,
        next_at = CASE WHEN i.status = 'waiting' THEN clock_timestamp() + i.again_ms * interval '1 millisecond' ELSE d.next_at END,
        finished_at = CASE WHEN i.status <> 'waiting' THEN clock_timestamp() END
      FROM input i WHERE d.id = i.id AND d.status || '' = 'waiting' AND (i.status = 'delivered' OR EXISTS (SELECT 1 FROM lane))
      RETURNING d.id
    )
    UPDATE webhook_lanes SET streak = $10,
      failing_since = CASE WHEN $10 = 0 THEN NULL ELSE coalesce(failing_since, clock_timestamp()) END,
      succeeded_at = CASE WHEN $12 THEN clock_timestamp() ELSE succeeded_at END,
      rest_until = CASE WHEN $11::int > 0 THEN greatest(rest_until, clock_timestamp() + $11::int * interval '1 millisecond') END
    WHERE endpoint_id = $1 AND owner = $2 AND epoch = $3 AND (SELECT count(*) FROM written) >= 0`,
};
const POKES = {
  name: 'hook_pokes',
  text: 'SELECT endpoint_id, pokes FROM webhook_lanes WHERE owner = $1 AND endpoint_id = ANY($2::text[])',
};
const RELEASE = {
  name: 'hook_release',
  text: `WITH RECURSIVE ${walk('')}
    UPDATE webhook_lanes SET owner = NULL, due_at = (SELECT min(head.next_at) FROM chats, ${HEAD})
    WHERE endpoint_id = $1 AND owner = $2 AND epoch = $3 AND pokes = $4 RETURNING 1`,
};
const ABANDON = {
  name: 'hook_abandon',
  text: `UPDATE webhook_lanes SET owner = NULL, due_at = clock_timestamp() WHERE owner = $1`,
};
const DISABLE = {
  name: 'hook_disable',
  text: `WITH disabled AS (
      UPDATE webhook_endpoints SET enabled = false, disabled_reason = $4, disabled_at = clock_timestamp(), updated_at = clock_timestamp()
      WHERE id = $1 AND enabled AND removed_at IS NULL
        AND EXISTS (SELECT 1 FROM webhook_lanes WHERE endpoint_id = $1 AND owner = $2 AND epoch = $3)
      RETURNING company_id, phone_index
    )
    INSERT INTO message_events (company_id, type, detail)
    SELECT company_id, 'webhook.disabled', jsonb_build_object('endpointId', $1::text, 'reason', $4::text,
      'failingSince', (SELECT failing_since FROM webhook_lanes WHERE endpoint_id = $1)) FROM disabled`,
};

interface DeliveryRow {
  id: string;
  chat_key: string;
  event_seq: number;
  event_type: EventType;
  body: string;
  attempts: number;
  created_at: Date;
  message_id: string | null;
  traceparent: string | null;
}

const asClaimed = (row: DeliveryRow): ClaimedDelivery => ({
  id: row.id,
  chatKey: row.chat_key,
  eventId: eventId(row.event_seq),
  eventType: row.event_type,
  body: row.body,
  attempt: row.attempts + 1,
  createdAt: row.created_at,
  messageId: row.message_id,
  traceparent: row.traceparent,
});

export function hookLanes(db: Db, cipher: Cipher): HookLanes {
  const asTarget = ({ endpoint_id, url, format, secrets, version }: TargetRow): HookTarget => ({
    url,
    format,
    version,
    secrets: secrets.map((sealed) => cipher.open(sealed, secretContext(endpoint_id))),
  });
  const key = ({ endpointId, owner, epoch }: HookLease) => [endpointId, owner, epoch];

  return {
    async take(owner, limit, leaseMs) {
      type Row = TargetRow & {
        epoch: number;
        streak: number;
        failing_since: Date | null;
        company_id: string;
        pokes: number;
      };
      const rows = await db.query<Row>(TAKE, [owner, limit, leaseMs]);
      return rows.map((row) => ({
        ...asTarget(row),
        lease: { endpointId: row.endpoint_id, owner, epoch: row.epoch },
        companyId: row.company_id,
        streak: row.streak,
        failingSince: row.failing_since,
        pokes: row.pokes,
      }));
    },
    async renew(owner, endpointIds, leaseMs) {
      type Row = { endpoint_id: string; epoch: number; version: string; enabled: boolean };
      const rows = await db.query<Row>(RENEW, [owner, leaseMs, endpointIds]);
      return new Map(rows.map(({ endpoint_id, ...rest }) => [endpoint_id, rest]));
    },
    async target(endpointId) {
      const [row] = await db.query<TargetRow & Record<string, unknown>>(TARGET, [endpointId]);
      return row ? asTarget(row) : null;
    },
    async claim({ endpointId }, { chats, run, after, busy }) {
      const from = (start: string) =>
        db.query<DeliveryRow & Record<string, unknown>>(CLAIM, [endpointId, start, busy, chats, run]);
      const rows = await from(after);
      // Past the last chat it begins anew with the first.
      return (rows.length > 0 || after === '' ? rows : await from('')).map(asClaimed);
    },
    async settle(lease, ends, { streak, restMs, hasSucceeded }) {
      await db.query(SETTLE, [
        ...key(lease),
        ends.map(({ id }) => id),
        ends.map(({ status }) => status),
        ends.map(({ againMs }) => Math.round(againMs)),
        ends.map(({ responseStatus }) => responseStatus),
        ends.map(({ error }) => error),
        ends.map(({ entry }) => JSON.stringify([entry])),
        streak,
        Math.round(restMs),
        hasSucceeded,
      ]);
    },
    hasten: async (endpointId) => void (await db.query(HASTEN, [endpointId])),
    async pokes(owner, endpointIds) {
      const rows = await db.query<{ endpoint_id: string; pokes: number }>(POKES, [owner, endpointIds]);
      return new Map(rows.map(({ endpoint_id, pokes }) => [endpoint_id, pokes]));
    },
    release: async (lease, pokes) => (await db.query(RELEASE, [...key(lease), pokes])).length > 0,
    abandon: async (owner) => void (await db.query(ABANDON, [owner])),
    disable: async (lease, reason) => void (await db.query(DISABLE, [...key(lease), reason])),
  };
}
