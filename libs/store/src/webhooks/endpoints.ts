import {
  CodedError,
  newId,
  type Cipher,
  type Page,
  type PageRequest,
  type WebhookDisabledReason,
  type WebhookEndpoint,
  type WebhookFormat,
} from '@watertight/core';
import { randomBytes } from 'node:crypto';
import type { Db, Queryable } from '../db.ts';
import { tellEvent } from '../events.ts';
import { eventId } from '../messages/read.ts';

export interface NewEndpoint {
  url: string;
  description?: string | null | undefined;
  events: WebhookEndpoint['events'];
  format: WebhookFormat;
  phoneIndex?: number | null | undefined;
  /** Made when absent. */
  secret?: string | undefined;
}

export interface EndpointChange {
  url?: string | undefined;
  description?: string | null | undefined;
  events?: WebhookEndpoint['events'] | undefined;
  format?: WebhookFormat | undefined;
  phoneIndex?: number | null | undefined;
  enabled?: boolean | undefined;
}

/** The secret is seen this once. */
export type EndpointWithSecret = WebhookEndpoint & { secret: string };

export interface Endpoints {
  /** @throws CodedError COMPANY_NOT_FOUND, WEBHOOK_LIMIT */
  create(companyId: string, endpoint: NewEndpoint): Promise<EndpointWithSecret>;
  get(companyId: string, id: string): Promise<WebhookEndpoint | null>;
  list(companyId: string, page: PageRequest): Promise<Page<WebhookEndpoint>>;
  /** Enabling one that was disabled delivers what was kept. Null when there is none. */
  change(companyId: string, id: string, change: EndpointChange): Promise<WebhookEndpoint | null>;
  /** Nothing is delivered any more; its deliveries go with the next sweeps. False when there is none. */
  remove(companyId: string, id: string): Promise<boolean>;
  /** A new secret beside the present ones, which stay valid for `keepMs`. Null when there is none. */
  rotateSecret(
    companyId: string,
    id: string,
    keepMs: number,
    secret?: string,
  ): Promise<(EndpointWithSecret & { previousUntil: Date }) | null>;
  /** An event for this endpoint alone; answers its id, null when there is no such endpoint. */
  test(companyId: string, id: string): Promise<string | null>;
}

/** Of one company. */
const MAX_ENDPOINTS = 50;
/** That sign at once; beyond it the oldest end. */
const MAX_SECRETS = 5;
const SECRET_BYTES = 24;

