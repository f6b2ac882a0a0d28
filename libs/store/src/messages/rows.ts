import type {
  ClaimedMessage,
  ConnectionType,
  Direction,
  Message,
  MessageContent,
  MessageError,
  MessageStatus,
  MessageType,
  OnUncertain,
  SendableType,
} from '@watertight/core';

/** A row of `messages` as the driver gives it. */
export interface MessageRow {
  id: string;
  seq: number;
  company_id: string;
  phone_id: string;
  phone_index: number;
  connection_type: ConnectionType;
  direction: Direction;
  type: MessageType;
  chat_id: string;
  from_id: string | null;
  to_id: string | null;
  participant: string | null;
  content: MessageContent;
  mentions: string[] | null;
  quoted_message_id: string | null;
  quoted_provider_message_id: string | null;
  status: MessageStatus;
  error: MessageError | null;
  attempts: number;
  epoch: number | null;
  provider_message_id: string | null;
  idempotency_key: string | null;
  metadata: Record<string, unknown> | null;
  on_uncertain: OnUncertain;
  created_at: Date;
  available_at: Date;
  reconcile_at: Date | null;
  scheduled_at: Date | null;
  expires_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
  played_at: Date | null;
  failed_at: Date | null;
  edited_at: Date | null;
  revoked_at: Date | null;
  ignore_window: boolean;
  fallback_from: number | null;
  request_id: string | null;
  traceparent: string | null;
}

/** What a row says of where it came from, as far as it does. */
const originOf = ({ request_id, traceparent }: MessageRow): { requestId?: string; traceparent?: string } => ({
  ...(request_id ? { requestId: request_id } : {}),
  ...(traceparent ? { traceparent } : {}),
});

export const asMessage = (row: MessageRow): Message => ({
  id: row.id,
  companyId: row.company_id,
  phoneId: row.phone_id,
  phoneIndex: row.phone_index,
  connectionType: row.connection_type,
  direction: row.direction,
  type: row.type,
  chatId: row.chat_id,
  from: row.from_id,
  to: row.to_id,
  participant: row.participant,
  content: row.content,
  quotedMessageId: row.quoted_message_id,
  fallbackFrom: row.fallback_from,
  status: row.status,
  error: row.error,
  attempts: row.attempts,
  providerMessageId: row.provider_message_id,
  idempotencyKey: row.idempotency_key,
  metadata: row.metadata,
  createdAt: row.created_at,
  scheduledAt: row.scheduled_at,
  expiresAt: row.expires_at,
  sentAt: row.sent_at,
  deliveredAt: row.delivered_at,
  readAt: row.read_at,
  playedAt: row.played_at,
  failedAt: row.failed_at,
  editedAt: row.edited_at,
  revokedAt: row.revoked_at,
  ...originOf(row),
});

export const asClaimed = (row: MessageRow): ClaimedMessage => ({
  id: row.id,
  attempt: row.attempts,
  companyId: row.company_id,
  phoneIndex: row.phone_index,
  chatId: row.chat_id,
  type: row.type as SendableType,
  content: row.content,
  quotedProviderMessageId: row.quoted_provider_message_id,
  mentions: row.mentions,
  onUncertain: row.on_uncertain,
  createdAt: row.created_at,
  ...(row.scheduled_at ? { scheduledAt: row.scheduled_at } : {}),
  expiresAt: row.expires_at,
  ...(row.ignore_window ? { ignoreWindow: true } : {}),
  ...originOf(row),
});
