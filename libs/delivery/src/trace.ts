import type { ClaimedMessage, Outcome, Tracing } from '@watertight/core';
import type { Changed } from '@watertight/store';
import type { Settlement, TurnOutcome } from './settle.ts';

/** Where a message or a word came from: what its logs and its trace are found by. */
export interface Origin {
  requestId?: string;
  /** Of the span that it came in with. */
  traceparent?: string | null;
}

/** A span for each claimed message: until here it waited. */
export function traceClaim(tracing: Tracing, messages: readonly ClaimedMessage[], startedAt: number): void {
  if (!tracing.isOn) return;
  for (const { id, attempt, traceparent } of messages)
    tracing
      .start('message.claim', {
        parent: traceparent,
        startedAt,
        attributes: { 'message.id': id, 'message.attempt': attempt },
      })
      .end();
}

/** What a send ended as, in words that hold nothing of the message. */
export function outcomeAttributes(outcome: TurnOutcome): Record<string, string> {
  return {
    'message.outcome': outcome.kind,
    ...('code' in outcome ? { 'message.code': outcome.code } : {}),
    ...('providerCode' in outcome && outcome.providerCode ? { 'provider.code': outcome.providerCode } : {}),
  };
}

/** The fault of an outcome that is one. */
export const faultOf = (outcome: Outcome): string | undefined =>
  outcome.kind === 'sent' ? undefined : outcome.kind === 'unknown' ? 'OUTCOME_UNKNOWN' : outcome.code;

/** A span for each message whose end was written, from when it was begun. */
export function traceSettled(tracing: Tracing, batch: readonly Settlement[], startedAt: number): void {
  if (!tracing.isOn) return;
  for (const { message, outcome } of batch)
    tracing
      .start('message.settle', {
        parent: message.traceparent,
        startedAt,
        attributes: { 'message.id': message.id, ...outcomeAttributes(outcome) },
      })
      .end();
}

/** A message that something heard has moved on, and under which trace that was heard. */
export type Moved = Changed & { heardUnder?: string | undefined };

/** A span in each message's own trace for the receipt that moved it, linked to how that came in. */
export function traceReceipts(tracing: Tracing, moved: readonly Moved[]): void {
  if (!tracing.isOn) return;
  for (const { id, after, traceparent, heardUnder } of moved)
    tracing
      .start('message.receipt', {
        parent: traceparent ?? heardUnder,
        kind: 'consumer',
        links: [heardUnder],
        attributes: { 'message.id': id, 'message.status': after },
      })
      .end();
}
