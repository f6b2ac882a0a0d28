import type { ClaimedMessage, MessageError, Outcome } from '@watertight/core';
import type { AttemptEnd, Change, CurrentMessage } from '@watertight/store';

/** How a claimed message left its turn. */
export type TurnOutcome =
  | Outcome
  /** It was never begun: the chat or the turn ended before. */
  | { kind: 'released'; reason: string }
  /** Its time ran out before it was begun. */
  | { kind: 'expired' };

export interface Settlement {
  message: Pick<ClaimedMessage, 'id' | 'attempt' | 'traceparent'>;
  outcome: TurnOutcome;
}

export interface SettlePolicy {
  now: Date;
  /** How long a status that names our id may take to come, when that is the channel's evidence. */
  evidenceAfterMs: number;
}

/** A refusal that may pass is tried this often in all. */
export const MAX_ATTEMPTS = 8;
/** The code of a failure that is our guess: no evidence came. */
export const OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN';
/** Whether all that the phone has to send waits, and not this message alone. */
export const restsPhone = (scope: Extract<Outcome, { kind: 'later' }>['scope']): boolean =>
  scope === 'phone' || scope === 'account';

const BACKOFF_MS = 2000;
const BACKOFF_MAX_MS = 5 * 60_000;

/**
 * What becomes of a message after its attempt: the only place that decides a retry. Answers null when the message
 * is no longer in that attempt, except that a certain `sent` still fills in the provider's id.
 */
export function settleDecision(
  current: CurrentMessage,
  { message, outcome }: Settlement,
  policy: SettlePolicy,
): Change | null {
  if (current.attempts !== message.attempt) return null;
  return current.status === 'sending'
    ? endOfAttempt(current, outcome, policy)
    : lateDecision(current, outcome, policy);
}

function endOfAttempt(current: CurrentMessage, outcome: TurnOutcome, policy: SettlePolicy): Change {
  switch (outcome.kind) {
    case 'sent':
      return sentChange(outcome.providerMessageId, policy.now, attemptEnd(outcome));
    case 'refused':
      return outcome.permanent || current.attempts >= MAX_ATTEMPTS
        ? failedChange(errorOf(outcome), attemptEnd(outcome))
        : againChange(outcome.code, backoff(current.attempts, policy.now), attemptEnd(outcome));
    case 'later':
      // When the phone has to wait, its lane rests; the message is ready as soon as the lane is.
      return outcome.scope === 'message' && current.attempts >= MAX_ATTEMPTS
        ? failedChange(
            { code: 'ATTEMPTS_EXHAUSTED', detail: outcome.detail, retryable: true, ...providerCode(outcome) },
            attemptEnd(outcome),
          )
        : againChange(
            outcome.code,
            restsPhone(outcome.scope) ? policy.now : outcome.retryAt,
            attemptEnd(outcome),
          );
    case 'unknown':
      return unconfirmedChange(outcome.detail, new Date(policy.now.getTime() + policy.evidenceAfterMs));
    case 'released':
      return {
        status: 'queued',
        reconcileAt: null,
        releaseAttempt: true,
        events: [{ type: 'message.queued', detail: { reason: outcome.reason } }],
      };
    case 'expired':
      return {
        status: 'expired',
        reconcileAt: null,
        releaseAttempt: true,
        events: [{ type: 'message.expired' }],
      };
  }
}

/**
 * A receipt was faster than the answer to the send, or our lease was lost meanwhile. What is certain still counts:
 * `sent` as evidence wherever the message stands; that nothing was sent, while the message waits for evidence of
 * this very attempt.
 */
export function lateDecision(
  current: CurrentMessage,
  outcome: TurnOutcome,
  policy: SettlePolicy,
): Change | null {
  if (outcome.kind === 'unknown') return null;
  if (outcome.kind !== 'sent')
    return current.status === 'unconfirmed' && current.reconcile_at !== null
      ? endOfAttempt(current, outcome, policy)
      : null;
  const { providerMessageId } = outcome;
  if (isOpenToEvidence(current)) return sentChange(providerMessageId, policy.now, attemptEnd(outcome));
  return current.provider_message_id === null ? { providerMessageId, attemptEnd: attemptEnd(outcome) } : null;
}

