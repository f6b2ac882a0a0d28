import {
  CONNECTION_TYPES,
  DIRECTIONS,
  EVENT_TYPES,
  MESSAGE_STATUSES,
  MESSAGE_TYPES,
  type EventRecord,
} from '@watertight/core';
import { Type, type Static } from 'typebox';
export { messageResource } from '@watertight/delivery';
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
  fallbackFrom: Nullable(
    Type.Integer({
      description: 'The phoneIndex that it was meant for, when another phone serves it as its fallback',
    }),
  ),
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

export const ActivityResource = named(
  'MessageActivity',
  Type.Object({
    from: Time('The first minute that was counted: later than asked for, when there was too much to count'),
    to: Time('When it was counted'),
    counts: Type.Array(
      Type.Object({
        at: Time('The beginning of the minute in which the messages were made'),
        connectionType: OneOf(CONNECTION_TYPES),
        direction: OneOf(DIRECTIONS),
        status: OneOf(MESSAGE_STATUSES, { description: 'Their status now' }),
        count: Type.Integer(),
      }),
    ),
  }),
);
