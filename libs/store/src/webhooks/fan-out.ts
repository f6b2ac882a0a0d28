import { newId, type EventType, type WebhookFormat } from '@watertight/core';
import type { Db, Queryable } from '../db.ts';
import { withMessages, type StreamedEvent } from '../events.ts';
import type { EventRow } from '../messages/read.ts';

/** An endpoint as far as it matters to whom an event is told. */
export interface Listener {
  id: string;
  companyId: string;
  events: readonly string[];
  format: WebhookFormat;
  phoneIndex: number | null;
  /** Events up to this place happened before it was there. */
  startsAfter: number;
}

/** How a phone is named to clients of the Cloud API. */
export interface PhoneName {
  phoneNumberId: string;
  wabaId: string | null;
  /** Digits; null when it is not known. */
  me: string | null;
}

/** One event for one endpoint. */
export interface NewDelivery {
  endpointId: string;
  event: StreamedEvent;
  chatKey: string;
  body: string;
  /** Under which the trace goes on that led to it. */
  traceparent?: string | null;
}

/** What becomes of events: `phoneOf` knows the phones of the companies that they are of. */
export type Compose = (
  events: StreamedEvent[],
  listeners: Listener[],
  phoneOf: (companyId: string, phoneIndex: number | null) => PhoneName | null,
) => NewDelivery[];

export interface FannedOut {
  /** How many events were looked at, of companies with webhooks. */
  events: number;
  deliveries: number;
  /** How far the stream has been told. */
  position: number;
}

/** Events that one step looks at, and places that it passes at the most. */
const EVENTS = 500;
const PLACES = 50_000;
/** Endpoints that were disabled because they failed go on collecting for so long. */
const COLLECT_DAYS = 7;

const POSITION = {
  name: 'fan_out_position',
  text: `SELECT position FROM event_cursors WHERE name = 'webhooks' FOR UPDATE SKIP LOCKED`,
};
const LISTENING = `removed_at IS NULL AND (enabled OR disabled_reason <> 'owner' AND disabled_at > now() - interval '${COLLECT_DAYS} days')`;
const EVENTS_FOR = {
  name: 'fan_out_events',
  text: `SELECT seq, company_id, phone_index, message_id, type, detail, at FROM message_events
    WHERE seq > $1 AND seq <= $2 AND company_id IN (SELECT company_id FROM webhook_endpoints WHERE ${LISTENING})
    ORDER BY seq LIMIT ${EVENTS}`,
};
const LISTENERS = {
  name: 'fan_out_listeners',
  text: `SELECT id, company_id, events, format, phone_index, starts_after FROM webhook_endpoints
    WHERE company_id = ANY($1::text[]) AND ${LISTENING} ORDER BY id`,
};
const PHONES = {
  name: 'fan_out_phones',
  text: `SELECT p.company_id, p.phone_index, p.phone_number_id, p.waba_id, s.me
    FROM phone_configs p LEFT JOIN phone_status s USING (phone_id) WHERE p.company_id = ANY($1::text[])`,
};
const INSERT = {
  name: 'fan_out_insert',
  text: `INSERT INTO webhook_deliveries (id, company_id, endpoint_id, event_seq, event_type, chat_key, phone_index, message_id, body,
      traceparent)
    SELECT id, company_id, endpoint_id, event_seq, event_type, chat_key, phone_index, message_id, body, traceparent
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[],
        $10::text[])
      WITH ORDINALITY
      AS t (id, company_id, endpoint_id, event_seq, event_type, chat_key, phone_index, message_id, body, traceparent, n)
    ORDER BY n`,
};
const WAKE = {
  name: 'fan_out_wake',
  text: `UPDATE webhook_lanes l SET due_at = least(l.due_at, clock_timestamp()), pokes = l.pokes + 1
    WHERE endpoint_id IN (SELECT endpoint_id FROM webhook_lanes WHERE endpoint_id = ANY($1::text[]) ORDER BY endpoint_id FOR UPDATE)`,
};
const MOVE = {
  name: 'fan_out_move',
  text: `UPDATE event_cursors SET position = $1 WHERE name = 'webhooks'`,
};

/**
 * One step: tells the next events, up to `upTo`, to the endpoints that want them, and moves the position in the same
 * transaction. Null when another worker is at it, or when there is nothing new.
 */
export function fanOut(db: Db, upTo: number, compose: Compose): Promise<FannedOut | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx.query<{ position: number }>(POSITION, []);
    if (!row || row.position >= upTo) return null;
    const end = Math.min(upTo, row.position + PLACES);
    const found = await tx.query<EventRow>(EVENTS_FOR, [row.position, end]);
    const events = await withMessages(tx, found);
    const deliveries = events.length > 0 ? await compositions(tx, events, compose) : [];
    await insert(tx, deliveries);
    const position = events.length < EVENTS ? end : (events.at(-1)?.seq ?? end);
    await tx.query(MOVE, [position]);
    return { events: events.length, deliveries: deliveries.length, position };
  });
}

async function compositions(
  tx: Queryable,
  events: StreamedEvent[],
  compose: Compose,
): Promise<NewDelivery[]> {
  const companyIds = [...new Set(events.map(({ companyId }) => companyId))];
  type Row = {
    id: string;
    company_id: string;
    events: string[];
    format: WebhookFormat;
    phone_index: number | null;
    starts_after: number;
  };
  const listeners = (await tx.query<Row>(LISTENERS, [companyIds])).map((row) => ({
    id: row.id,
    companyId: row.company_id,
    events: row.events,
    format: row.format,
    phoneIndex: row.phone_index,
    startsAfter: row.starts_after,
  }));
  const names = listeners.some(({ format }) => format === 'cloud-api')
    ? await phoneNames(tx, companyIds)
    : new Map<string, PhoneName>();
  return compose(events, listeners, (companyId, index) => names.get(`${companyId} ${index}`) ?? null);
}

async function phoneNames(tx: Queryable, companyIds: string[]): Promise<Map<string, PhoneName>> {
  type Row = {
    company_id: string;
    phone_index: number;
    phone_number_id: string;
    waba_id: string | null;
    me: string | null;
  };
  const rows = await tx.query<Row>(PHONES, [companyIds]);
  return new Map(
    rows.map((row) => [
      `${row.company_id} ${row.phone_index}`,
      { phoneNumberId: row.phone_number_id, wabaId: row.waba_id, me: row.me },
    ]),
  );
}

async function insert(tx: Queryable, deliveries: NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const column = (value: (delivery: NewDelivery) => unknown) => deliveries.map(value);
  await tx.query(INSERT, [
    column(() => newId('dlv')),
    column(({ event }) => event.companyId),
    column(({ endpointId }) => endpointId),
    column(({ event }) => event.seq),
    column(({ event }): EventType => event.type),
    column(({ chatKey }) => chatKey),
    column(({ event }) => event.phoneIndex),
    column(({ event }) => event.messageId),
    column(({ body }) => body),
    column(({ traceparent }) => traceparent ?? null),
  ]);
  await tx.query(WAKE, [[...new Set(deliveries.map(({ endpointId }) => endpointId))]]);
}
