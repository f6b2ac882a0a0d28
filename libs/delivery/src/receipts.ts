import { canFollow, type EventType, type MessageStatus, type ReceiptObservation } from '@watertight/core';
import type { Change, CurrentMessage } from '@watertight/store';
import { OUTCOME_UNKNOWN } from './settle.ts';

export type Receipt = Pick<
  ReceiptObservation,
  'providerMessageId' | 'status' | 'at' | 'error' | 'facts' | 'participant'
>;

const RANK: Record<Receipt['status'], number> = { sent: 0, failed: 1, delivered: 2, read: 3, played: 4 };
export const RECEIPT_EVENT: Record<Receipt['status'], EventType> = {
  sent: 'message.sent',
  failed: 'message.failed',
  delivered: 'message.delivered',
  read: 'message.read',
  played: 'message.played',
};

/** Statuses in which a receipt is the first word that the message went out at all. */
const UNKNOWN_SO_FAR: readonly MessageStatus[] = [
  'sending',
  'unconfirmed',
  'queued',
  'expired',
  'cancelled',
  'failed',
];
const unknownSoFar = (status: MessageStatus) => UNKNOWN_SO_FAR.includes(status);

/**
 * Whether it cannot be said yet which attempt a failure belongs to: more than one was made, and the provider's id of
 * the last one is not on record. It can when that one's answer or its time for evidence has come.
 */
export const isFailureOfSomeAttempt = (
  current: CurrentMessage,
  { status, providerMessageId }: Receipt,
): boolean =>
  status === 'failed' &&
  current.attempts > 1 &&
  (current.status === 'sending' || (current.status === 'unconfirmed' && current.reconcile_at !== null)) &&
  current.provider_message_id !== providerMessageId;

/** What is on record, and whether a failure on record is only our guess. */
interface Known {
  providerMessageId: string | null;
  isGuess: boolean;
}

/**
 * What receipts make of a message: in the order of their rank, whatever the order in which they came; duplicates
 * and older ones change nothing. Null when nothing changes.
 */
export function receiptDecision(current: CurrentMessage, receipts: Receipt[]): Change | null {
  let status = current.status;
  const change: Change & Required<Pick<Change, 'events' | 'times'>> = { events: [], times: {} };
  let latest = latestOf(current);
  let known: Known = {
    providerMessageId: current.provider_message_id,
    isGuess: current.error?.code === OUTCOME_UNKNOWN,
  };
  for (const told of [...receipts].sort((a, b) => RANK[a.status] - RANK[b.status])) {
    if (!counts(current, known, status, told)) continue;
    // Providers tell whole seconds, so what follows can seem to come before what it follows.
    const receipt = { ...told, at: told.at < latest ? latest : told.at };
    latest = receipt.at;
    if (unknownSoFar(status)) {
      // An attempt that the provider refused keeps its end: another one went out.
      const isLastAttempt = status !== 'failed' || known.isGuess;
      if (receipt.status !== 'failed') confirm(change, receipt, isLastAttempt);
      known = { providerMessageId: receipt.providerMessageId, isGuess: false };
    }
    step(current.id, change, receipt);
    status = receipt.status;
  }
  if (change.events.length === 0) return fillProviderId(current, receipts);
  const providerMessageId = known.providerMessageId ?? receipts[0]?.providerMessageId;
  return { ...change, status, reconcileAt: null, ...(providerMessageId ? { providerMessageId } : {}) };
}

function latestOf({ created_at, sent_at, delivered_at, read_at }: CurrentMessage): Date {
  return [sent_at, delivered_at, read_at].reduce<Date>(
    (latest, at) => (at && at > latest ? at : latest),
    created_at,
  );
}

/**
 * A failure that the provider told stands against what it says of the same attempt; our own, and that of one attempt,
 * give way to evidence that the message went out.
 */
function counts(current: CurrentMessage, known: Known, status: MessageStatus, receipt: Receipt): boolean {
  if (!canFollow(status, receipt.status)) return false;
  // That one person of a group could not be reached ends nothing for the others.
  if (receipt.status === 'failed' && receipt.participant !== undefined) return false;
  if (receipt.status !== 'failed') {
    const isOfRefused = current.attempts <= 1 || known.providerMessageId === receipt.providerMessageId;
    return status !== 'failed' || known.isGuess || !isOfRefused;
  }
  if (status === 'sent')
    return known.providerMessageId === null || known.providerMessageId === receipt.providerMessageId;
  // Of an earlier attempt, or nobody can say of which: the message may have gone out with another.
  return status !== 'queued' && current.attempts <= 1;
}

/**
 * Whether a receipt came after one that follows it, like a delivery after its reading: nothing moves, and it is told
 * of all the same.
 */
export const isLate = ({ status }: CurrentMessage, receipt: Receipt): boolean =>
  receipt.participant === undefined &&
  receipt.status !== 'failed' &&
  (status === 'delivered' || status === 'read' || status === 'played') &&
  RANK[receipt.status] < RANK[status];

/** Whatever else the receipt says, it says that the message went out. */
function confirm(
  change: Change & Required<Pick<Change, 'events' | 'times'>>,
  receipt: Receipt,
  isLastAttempt: boolean,
): void {
  change.error = null;
  if (isLastAttempt) change.attemptEnd = { outcome: 'sent' };
  change.times.sentAt = receipt.at;
  if (receipt.status !== 'sent')
    change.events.push({ type: 'message.sent', at: receipt.at, detail: { implied: true } });
}

function step(
  messageId: string,
  change: Change & Required<Pick<Change, 'events' | 'times'>>,
  receipt: Receipt,
): void {
  const { status, at, error } = receipt;
  if (status === 'failed') {
    change.error = error ?? {
      code: 'PROVIDER_REFUSED',
      detail: 'WhatsApp could not deliver it.',
      retryable: false,
    };
    change.attemptEnd = {
      outcome: 'refused',
      code: change.error.code,
      providerCode: change.error.providerCode,
    };
  } else {
    change.error = null;
  }
  if (status === 'sent') change.times.sentAt = at;
  if (status === 'delivered' || status === 'read' || status === 'played') change.times.deliveredAt ??= at;
  if (status === 'read' || status === 'played') change.times.readAt ??= at;
  if (status === 'played') change.times.playedAt = at;
  const detail = receiptDetail({ ...receipt, error: change.error });
  const dedupeKey = participantKey(messageId, receipt);
  change.events.push({
    ...{ type: RECEIPT_EVENT[status], at },
    ...(detail ? { detail } : {}),
    ...(dedupeKey === null ? {} : { dedupeKey }),
  });
}

/** What an event of a receipt says beside what happened. */
export function receiptDetail({
  error,
  participant,
  facts,
}: Pick<Receipt, 'error' | 'participant' | 'facts'>): Record<string, unknown> | undefined {
  const detail = {
    ...(error ? { code: error.code } : {}),
    ...(error?.providerCode ? { providerCode: error.providerCode } : {}),
    ...(participant === undefined ? {} : { participant }),
    ...facts,
  };
  return Object.keys(detail).length > 0 ? detail : undefined;
}

/** In a group each person's receipt is an event of its own, once; null for what is of the message as a whole. */
export const participantKey = (messageId: string, { participant, status }: Receipt): string | null =>
  participant === undefined ? null : `receipt:${messageId}:${status}:${participant}`;

function fillProviderId(current: CurrentMessage, receipts: Receipt[]): Change | null {
  const providerMessageId = receipts[0]?.providerMessageId;
  return current.provider_message_id === null && providerMessageId ? { providerMessageId } : null;
}