/**
 * What a lost lease leaves of an outcome: nothing is written that the successor could contradict, and nothing that
 * is certain is lost. The row must still stand in this attempt of this epoch; who took it over made it
 * unconfirmed first, with the row locked.
 */
export function fencedDecision(
  current: CurrentMessage,
  epoch: number,
  { message, outcome }: Settlement,
  policy: SettlePolicy,
): Change | null {
  if (current.attempts !== message.attempt) return null;
  if (outcome.kind === 'sent' || current.epoch === epoch)
    return current.status === 'sending' && outcome.kind !== 'unknown'
      ? endOfAttempt(current, outcome, policy)
      : lateDecision(current, outcome, policy);
  return null;
}

/**
 * The end of a send that outlived its turn. Its process kept it: the row tells whether that held. While it still
 * stands in this attempt of this epoch, nobody has taken it over, and even that nothing is known is ours to say.
 */
export function keptDecision(
  current: CurrentMessage,
  epoch: number,
  settlement: Settlement,
  policy: SettlePolicy,
): Change | null {
  return current.epoch === epoch
    ? settleDecision(current, settlement, policy)
    : fencedDecision(current, epoch, settlement, policy);
}

/** Statuses of a message of which nobody knows that it went out, and that a certain word of it ends. */
function isOpenToEvidence({ status, error }: CurrentMessage): boolean {
  if (status === 'failed') return error?.code === OUTCOME_UNKNOWN;
  return ['sending', 'unconfirmed', 'queued', 'expired', 'cancelled'].includes(status);
}

export const unconfirmedChange = (detail: string, reconcileAt: Date): Change => ({
  status: 'unconfirmed',
  reconcileAt,
  attemptEnd: { outcome: 'unknown', detail },
  events: [{ type: 'message.unconfirmed', detail: { reason: detail } }],
});

/** The store's `settleSent` writes the same of what a turn has sent, in one statement. */
export const sentChange = (providerMessageId: string, at: Date, end: AttemptEnd): Change => ({
  status: 'sent',
  times: { sentAt: at },
  providerMessageId,
  error: null,
  reconcileAt: null,
  attemptEnd: end,
  events: [{ type: 'message.sent', at }],
});

export const failedChange = (error: MessageError, end?: AttemptEnd): Change => ({
  status: 'failed',
  error,
  reconcileAt: null,
  ...(end ? { attemptEnd: end } : {}),
  events: [
    {
      type: 'message.failed',
      detail: { code: error.code, ...(error.providerCode ? { providerCode: error.providerCode } : {}) },
    },
  ],
});

const againChange = (code: string, availableAt: Date, end: AttemptEnd): Change => ({
  status: 'queued',
  reconcileAt: null,
  availableAt,
  attemptEnd: end,
  events: [{ type: 'message.queued', detail: { reason: code, notBefore: availableAt.toISOString() } }],
});

function backoff(attempt: number, now: Date): Date {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** (attempt - 1));
  return new Date(now.getTime() + ceiling * (0.5 + Math.random() / 2));
}

const providerCode = (outcome: { providerCode?: string }) =>
  outcome.providerCode === undefined ? {} : { providerCode: outcome.providerCode };

const errorOf = (outcome: Extract<Outcome, { kind: 'refused' }>): MessageError => ({
  code: outcome.code,
  detail: outcome.detail,
  retryable: !outcome.permanent,
  ...providerCode(outcome),
});

function attemptEnd(outcome: Outcome): AttemptEnd {
  if (outcome.kind === 'sent') return { outcome: 'sent' };
  if (outcome.kind === 'unknown') return { outcome: 'unknown', detail: outcome.detail };
  return {
    outcome: outcome.kind,
    code: outcome.code,
    providerCode: outcome.providerCode,
    detail: outcome.detail,
  };
}
