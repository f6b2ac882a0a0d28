import { canFollow, type EventType, type MessageError, type MessageStatus } from '@watertight/core';
import { bump, type ChatBump } from '../chats.ts';
import type { Db, Queryable } from '../db.ts';
import { leaseCte, type Lease } from '../leases.ts';
import type { MessageRow } from './rows.ts';

/** What a decision may look at. */
export type CurrentMessage = Readonly<
  Pick<
    MessageRow,
    | 'id'
    | 'company_id'
    | 'phone_id'
    | 'phone_index'
    | 'chat_id'
    | 'status'
    | 'attempts'
    | 'epoch'
    | 'provider_message_id'
    | 'on_uncertain'
    | 'reconcile_at'
    | 'expires_at'
    | 'created_at'
    | 'sent_at'
    | 'delivered_at'
    | 'read_at'
    | 'error'
  >
>;

/** How an attempt ended, for its row. */
export interface AttemptEnd {
  outcome: 'sent' | 'refused' | 'later' | 'unknown' | 'released';
  code?: string | undefined;
  providerCode?: string | undefined;
  detail?: string | undefined;
}

/** What becomes of one message. Only what is named changes; `status` must follow from the present one. */
export interface Change {
  status?: MessageStatus;
  /** When things happened; a time that is already on record stays. */
  times?: { sentAt?: Date; deliveredAt?: Date; readAt?: Date; playedAt?: Date };
  providerMessageId?: string;
  error?: MessageError | null;
  /** For `queued`: not before. */
  availableAt?: Date;
  /** For `unconfirmed`: when to look for evidence; null when it is settled. */
  reconcileAt?: Date | null;
  /** Takes the attempt back: it never began. */
  releaseAttempt?: boolean;
  attemptEnd?: AttemptEnd;
  /** `dedupeKey`: an event that has it is told once. */
  events?: { type: EventType; at?: Date; detail?: Record<string, unknown>; dedupeKey?: string }[];
}

export interface ChangeRequest<Facts> {
  /** With a lease: nothing is written when it no longer holds. */
  lease?: Lease | undefined;
  facts: Map<string, Facts>;
  /** Decides with the row locked; null leaves it as it is. */
  decide(current: CurrentMessage, facts: Facts): Change | null;
}

export interface Changed {
  id: string;
  companyId: string;
  phoneId: string;
  phoneIndex: number;
  chatId: string;
  before: MessageStatus;
  after: MessageStatus;
  /** Under which its trace goes on. */
  traceparent?: string;
}

/** The illegal step that a decision asked for; a fault of ours, never of a caller. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';
}

const LOCK = `SELECT id, company_id, phone_id, phone_index, chat_id, status, attempts, epoch, provider_message_id,
    on_uncertain, reconcile_at, expires_at, created_at, sent_at, delivered_at, read_at, error,
    traceparent
  FROM messages WHERE id = ANY($1::text[])`;

const LOCK_FREE = { name: 'change_lock', text: `${LOCK} ORDER BY seq FOR UPDATE` };
const LOCK_LEASED = {
  name: 'change_lock_leased',
  text: `WITH ${leaseCte('$2', '$3', '$4')} ${LOCK} AND EXISTS (SELECT 1 FROM lease) ORDER BY seq FOR UPDATE`,
};

/** Locks the messages, lets `decide` say what becomes of each, and writes it all with its events, in one transaction. */
export function change<Facts>(db: Db, request: ChangeRequest<Facts>): Promise<Changed[]> {
  if (request.facts.size === 0) return Promise.resolve([]);
  return db.transaction(async (tx) => {
    const changed = await changeIn(tx, request);
    await bump(tx, sentBumps(changed, new Date()));
    return changed;
  });
}

const isOut = (status: MessageStatus): boolean =>
  status === 'sent' || status === 'delivered' || status === 'read' || status === 'played';

/** What changes mean for the chats: a message that went out is its chat's latest. */
export const sentBumps = (changed: Changed[], at: Date): ChatBump[] =>
  changed
    .filter(({ before, after }) => isOut(after) && !isOut(before))
    .map(({ companyId, phoneId, phoneIndex, chatId, id }) => {
      const place = { companyId, phoneId, phoneIndex, chatId };
      return { ...place, messageId: id, at, means: 'none' };
    });