export interface EndpointRow {
  id: string;
  company_id: string;
  url: string;
  description: string | null;
  events: WebhookEndpoint['events'];
  format: WebhookFormat;
  phone_index: number | null;
  enabled: boolean;
  disabled_reason: WebhookDisabledReason | null;
  disabled_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

type Row = EndpointRow & { failing_since: Date | null; succeeded_at: Date | null; secrets: number };

const asEndpoint = (row: Row): WebhookEndpoint => ({
  id: row.id,
  companyId: row.company_id,
  url: row.url,
  description: row.description,
  events: row.events,
  format: row.format,
  phoneIndex: row.phone_index,
  enabled: row.enabled,
  disabledReason: row.disabled_reason,
  disabledAt: row.disabled_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  failingSince: row.failing_since,
  succeededAt: row.succeeded_at,
  secrets: row.secrets,
});

export const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
export const secretContext = (endpointId: string) => `webhook:${endpointId}`;

const SELECT = `SELECT e.*, l.failing_since, l.succeeded_at,
    (SELECT count(*)::int FROM webhook_secrets s WHERE s.endpoint_id = e.id AND (s.expires_at IS NULL OR s.expires_at > now())) AS secrets
  FROM webhook_endpoints e JOIN webhook_lanes l ON l.endpoint_id = e.id`;
const GET = {
  name: 'webhook_get',
  text: `${SELECT} WHERE e.company_id = $1 AND e.id = $2 AND e.removed_at IS NULL`,
};
const LIST = {
  name: 'webhook_list',
  text: `${SELECT} WHERE e.company_id = $1 AND e.removed_at IS NULL AND ($2::text IS NULL OR e.id > $2) ORDER BY e.id LIMIT $3`,
};
// One after the other for each company, so that the limit holds.
const LOCK_COMPANY = {
  name: 'webhook_lock_company',
  text: 'SELECT 1 FROM companies WHERE id = $1 FOR NO KEY UPDATE',
};
const COUNT = {
  name: 'webhook_count',
  text: 'SELECT count(*)::int AS count FROM webhook_endpoints WHERE company_id = $1 AND removed_at IS NULL',
};
// One statement after the other: policies of row-level security see what an earlier one made, not what the same one makes.
const CREATE = {
  name: 'webhook_create',
  text: `INSERT INTO webhook_endpoints (id, company_id, url, description, events, format, phone_index, starts_after)
    VALUES ($1, $2, $3, $4, $5, $6, $7,
      (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM message_events_seq_seq))`,
};
const CREATE_LANE = {
  name: 'webhook_create_lane',
  text: 'INSERT INTO webhook_lanes (endpoint_id) VALUES ($1)',
};
const CHANGE = {
  name: 'webhook_change',
  text: `UPDATE webhook_endpoints SET url = coalesce($3, url), description = CASE WHEN $4 THEN $5 ELSE description END,
      events = coalesce($6, events), format = coalesce($7, format), phone_index = CASE WHEN $8 THEN $9 ELSE phone_index END,
      enabled = coalesce($10, enabled),
      disabled_reason = CASE WHEN coalesce($10, enabled) THEN NULL ELSE coalesce(disabled_reason, 'owner') END,
      disabled_at = CASE WHEN coalesce($10, enabled) THEN NULL ELSE coalesce(disabled_at, clock_timestamp()) END,
      updated_at = clock_timestamp()
    WHERE company_id = $1 AND id = $2 AND removed_at IS NULL RETURNING id`,
};
const WAKE_LANE = {
  name: 'webhook_wake_lane',
  text: `UPDATE webhook_lanes SET due_at = clock_timestamp(), rest_until = NULL, pokes = pokes + 1, streak = 0, failing_since = NULL
    WHERE endpoint_id = $1`,
};
/** Used by workers too: what rests is due now. */
export const HASTEN = {
  name: 'webhook_hasten',
  text: `UPDATE webhook_deliveries SET next_at = clock_timestamp()
    WHERE endpoint_id = $1 AND status = 'waiting' AND attempts > 0 AND next_at > clock_timestamp()`,
};
const REMOVE = {
  name: 'webhook_remove',
  text: `WITH gone AS (
      UPDATE webhook_endpoints SET removed_at = clock_timestamp(), updated_at = clock_timestamp()
      WHERE company_id = $1 AND id = $2 AND removed_at IS NULL RETURNING id
    ), lane AS (
      UPDATE webhook_lanes l SET due_at = NULL, pokes = pokes + 1 FROM gone WHERE l.endpoint_id = gone.id
    )
    SELECT id FROM gone`,
};
const ADD_SECRET = {
  name: 'webhook_add_secret',
  text: `INSERT INTO webhook_secrets (endpoint_id, secret_sealed) VALUES ($1, $2)`,
};
const END_SECRETS = {
  name: 'webhook_end_secrets',
  // The column has milliseconds: rounded up, what ends now would end a moment later.
  text: `UPDATE webhook_secrets SET expires_at = least(expires_at, date_trunc('milliseconds', now() + $2::bigint * interval '1 millisecond'))
    WHERE endpoint_id = $1 RETURNING expires_at`,
};
const FORGET_SECRETS = {
  name: 'webhook_forget_secrets',
  text: `DELETE FROM webhook_secrets WHERE endpoint_id = $1 AND (expires_at <= now()
      OR id NOT IN (SELECT id FROM webhook_secrets WHERE endpoint_id = $1 ORDER BY id DESC LIMIT ${MAX_SECRETS}))`,
};
const TOUCH = {
  name: 'webhook_touch',
  text: 'UPDATE webhook_endpoints SET updated_at = clock_timestamp() WHERE id = $1',
};

export function endpoints(db: Db, cipher: Cipher): Endpoints {
  const get = async (tx: Queryable, companyId: string, id: string): Promise<WebhookEndpoint | null> => {
    const [row] = await tx.query<Row>(GET, [companyId, id]);
    return row ? asEndpoint(row) : null;
  };
  const sealed = (id: string, secret: string) => cipher.seal(secret, secretContext(id));

  return {
    create: (companyId, endpoint) =>
      db.transaction(async (tx) => {
        if ((await tx.query(LOCK_COMPANY, [companyId])).length === 0)
          throw new CodedError('COMPANY_NOT_FOUND');
        const [row] = await tx.query<{ count: number }>(COUNT, [companyId]);
        if ((row?.count ?? 0) >= MAX_ENDPOINTS)
          throw new CodedError('WEBHOOK_LIMIT', `A company has ${MAX_ENDPOINTS} webhooks at the most.`);
        const { secret = newSecret(), url, description, events, format, phoneIndex } = endpoint;
        const id = newId('whk');
        const columns = [id, companyId, url, description ?? null, events, format, phoneIndex ?? null];
        await tx.query(CREATE, columns);
        await tx.query(ADD_SECRET, [id, sealed(id, secret)]);
        await tx.query(CREATE_LANE, [id]);
        return { ...((await get(tx, companyId, id)) as WebhookEndpoint), secret };
      }),
    get: (companyId, id) => get(db, companyId, id),
    async list(companyId, { limit, cursor }) {
      const rows = await db.query<Row>(LIST, [companyId, cursor ?? null, limit + 1]);
      const data = rows.slice(0, limit).map(asEndpoint);
      return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
    },
    change: (companyId, id, change) =>
      db.transaction(async (tx) => {
        const before = await get(tx, companyId, id);
        if (!before) return null;
        const { url, description, events, format, phoneIndex, enabled } = change;
        await tx.query(CHANGE, [
          companyId,
          id,
          url ?? null,
          description !== undefined,
          description ?? null,
          events ?? null,
          format ?? null,
          phoneIndex !== undefined,
          phoneIndex ?? null,
          enabled ?? null,
        ]);
        if (enabled && !before.enabled) {
          await tx.query(HASTEN, [id]);
          await tx.query(WAKE_LANE, [id]);
        }
        return get(tx, companyId, id);
      }),
    remove: async (companyId, id) => (await db.query(REMOVE, [companyId, id])).length > 0,
    rotateSecret: (companyId, id, keepMs, secret = newSecret()) =>
      db.transaction(async (tx) => {
        if (!(await get(tx, companyId, id))) return null;
        const ending = await tx.query<{ expires_at: Date }>(END_SECRETS, [id, keepMs]);
        const previousUntil = new Date(Math.max(...ending.map(({ expires_at }) => expires_at.getTime())));
        await tx.query(ADD_SECRET, [id, sealed(id, secret)]);
        await tx.query(FORGET_SECRETS, [id]);
        await tx.query(TOUCH, [id]);
        return { ...((await get(tx, companyId, id)) as WebhookEndpoint), secret, previousUntil };
      }),
    test: (companyId, id) =>
      db.transaction(async (tx) => {
        const endpoint = await get(tx, companyId, id);
        if (!endpoint) return null;
        if (!endpoint.enabled) throw new CodedError('WEBHOOK_DISABLED');
        return eventId(await tellEvent(tx, { companyId, type: 'webhook.test', detail: { endpointId: id } }));
      }),
  };
}
