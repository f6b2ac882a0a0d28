import { canFollow, isFinal, type MessageStatus, type ReceiptStatus } from '@watertight/core';
import {
  leaseHolds,
  type EventRow,
  type MessageRecord,
  type OnLease,
  type Write,
} from '@watertight/testkit/memory-store';
import type { Clients } from './clients.ts';
import type { CloudApi } from './cloud-api.ts';
import type { Ledger } from './ledger.ts';
import type { WebSessions } from './web-sessions.ts';
import type { World } from './world.ts';

const WENT_OUT: readonly MessageStatus[] = ['sent', 'delivered', 'read', 'played'];
const ENDED: readonly MessageStatus[] = ['cancelled', 'expired'];
const rankOf = (status: MessageStatus) => WENT_OUT.indexOf(status);

/** Watches every write as it happens: steps, leases, epochs. */
export function createWatch() {
  const seen = new Map<string, { status: MessageStatus; epoch: number }>();
  return (world: World, { ids, lease, verb }: Write) => {
    const { tables } = world.db;
    if (lease && !leaseHolds(tables, lease, new Date(world.time.epochMs + world.time.nowMs())))
      world.violate(`${lease.owner} wrote under epoch ${lease.epoch} of ${lease.phoneId}, which is not his`);
    for (const id of ids) {
      const row = tables.messages.get(id);
      if (!row) continue;
      const before = seen.get(id) ?? { status: row.scheduled_at ? 'scheduled' : 'queued', epoch: 0 };
      const epoch = row.epoch ?? 0;
      world.note(`${verb} ${id}: ${before.status} -> ${row.status} attempts ${row.attempts} epoch ${epoch}`);
      if (rankOf(row.status) < rankOf(before.status) && row.status !== 'failed')
        world.violate(`${id} went back from ${before.status} to ${row.status}`);
      if (epoch < before.epoch) world.violate(`${id} went back from epoch ${before.epoch} to ${epoch}`);
      seen.set(id, { status: row.status, epoch });
    }
  };
}

/** A lane has one holder at a time, and each new holder a higher epoch. */
export function watchLease(world: World, ...[phoneId, before, after]: Parameters<OnLease>): void {
  if (!before || before.owner === after.owner) return;
  if (after.epoch <= before.epoch) world.violate(`${phoneId} changed hands under epoch ${after.epoch}`);
  if (before.owner !== null && before.expires_at.getTime() > world.time.epochMs + world.time.nowMs())
    world.violate(`${phoneId} was given to ${after.owner} while ${before.owner} held it`);
}

/** Nothing of ours is outstanding with any message. */
export const atRest = ({ db }: World): boolean => [...db.tables.messages.values()].every(settled);

const settled = (row: MessageRecord) =>
  row.direction === 'inbound' ||
  (isFinal(row.status) && (row.status !== 'unconfirmed' || row.reconcile_at === null));

interface Evidence {
  world: World;
  ledger: Ledger;
  clients: Clients;
  cloud: CloudApi;
  web: WebSessions;
}

/** When everything has come to rest: the database, the ledger and what the clients were told have to agree. */
export function checkEnd(evidence: Evidence): void {
  const { world, clients } = evidence;
  const { tables } = world.db;
  for (const id of clients.accepted)
    if (!tables.messages.has(id)) world.violate(`${id} was accepted and is not there`);
  for (const [key, ids] of clients.byKey) if (ids.size > 1) world.violate(`${key} made ${ids.size} messages`);
  const outbound = [...tables.messages.values()].filter((row) => row.direction === 'outbound');
  const events = groupEvents(tables.events);
  for (const row of outbound) checkMessage(evidence, row, events.get(row.id) ?? []);
  checkKeys(world, outbound);
  checkOrder(evidence, outbound, events);
  checkInbound(evidence);
}

function groupEvents(events: readonly EventRow[]): Map<string, EventRow[]> {
  const groups = new Map<string, EventRow[]>();
  for (const event of events) {
    const group = groups.get(event.message_id);
    if (group) group.push(event);
    else groups.set(event.message_id, [event]);
  }
  return groups;
}

const countOf = (events: EventRow[], wanted: (event: EventRow) => boolean) => events.filter(wanted).length;
const isResend = ({ type, detail }: EventRow) => type === 'message.queued' && detail?.['reason'] === 'resend';
const isRetry = ({ type }: EventRow) => type === 'message.retried';
/** Its uncertainty was ended without evidence, so a copy may still arrive, or have arrived, at any time. */
const isHeld = ({ type, detail }: EventRow) =>
  type === 'message.unconfirmed' && detail?.['reason'] === 'held';
const wasUncertain = (events: EventRow[]) => events.some(({ type }) => type === 'message.unconfirmed');
const GIVING_UP = ['message.failed', 'message.expired', 'message.cancelled'];
const gaveUp = (events: EventRow[]) =>
  events.some(isHeld) || (wasUncertain(events) && events.some(({ type }) => GIVING_UP.includes(type)));

