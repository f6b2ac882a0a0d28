import type { EventRecord, EventType, Message, MessageError, MessageStatus } from '@watertight/core';

/** The status that an event says its message has come to; absent where it says nothing of that. */
const STATUS_OF: Partial<Record<EventType, MessageStatus>> = {
  'message.received': 'received',
  'message.scheduled': 'scheduled',
  'message.queued': 'queued',
  'message.sending': 'sending',
  'message.sent': 'sent',
  'message.delivered': 'delivered',
  'message.read': 'read',
  'message.played': 'played',
  'message.failed': 'failed',
  'message.cancelled': 'cancelled',
  'message.expired': 'expired',
  'message.unconfirmed': 'unconfirmed',
};

/** How far a status is on its way; what comes after it has not happened yet. */
const WAY: readonly MessageStatus[] = ['sent', 'delivered', 'read', 'played'];
const TIMES = { sent: 'sentAt', delivered: 'deliveredAt', read: 'readAt', played: 'playedAt' } as const;

/**
 * The message as it was when the event happened, as far as its row still tells: an event is told later than it
 * happened, and its message may be further by then. Its content is what it says now.
 */
export function asOf(message: Message, event: EventRecord): Message {
  const isLater = (at: Date | null) => at !== null && at > event.at;
  const edits = {
    editedAt: event.type !== 'message.edited' && isLater(message.editedAt) ? null : message.editedAt,
    revokedAt: event.type !== 'message.revoked' && isLater(message.revokedAt) ? null : message.revokedAt,
  };
  const status = STATUS_OF[event.type];
  if (!status || message.direction === 'inbound') return { ...message, ...edits };
  return { ...message, ...edits, ...timesAt(message, status), status, ...failureAt(message, event, status) };
}

function timesAt(message: Message, status: MessageStatus) {
  const reached = WAY.indexOf(status);
  const times: Partial<Pick<Message, 'sentAt' | 'deliveredAt' | 'readAt' | 'playedAt'>> = {};
  for (const [place, name] of WAY.entries()) {
    const field = TIMES[name as keyof typeof TIMES];
    times[field] = place <= reached ? message[field] : null;
  }
  // What failed afterwards had been sent.
  if (status === 'failed') times.sentAt = message.sentAt;
  return times;
}

function failureAt(message: Message, event: EventRecord, status: MessageStatus) {
  if (status !== 'failed') {
    const error = status === 'unconfirmed' && message.status === status ? message.error : null;
    return { failedAt: null, error };
  }
  const { code, detail } = (event.detail ?? {}) as { code?: unknown; detail?: unknown };
  const told: MessageError | null =
    typeof code === 'string'
      ? { code, detail: typeof detail === 'string' ? detail : code, retryable: false }
      : null;
  return { failedAt: message.failedAt ?? event.at, error: message.error ?? told };
}
