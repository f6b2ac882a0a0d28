import { canFollow, type EventType, type MessageStatus, type ReceiptObservation } from '@watertight/core';
import type { Change, CurrentMessage } from '@watertight/store';

export type Receipt = Pick<ReceiptObservation, 'providerMessageId' | 'status' | 'at' | 'error'>;

const RANK: Record<Receipt['status'], number> = { sent: 0, failed: 1, delivered: 2, read: 3, played: 4 };
const EVENT: Record<Receipt['status'], EventType> = {
  sent: 'message.sent',
  failed: 'message.failed',
  delivered: 'message.delivered',
  read: 'message.read',
  played: 'message.played',
};

/** Statuses in which a receipt is the first word that the message went out at all. */
const unknownSoFar = (status: MessageStatus) =>
  status === 'sending' || status === 'unconfirmed' || status === 'queued';

/**
 * What receipts make of a message: in the order of their rank, whatever the order in which they came; duplicates
 * and older ones change nothing. Null when nothing changes.
 */
export function receiptDecision(current: CurrentMessage, receipts: Receipt[]): Change | null {
  let status = current.status;
  const change: Change & Required<Pick<Change, 'events' | 'times'>> = { events: [], times: {} };
  let latest = latestOf(current);
  for (const told of [...receipts].sort((a, b) => RANK[a.status] - RANK[b.status])) {
    if (!counts(current, status, told)) continue;
    // Providers tell whole seconds, so what follows can seem to come before what it follows.
    const receipt = { ...told, at: told.at < latest ? latest : told.at };
    latest = receipt.at;
    if (unknownSoFar(status) && receipt.status !== 'failed') confirm(change, receipt);
    step(change, receipt);
    status = receipt.status;
  }
  if (change.events.length === 0) return fillProviderId(current, receipts);
  const providerMessageId = current.provider_message_id ?? receipts[0]?.providerMessageId;
  return { ...change, status, reconcileAt: null, ...(providerMessageId ? { providerMessageId } : {}) };
}

function latestOf({ created_at, sent_at, delivered_at, read_at }: CurrentMessage): Date {
  return [sent_at, delivered_at, read_at].reduce<Date>(
    (latest, at) => (at && at > latest ? at : latest),
    created_at,
  );
}

/** A failure that was only our guess gives way to evidence; one that the provider told stands. */
function counts(current: CurrentMessage, status: MessageStatus, receipt: Receipt): boolean {
  if (!canFollow(status, receipt.status)) return false;
  const isOfAnotherAttempt =
    current.provider_message_id !== null && current.provider_message_id !== receipt.providerMessageId;
  if (receipt.status === 'failed' && status === 'sent' && isOfAnotherAttempt) return false;
  if (status === 'failed') return current.error?.code === 'OUTCOME_UNKNOWN';
  // A failure of an earlier attempt says nothing about one that is still to come.
  return !(status === 'queued' && receipt.status === 'failed');
}

/** Whatever else the receipt says, it says that the message went out. */
function confirm(change: Change & Required<Pick<Change, 'events' | 'times'>>, receipt: Receipt): void {
  change.error = null;
  change.attemptEnd = { outcome: 'sent' };
  change.times.sentAt = receipt.at;
  if (receipt.status !== 'sent')
    change.events.push({ type: 'message.sent', at: receipt.at, detail: { implied: true } });
}

function step(
  change: Change & Required<Pick<Change, 'events' | 'times'>>,
  { status, at, error }: Receipt,
): void {
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
  const detail = change.error
    ? {
        code: change.error.code,
        ...(change.error.providerCode ? { providerCode: change.error.providerCode } : {}),
      }
    : undefined;
  change.events.push({ type: EVENT[status], at, ...(detail ? { detail } : {}) });
}

function fillProviderId(current: CurrentMessage, receipts: Receipt[]): Change | null {
  const providerMessageId = receipts[0]?.providerMessageId;
  return current.provider_message_id === null && providerMessageId ? { providerMessageId } : null;
}
