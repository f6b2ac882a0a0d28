import {
  idsFrom,
  newId,
  type DeliveryAttempt,
  type DeliveryStatus,
  type EventType,
  type Page,
  type PageRequest,
  type WebhookDelivery,
  type WebhookDeliveryWithLog,
} from '@watertight/core';
import type { Db, Queryable } from '../db.ts';
import { placeOfEvent } from '../events.ts';
import { eventId } from '../messages/read.ts';

const DAY_MS = 86_400_000;

export interface DeliveryFilter {
  endpointId?: string | undefined;
  status?: DeliveryStatus | undefined;
  eventType?: EventType | undefined;
  eventId?: string | undefined;
  messageId?: string | undefined;
  /** Made at or after. */
  from?: Date | undefined;
  /** Made before. */
  to?: Date | undefined;
}

export interface RedeliveryWish {
  from: Date;
  to: Date;
  statuses: readonly Exclude<DeliveryStatus, 'waiting'>[];
  limit: number;
}

export interface Deliveries {
  /** The newest first. */
  list(companyId: string, filter: DeliveryFilter, page: PageRequest): Promise<Page<WebhookDelivery>>;
  get(companyId: string, id: string): Promise<WebhookDeliveryWithLog | null>;
  /**
   * Delivers the same once more: a new delivery of the same event, after what waits. One that waits is due now
   * instead. Null when there is none.
   */
  redeliver(companyId: string, id: string): Promise<WebhookDelivery | null>;
  /** The same for all of an endpoint that were made within a time, in their order; answers how many. */
  redeliverRange(companyId: string, endpointId: string, wish: RedeliveryWish): Promise<number>;
  /** Removes deliveries that are older than `days`, and those of removed endpoints; `limit` of each at the most. */
  forget(days: number, limit: number): Promise<number>;
}

interface Row {
  id: string;
  place: number;
  company_id: string;
  endpoint_id: string;
  event_seq: number;
  event_type: EventType;
  phone_index: number | null;
  message_id: string | null;
  status: DeliveryStatus;
  attempts: number;
  next_at: Date;
  response_status: number | null;
  error: string | null;
  created_at: Date;
  finished_at: Date | null;
}

