export const EVENT_TYPES = [
  'message.received',
  'message.queued',
  'message.sending',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.played',
  'message.failed',
  'message.cancelled',
  'message.expired',
  'message.unconfirmed',
  'message.scheduled',
  'message.retried',
  'message.edited',
  'message.revoked',
  'message.reaction',
  'poll.vote',
  'phone.status',
  'phone.qr',
  'phone.quality',
  'chat.updated',
  'group.updated',
  'contact.updated',
  'contact.erased',
  'call.received',
  'template.status',
  'account.updated',
  'flow.updated',
  'provider.event',
  'webhook.disabled',
  'webhook.test',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** One row of what happened, in the order in which it was committed for its chat. */
export interface EventRecord {
  /** `evt_…` */
  id: string;
  type: EventType;
  at: Date;
  companyId: string;
  phoneIndex: number | null;
  messageId: string | null;
  /** Small facts: attempt, error code, reason. Never text or secrets. */
  detail: Record<string, unknown> | null;
}
