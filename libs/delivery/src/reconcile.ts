import type { Evidence, MessageError } from '@watertight/core';
import type { Change, Changed, CurrentMessage, Lease, Orphan } from '@watertight/store';
import { failedChange, OUTCOME_UNKNOWN, sentChange, unconfirmedChange } from './settle.ts';
import type { DeliveryDeps } from './types.ts';

/** How long a status that names our id may take to come (Cloud API). */
export const RECEIPT_EVIDENCE_MS = 60_000;

/** What a dead epoch left in `sending` becomes `unconfirmed` first; evidence is looked for `afterMs` later. */
export function orphansToUnconfirmed(
  { store, clock }: Pick<DeliveryDeps, 'store' | 'clock'>,
  orphans: Orphan[],
  afterMs: number,
): Promise<Changed[]> {
  const reconcileAt = new Date(clock.now().getTime() + afterMs);
  return store.messages.change({
    facts: new Map(orphans.map((orphan) => [orphan.id, orphan])),
    decide: (current, orphan) =>
      current.status === 'sending' && current.epoch === orphan.epoch
        ? unconfirmedChange('The process that was sending it ended.', reconcileAt)
        : null,
  });
}

/** The time for evidence is over: follow what the sender wished for that case. */
export function concludeDecision(current: CurrentMessage): Change | null {
  if (current.status !== 'unconfirmed' || current.reconcile_at === null) return null;
  switch (current.on_uncertain) {
    case 'hold':
      return { reconcileAt: null, events: [{ type: 'message.unconfirmed', detail: { reason: 'held' } }] };
    case 'resend':
      return requeue('resend');
    case 'fail':
      return failedChange(UNKNOWN);
  }
}

const UNKNOWN: MessageError = {
  code: OUTCOME_UNKNOWN,
  detail: 'The process or connection failed while it was being sent, and no evidence came.',
  retryable: true,
};

const requeue = (reason: string): Change => ({
  status: 'queued',
  reconcileAt: null,
  availableAt: new Date(),
  events: [{ type: 'message.queued', detail: { reason } }],
});

/** What looking it up at the provider showed; `lastTry` ends the wait for a better answer. */
export function evidenceDecision(
  current: CurrentMessage,
  evidence: Evidence,
  nextTryAt: Date,
  lastTry: boolean,
): Change | null {
  if (current.status !== 'unconfirmed' || current.reconcile_at === null) return null;
  switch (evidence.kind) {
    case 'present':
      return sentChange(evidence.providerMessageId, new Date(), {
        outcome: 'sent',
        detail: 'found at the provider',
      });
    case 'absent':
      return requeue('absent at the provider');
    case 'unknowable':
      return lastTry ? concludeDecision(current) : { reconcileAt: nextTryAt };
  }
}

/** Asks the provider for each uncertain message of a lane, in order. Answers whether some have to be asked again. */
export async function reconcileLane(
  { store, clock, coordination }: Pick<DeliveryDeps, 'store' | 'clock' | 'coordination'>,
  lease: Lease,
  lookup: (messageId: string, chatId: string) => Promise<Evidence>,
  tries: Map<string, number>,
): Promise<{ again: boolean }> {
  let again = false;
  for (const { id, chatId } of await store.sweeps.unreconciledOf(lease.phoneId)) {
    const evidence = await lookup(id, chatId);
    const count = (tries.get(id) ?? 0) + 1;
    tries.set(id, count);
    const lastTry = count >= MAX_LOOKUPS;
    const nextTryAt = new Date(clock.now().getTime() + LOOKUP_PAUSE_MS);
    const changed = await store.messages.change({
      lease,
      facts: new Map([[id, evidence]]),
      decide: (current, seen) => evidenceDecision(current, seen, nextTryAt, lastTry),
    });
    if (evidence.kind === 'unknowable' && !lastTry) again = true;
    else tries.delete(id);
    for (const { companyId } of changed) coordination.publish('messages', { companyId, messageIds: [id] });
  }
  return { again };
}

const MAX_LOOKUPS = 12;
const LOOKUP_PAUSE_MS = 5000;
