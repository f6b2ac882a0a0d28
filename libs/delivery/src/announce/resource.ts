import { processNameOf, type Message } from '@watertight/core';

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A message as the API and the event stream show it. */
export const messageResource = (message: Message) => ({
  id: message.id,
  companyId: message.companyId,
  phoneIndex: message.phoneIndex,
  connectionType: message.connectionType,
  processName: processNameOf(message.connectionType),
  direction: message.direction,
  type: message.type,
  chatId: message.chatId,
  from: message.from,
  to: message.to,
  participant: message.participant,
  content: message.content as Record<string, unknown>,
  quotedMessageId: message.quotedMessageId,
  fallbackFrom: message.fallbackFrom,
  status: message.status,
  error: message.error,
  attempts: message.attempts,
  providerMessageId: message.providerMessageId,
  idempotencyKey: message.idempotencyKey,
  metadata: message.metadata,
  createdAt: message.createdAt.toISOString(),
  scheduledAt: timeOf(message.scheduledAt),
  expiresAt: timeOf(message.expiresAt),
  sentAt: timeOf(message.sentAt),
  deliveredAt: timeOf(message.deliveredAt),
  readAt: timeOf(message.readAt),
  playedAt: timeOf(message.playedAt),
  failedAt: timeOf(message.failedAt),
  editedAt: timeOf(message.editedAt),
  revokedAt: timeOf(message.revokedAt),
});