/** The same within a transaction of the caller's, who moves the chats on at its end (`sentBumps`). */
export async function changeIn<Facts>(tx: Queryable, request: ChangeRequest<Facts>): Promise<Changed[]> {
  const ids = [...request.facts.keys()];
  if (ids.length === 0) return [];
  const rows = request.lease
    ? await tx.query<MessageRow>(LOCK_LEASED, [
        ids,
        request.lease.phoneId,
        request.lease.owner,
        request.lease.epoch,
      ])
    : await tx.query<MessageRow>(LOCK_FREE, [ids]);
  const decided = rows.flatMap((row) => {
    const wanted = request.decide(row, request.facts.get(row.id) as Facts);
    return wanted ? [{ row, wanted: checked(row, wanted) }] : [];
  });
  if (decided.length > 0) await write(tx, decided);
  return decided.map(({ row, wanted }) => ({
    id: row.id,
    companyId: row.company_id,
    phoneId: row.phone_id,
    phoneIndex: row.phone_index,
    chatId: row.chat_id,
    before: row.status,
    after: wanted.status ?? row.status,
    ...(row.traceparent ? { traceparent: row.traceparent } : {}),
  }));
}

function checked(row: MessageRow, wanted: Change): Change {
  if (wanted.status && wanted.status !== row.status && !canFollow(row.status, wanted.status)) {
    throw new IllegalTransition(`${row.id}: ${row.status} cannot become ${wanted.status}`);
  }
  return wanted;
}

const WRITE = {
  name: 'change_write',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[],
        $6::timestamptz[], $7::text[], $8::jsonb[], $9::boolean[], $10::timestamptz[], $11::timestamptz[],
        $12::boolean[], $13::boolean[], $14::jsonb[])
      AS t (id, status, sent_at, delivered_at, read_at, played_at, provider_message_id, error, set_error,
        available_at, reconcile_at, set_reconcile, release, attempt_end)
    ), released AS (
      DELETE FROM message_attempts a USING input i, messages m
      WHERE i.release AND m.id = i.id AND a.message_id = i.id AND a.attempt = m.attempts
    ), ended AS (
      UPDATE message_attempts a SET ended_at = clock_timestamp(), outcome = i.attempt_end->>'outcome', code = i.attempt_end->>'code',
        provider_code = i.attempt_end->>'providerCode', detail = i.attempt_end->>'detail'
      FROM input i JOIN messages m ON m.id = i.id
      WHERE i.attempt_end IS NOT NULL AND NOT i.release AND a.message_id = i.id AND a.attempt = m.attempts
    )
    UPDATE messages m SET
      status = coalesce(i.status, m.status),
      provider_message_id = coalesce(i.provider_message_id, m.provider_message_id),
      error = CASE WHEN i.set_error THEN i.error ELSE m.error END,
      available_at = coalesce(i.available_at, m.available_at),
      reconcile_at = CASE WHEN i.set_reconcile THEN i.reconcile_at ELSE m.reconcile_at END,
      attempts = m.attempts - i.release::int,
      sent_at = coalesce(m.sent_at, i.sent_at),
      delivered_at = coalesce(m.delivered_at, i.delivered_at),
      read_at = coalesce(m.read_at, i.read_at),
      played_at = coalesce(m.played_at, i.played_at),
      failed_at = CASE WHEN i.status = 'failed' THEN clock_timestamp() WHEN i.status IS NOT NULL THEN NULL ELSE m.failed_at END
    FROM input i WHERE m.id = i.id`,
};

const TELL = {
  name: 'change_tell',
  text: `INSERT INTO message_events (company_id, phone_index, message_id, type, at, detail, dedupe_key)
    SELECT company_id, phone_index, message_id, type, coalesce(at, clock_timestamp()), detail, dedupe_key
    FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::jsonb[], $7::text[])
      WITH ORDINALITY AS t (company_id, phone_index, message_id, type, at, detail, dedupe_key, n) ORDER BY n
    ON CONFLICT DO NOTHING`,
};

const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));

async function write(tx: Queryable, decided: { row: MessageRow; wanted: Change }[]): Promise<void> {
  const column = (value: (wanted: Change) => unknown) => decided.map(({ wanted }) => value(wanted) ?? null);
  await tx.query(WRITE, [
    decided.map(({ row }) => row.id),
    column((c) => c.status),
    column((c) => c.times?.sentAt),
    column((c) => c.times?.deliveredAt),
    column((c) => c.times?.readAt),
    column((c) => c.times?.playedAt),
    column((c) => c.providerMessageId),
    column((c) => json(c.error)),
    column((c) => c.error !== undefined),
    column((c) => c.availableAt),
    column((c) => c.reconcileAt),
    column((c) => c.reconcileAt !== undefined),
    column((c) => c.releaseAttempt === true),
    column((c) => json(c.attemptEnd)),
  ]);
  const told = decided.flatMap(({ row, wanted }) => (wanted.events ?? []).map((event) => ({ row, event })));
  if (told.length === 0) return;
  await tx.query(TELL, [
    told.map(({ row }) => row.company_id),
    told.map(({ row }) => row.phone_index),
    told.map(({ row }) => row.id),
    told.map(({ event }) => event.type),
    told.map(({ event }) => event.at ?? null),
    told.map(({ event }) => json(event.detail)),
    told.map(({ event }) => event.dedupeKey ?? null),
  ]);
}
