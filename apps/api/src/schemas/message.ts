import {
  CONNECTION_TYPES,
  DIRECTIONS,
  EVENT_TYPES,
  MESSAGE_STATUSES,
  MESSAGE_TYPES,
  processNameOf,
  type EventRecord,
  type Message,
} from '@watertight/core';
import { Type, type Static } from 'typebox';
import { AnyObject, CompanyParams, named, Nullable, OneOf, PhoneIndex, Time } from './common.ts';

export const MessageParams = Type.Object({
  ...CompanyParams.properties,
  messageId: Type.String({ examples: ['msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
});

const TimelineEvent = Type.Object({
  type: OneOf(EVENT_TYPES),
  at: Time(),
  detail: Nullable(AnyObject()),
});

const ErrorFields = Type.Object({
  code: Type.String({ description: 'Stable; see /docs/errors' }),
  detail: Type.String(),
  retryable: Type.Boolean(),
  providerCode: Type.Optional(Type.String()),
});

const fields = {
  id: Type.String({ examples: ['msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
  companyId: Type.String({ examples: ['demo'] }),
  phoneIndex: PhoneIndex,
  connectionType: OneOf(CONNECTION_TYPES),
  processName: Type.String({ description: 'The worker process that serves it' }),
  direction: OneOf(DIRECTIONS),
  type: OneOf(MESSAGE_TYPES),
  chatId: Type.String({ description: 'Digits for a person, …@g.us for a group', examples: ['60123456789'] }),
  from: Nullable(Type.String()),
  to: Nullable(Type.String()),
  participant: Nullable(Type.String({ description: 'In groups: who wrote it' })),
  content: AnyObject({ description: 'By type; text: {text}', examples: [{ text: 'Hello' }] }),
  quotedMessageId: Nullable(Type.String()),
  status: OneOf(MESSAGE_STATUSES),
  error: Nullable(ErrorFields),
  attempts: Type.Integer(),
  providerMessageId: Nullable(Type.String()),
  idempotencyKey: Nullable(Type.String()),
  metadata: Nullable(AnyObject()),
  createdAt: Time(),
  scheduledAt: Nullable(Time()),
  expiresAt: Nullable(Time()),
  sentAt: Nullable(Time()),
  deliveredAt: Nullable(Time()),
  readAt: Nullable(Time()),
  playedAt: Nullable(Time()),
  failedAt: Nullable(Time()),
  editedAt: Nullable(Time('Its text was changed; content holds what it says now')),
  revokedAt: Nullable(Time('It was taken back for everyone; content holds what it said')),
};

export const MessageResource = named('Message', Type.Object(fields));

export const MessageWithTimeline = named(
  'MessageWithTimeline',
  Type.Object({
    ...fields,
    events: Type.Array(TimelineEvent, { description: 'What happened to it, oldest first' }),
  }),
);

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export const messageResource = (message: Message): Static<typeof MessageResource> => ({
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

export const timelineEvent = ({ type, at, detail }: EventRecord): Static<typeof TimelineEvent> => ({
  type,
  at: at.toISOString(),
  detail,
});

export const RetryResult = named(
  'RetryResult',
  Type.Object({
    found: Type.Integer({
      description: 'How many matched, up to the limit: ask again while it is the limit',
    }),
    retried: Type.Integer({ description: 'How many of them are queued again' }),
  }),
);