function checkMessage(evidence: Evidence, row: MessageRecord, events: EventRow[]): void {
  const { world, ledger, cloud, web } = evidence;
  const { id, status } = row;
  const copies = ledger.arrivals.filter((arrival) => arrival.messageId === id).length;
  if (!settled(row)) world.violate(`${id} is still ${status}`);
  if (WENT_OUT.includes(status) && copies === 0)
    world.violate(`${id} is ${status} and never reached the provider`);

  const wished = countOf(events, isResend) + countOf(events, isRetry);
  if (copies > 1 + (world.kind === 'meta' ? wished : 0))
    world.violate(`${id} reached the provider ${copies} times, wished for ${1 + wished}`);
  if (ENDED.includes(status) && copies > 0 && wished === 0 && !wasAbsent(events))
    world.violate(`${id} is ${status} and reached the provider`);

  // Absence at the provider may be told while a browser that is gone still sends; the key makes it one message.
  const wire = web.wire.get(id) ?? 0;
  if (wire > 1 + wished + countOf(events, isAbsence)) world.violate(`${id} went over the wire ${wire} times`);

  checkHeard(world, row, cloud.heard.get(id), events);
  checkAttempts(world, row);
  checkPath(world, row, events);
}

const isAbsence = ({ type, detail }: EventRow) =>
  type === 'message.queued' && detail?.['reason'] === 'absent at the provider';
const wasAbsent = (events: EventRow[]) => events.some(isAbsence);

/** A receipt that was taken is not forgotten, whatever else happened to the message. */
function checkHeard(
  world: World,
  row: MessageRecord,
  heard: ReceiptStatus | undefined,
  events: EventRow[],
): void {
  if (heard === undefined || heard === 'failed') return;
  const refused = events.some((event) => event.type === 'message.failed');
  if (heard === 'sent' && refused) return;
  if (rankOf(row.status) < rankOf(heard))
    world.violate(`${row.id} is ${row.status}, but was heard to be ${heard}`);
}

function checkAttempts(world: World, row: MessageRecord): void {
  const attempts = world.db.tables.attempts.get(row.id) ?? [];
  const numbers = attempts.map(({ attempt }) => attempt).join();
  const expected = Array.from({ length: row.attempts }, (_, i) => i + 1).join();
  if (numbers !== expected) world.violate(`${row.id} has attempts ${numbers} of ${row.attempts}`);
  const open = attempts.filter(({ ended_at }) => ended_at === null);
  if (open.length > 0)
    world.violate(`${row.id} (${row.status}) has open attempts ${open.map((a) => a.attempt).join()}`);
}

function checkPath(world: World, row: MessageRecord, events: EventRow[]): void {
  const steps = events
    .filter((event) => !isRetry(event))
    .map(({ type }) => type.slice('message.'.length) as MessageStatus);
  const [first] = steps;
  if (first !== 'queued' && first !== 'scheduled') world.violate(`${row.id} begins with ${String(first)}`);
  steps.reduce((from, to) => {
    if (from !== to && !canFollow(from, to)) world.violate(`${row.id} went from ${from} to ${to}`);
    return to;
  });
  if (steps.at(-1) !== row.status)
    world.violate(`${row.id} is ${row.status}, its last event ${String(steps.at(-1))}`);
}

function checkKeys(world: World, outbound: MessageRecord[]): void {
  const keys = new Set<string>();
  for (const { idempotency_key: key } of outbound) {
    if (key === null) continue;
    if (keys.has(key)) world.violate(`${key} stands at two messages`);
    keys.add(key);
  }
}

/**
 * Of two messages of one chat, the one that was accepted first reaches the provider first, unless it was scheduled,
 * retried by an operator, or its uncertainty was ended without evidence: held, or failed, expired or cancelled
 * after it. A `resend` by itself is no excuse: the chat waits for it.
 */
function checkOrder(
  { world, ledger }: Evidence,
  outbound: MessageRecord[],
  events: Map<string, EventRow[]>,
): void {
  const first = new Map<string, number>();
  ledger.arrivals.forEach(({ messageId }, i) => first.set(messageId, first.get(messageId) ?? i));
  const free = (row: MessageRecord) => {
    const past = events.get(row.id) ?? [];
    return row.scheduled_at !== null || past.some(isRetry) || gaveUp(past);
  };
  const arrived = outbound.filter((row) => first.has(row.id)).sort((a, b) => a.seq - b.seq);
  for (const [i, earlier] of arrived.entries()) {
    if (free(earlier)) continue;
    for (const later of arrived.slice(i + 1)) {
      if (earlier.phone_id !== later.phone_id || earlier.chat_id !== later.chat_id) continue;
      if ((first.get(later.id) ?? 0) < (first.get(earlier.id) ?? 0))
        world.violate(`${later.id} overtook ${earlier.id} in chat ${earlier.chat_id}`);
    }
  }
}

function checkInbound({ world, cloud }: Evidence): void {
  const stored = new Map<string, number>();
  for (const row of world.db.tables.messages.values()) {
    if (row.direction !== 'inbound') continue;
    const id = row.provider_message_id ?? '';
    stored.set(id, (stored.get(id) ?? 0) + 1);
  }
  for (const [id, count] of stored) if (count > 1) world.violate(`inbound ${id} is stored ${count} times`);
  for (const id of cloud.taken)
    if (!stored.has(id)) world.violate(`inbound ${id} was taken and is not there`);
}