const asDelivery = (row: Row): WebhookDelivery => ({
  id: row.id,
  companyId: row.company_id,
  endpointId: row.endpoint_id,
  eventId: eventId(row.event_seq),
  eventType: row.event_type,
  phoneIndex: row.phone_index,
  messageId: row.message_id,
  status: row.status,
  attempts: row.attempts,
  nextAt: row.status === 'waiting' ? row.next_at : null,
  responseStatus: row.response_status,
  error: row.error,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const COLUMNS = `d.id, d.place, d.company_id, d.endpoint_id, d.event_seq, d.event_type, d.phone_index, d.message_id, d.status,
  d.attempts, d.next_at, d.response_status, d.error, d.created_at, d.finished_at`;
// Endpoint by endpoint along its index; a company has few.
const LIST = {
  name: 'deliveries_list',
  text: `SELECT page.* FROM webhook_endpoints e CROSS JOIN LATERAL (
      SELECT ${COLUMNS} FROM webhook_deliveries d WHERE d.endpoint_id = e.id
        AND ($3::text IS NULL OR d.status = $3) AND ($4::text IS NULL OR d.event_type = $4)
        AND ($5::bigint IS NULL OR d.event_seq = $5) AND ($6::text IS NULL OR d.message_id = $6)
        AND ($7::timestamptz IS NULL OR d.created_at >= $7) AND ($8::timestamptz IS NULL OR d.created_at < $8)
        AND ($9::bigint IS NULL OR d.place < $9)
      ORDER BY d.place DESC LIMIT $10) page
    WHERE e.company_id = $1 AND ($2::text IS NULL OR e.id = $2) AND e.removed_at IS NULL
    ORDER BY page.place DESC LIMIT $10`,
};
const GET = {
  name: 'deliveries_get',
  text: `SELECT ${COLUMNS}, d.body, d.log FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
    WHERE d.id = $2 AND d.company_id = $1 AND e.company_id = $1 AND e.removed_at IS NULL`,
};
const HURRY = {
  name: 'deliveries_hurry',
  text: `UPDATE webhook_deliveries d SET next_at = clock_timestamp() WHERE d.id = $1 AND d.status = 'waiting' RETURNING ${COLUMNS}`,
};
const COPY_COLUMNS =
  'company_id, endpoint_id, event_seq, event_type, chat_key, phone_index, message_id, body';
const COPY = {
  name: 'deliveries_copy',
  text: `INSERT INTO webhook_deliveries AS d (id, ${COPY_COLUMNS}) SELECT $2, ${COPY_COLUMNS} FROM webhook_deliveries WHERE id = $1
    RETURNING ${COLUMNS}`,
};
// Those that were delivered since, or wait to be, are not told again unless that is asked for.
const RANGE = {
  name: 'deliveries_range',
  text: `SELECT id FROM (
      SELECT DISTINCT ON (d.event_seq) d.id, d.event_seq, d.status FROM webhook_deliveries d
      WHERE d.endpoint_id = $1 AND d.created_at >= $2 AND d.created_at < $3 ORDER BY d.event_seq, d.place DESC) latest
    WHERE status = ANY($4::text[]) ORDER BY event_seq LIMIT $5`,
};
const COPY_ALL = {
  name: 'deliveries_copy_all',
  text: `INSERT INTO webhook_deliveries (id, ${COPY_COLUMNS})
    SELECT t.new_id, ${COPY_COLUMNS.replaceAll(/(\w+)/g, 'd.$1')}
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t (old_id, new_id, n) JOIN webhook_deliveries d ON d.id = t.old_id
    ORDER BY t.n`,
};
const WAKE = {
  name: 'deliveries_wake',
  text: `UPDATE webhook_lanes SET due_at = clock_timestamp(), rest_until = NULL, pokes = pokes + 1 WHERE endpoint_id = $1`,
};
const OWNED = {
  name: 'deliveries_owned',
  text: 'SELECT 1 FROM webhook_endpoints WHERE company_id = $1 AND id = $2 AND removed_at IS NULL',
};
// In the order of ids, which is that in which they were made; see the sweep of messages.
const FORGET = [
  `DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries
    WHERE id < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
  `DELETE FROM webhook_deliveries WHERE id IN (SELECT d.id FROM webhook_endpoints e JOIN webhook_deliveries d ON d.endpoint_id = e.id
    WHERE e.removed_at IS NOT NULL AND $1::text IS NOT NULL LIMIT $2 FOR UPDATE OF d SKIP LOCKED) RETURNING 1`,
];
const DROP_REMOVED = {
  name: 'deliveries_drop_endpoints',
  text: `DELETE FROM webhook_endpoints e WHERE e.removed_at < now() - interval '1 minute'
    AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.endpoint_id = e.id)`,
};

export function deliveries(db: Db): Deliveries {
  const get = async (tx: Queryable, companyId: string, id: string) => {
    const [row] = await tx.query<Row & { body: string; log: DeliveryAttempt[] }>(GET, [companyId, id]);
    return row ? { ...asDelivery(row), body: row.body, log: row.log } : null;
  };

  return {
    async list(companyId, filter, { limit, cursor }) {
      const rows = await db.query<Row & Record<string, unknown>>(LIST, [
        companyId,
        filter.endpointId ?? null,
        filter.status ?? null,
        filter.eventType ?? null,
        filter.eventId === undefined ? null : (placeOfEvent(filter.eventId) ?? -1),
        filter.messageId ?? null,
        filter.from ?? null,
        filter.to ?? null,
        cursor ?? null,
        limit + 1,
      ]);
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      return {
        data: data.map(asDelivery),
        nextCursor: rows.length > limit && last ? String(last.place) : null,
      };
    },
    get: (companyId, id) => get(db, companyId, id),
    redeliver: (companyId, id) =>
      db.transaction(async (tx) => {
        const delivery = await get(tx, companyId, id);
        if (!delivery) return null;
        const [hurried] = await tx.query<Row & Record<string, unknown>>(HURRY, [id]);
        const [row] = hurried
          ? [hurried]
          : await tx.query<Row & Record<string, unknown>>(COPY, [id, newId('dlv')]);
        await tx.query(WAKE, [delivery.endpointId]);
        return row ? asDelivery(row) : null;
      }),
    redeliverRange: (companyId, endpointId, { from, to, statuses, limit }) =>
      db.transaction(async (tx) => {
        if ((await tx.query(OWNED, [companyId, endpointId])).length === 0) return 0;
        const found = await tx.query<{ id: string }>(RANGE, [endpointId, from, to, statuses, limit]);
        if (found.length === 0) return 0;
        await tx.query(COPY_ALL, [found.map(({ id }) => id), found.map(() => newId('dlv'))]);
        await tx.query(WAKE, [endpointId]);
        return found.length;
      }),
    async forget(days, limit) {
      let gone = 0;
      const before = idsFrom('dlv', Date.now() - days * DAY_MS);
      for (const [index, text] of FORGET.entries())
        gone += (await db.query({ name: `deliveries_forget_${index}`, text }, [before, limit])).length;
      await db.query(DROP_REMOVED, []);
      return gone;
    },
  };
}
