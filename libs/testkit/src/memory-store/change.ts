import { canFollow } from '@watertight/core';
import {
  IllegalTransition,
  type Change,
  type Changed,
  type ChangeRequest,
  type Lease,
  type SentMessage,
} from '@watertight/store';
import { leaseHolds } from './leases.ts';
import type { Mutant } from './mutants.ts';
import { inOrder, tell, type AttemptRecord, type MessageRecord, type Tables } from './tables.ts';

/** Lets `decide` say what becomes of each message, then writes all of it. `undo` hears how to take it back. */
export function change<Facts>(
  tables: Tables,
  now: Date,
  mutants: ReadonlySet<Mutant>,
  { lease, facts, decide }: ChangeRequest<Facts>,
  undo: (step: () => void) => void,
): Changed[] {
  if (lease && !leaseHolds(tables, lease, now) && !mutants.has('writes-ignore-lease')) return [];
  const decided = inOrder(tables, (row) => facts.has(row.id)).flatMap((row) => {
    const wanted = decide({ ...row }, facts.get(row.id) as Facts);
    return wanted ? [{ row, wanted: checked(row, wanted) }] : [];
  });
  return decided.map(({ row, wanted }) => {
    const before = row.status;
    undo(remember(tables, row));
    write(tables, now, row, mutated(mutants, wanted), mutants);
    return {
      id: row.id,
      companyId: row.company_id,
      phoneId: row.phone_id,
      phoneIndex: row.phone_index,
      chatId: row.chat_id,
      before,
      after: wanted.status ?? before,
    };
  });
}

/** What settling sent messages is, told as a change. */
export const sentRequest = (
  lease: Lease,
  sends: readonly SentMessage[],
  at: Date,
): ChangeRequest<SentMessage> => ({
  lease,
  facts: new Map(sends.map((send) => [send.id, send])),
  decide: ({ status, attempts }, { attempt, providerMessageId }) =>
    status === 'sending' && attempts === attempt
      ? {
          ...{ status: 'sent', times: { sentAt: at }, providerMessageId, error: null, reconcileAt: null },
          ...{ attemptEnd: { outcome: 'sent' }, events: [{ type: 'message.sent', at }] },
        }
      : null,
});

function checked(row: MessageRecord, wanted: Change): Change {
  if (wanted.status && wanted.status !== row.status && !canFollow(row.status, wanted.status))
    throw new IllegalTransition(`${row.id}: ${row.status} cannot become ${wanted.status}`);
  return wanted;
}

/** All of a message, to be put back when its transaction is rolled back. */
function remember(tables: Tables, row: MessageRecord): () => void {
  const copy = { ...row };
  const attempts = (tables.attempts.get(row.id) ?? []).map((attempt) => ({ ...attempt }));
  const lastEvent = tables.events.at(-1)?.seq ?? 0;
  return () => {
    Object.assign(row, copy);
    tables.attempts.set(row.id, attempts);
    tables.events = tables.events.filter((event) => event.message_id !== row.id || event.seq <= lastEvent);
  };
}

function mutated(mutants: ReadonlySet<Mutant>, wanted: Change): Change {
  if (mutants.has('blind-resend') && wanted.status === 'unconfirmed')
    return { ...wanted, status: 'queued', reconcileAt: null, availableAt: new Date(0) };
  return wanted;
}

function write(
  tables: Tables,
  now: Date,
  row: MessageRecord,
  wanted: Change,
  mutants: ReadonlySet<Mutant>,
): void {
  const attempts = tables.attempts.get(row.id) ?? [];
  const present = attempts.find(({ attempt }) => attempt === row.attempts);
  if (wanted.releaseAttempt)
    tables.attempts.set(
      row.id,
      attempts.filter((attempt) => attempt !== present),
    );
  else if (wanted.attemptEnd && present && !mutants.has('settle-forgets-attempts'))
    end(present, now, wanted.attemptEnd);
  Object.assign(row, {
    status: wanted.status ?? row.status,
    provider_message_id: wanted.providerMessageId ?? row.provider_message_id,
    error: wanted.error === undefined ? row.error : wanted.error,
    available_at: wanted.availableAt ?? row.available_at,
    reconcile_at: wanted.reconcileAt === undefined ? row.reconcile_at : wanted.reconcileAt,
    attempts: row.attempts - (wanted.releaseAttempt ? 1 : 0),
    sent_at: row.sent_at ?? wanted.times?.sentAt ?? null,
    delivered_at: row.delivered_at ?? wanted.times?.deliveredAt ?? null,
    read_at: row.read_at ?? wanted.times?.readAt ?? null,
    played_at: row.played_at ?? wanted.times?.playedAt ?? null,
    failed_at: wanted.status === undefined ? row.failed_at : wanted.status === 'failed' ? now : null,
  });
  for (const { type, at, detail } of wanted.events ?? []) tell(tables, row, type, at ?? now, detail ?? null);
}

function end(attempt: AttemptRecord, now: Date, how: NonNullable<Change['attemptEnd']>): void {
  Object.assign(attempt, {
    ended_at: now,
    outcome: how.outcome,
    code: how.code ?? null,
    provider_code: how.providerCode ?? null,
    detail: how.detail ?? null,
  });
}
