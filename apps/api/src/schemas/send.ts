import { ON_UNCERTAIN, SENDABLE_TYPES, type MessageContent, type SendableType } from '@watertight/core';
import { Type, type Static, type TObject } from 'typebox';
import { AnyObject, CompanyParams, named, OneOf, PhoneIndex, ref, Problem, Time } from './common.ts';
import { MessageResource } from './message.ts';

/** What WhatsApp takes as one text. */
export const MAX_TEXT = 4096;
export const MAX_BATCH = 1000;
const MAX_MENTIONS = 256;

export const SendParams = Type.Object({
  type: OneOf(SENDABLE_TYPES),
  ...CompanyParams.properties,
  chatId: Type.String({
    description: 'Digits with the country code, +digits, …@c.us or …@g.us',
    examples: ['60123456789'],
  }),
});

export const IdempotencyKey = Type.String({
  pattern: '^[\\x20-\\x7e]{1,255}$',
  description: 'The same key and body answers the first message again',
});

/** What any send may carry. */
const commonFields = {
  phoneIndex: Type.Optional(PhoneIndex),
  quotedMessageId: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  mentions: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      maxItems: MAX_MENTIONS,
      description: 'People whom the text names, as chat ids',
    }),
  ),
  scheduledAt: Type.Optional(Time('Not before')),
  expiresAt: Type.Optional(Time('Not after: then it expires')),
  onUncertain: Type.Optional(
    OneOf(ON_UNCERTAIN, {
      description: 'What follows when it cannot be known whether it went out; `hold` when absent',
    }),
  ),
  metadata: Type.Optional(
    AnyObject({ description: 'Yours; comes back with the message. At most 8 KiB as JSON' }),
  ),
};
export type CommonBody = Static<TObject<typeof commonFields>>;

const strict = { additionalProperties: false } as const;

const textFields = {
  message: Type.String({ minLength: 1, maxLength: MAX_TEXT, examples: ['Hello'] }),
};
export const TextBody = Type.Object({ ...textFields, ...commonFields }, strict);

const itemFields = {
  chatId: Type.String({ examples: ['60123456789'] }),
  idempotencyKey: Type.Optional(IdempotencyKey),
};
export const TextItem = Type.Object(
  { type: OneOf(['text']), ...itemFields, ...textFields, ...commonFields },
  strict,
);

/** What every item of a batch has, whatever its type; the rest is for its type to say. */
export const ItemHead = Type.Object({ type: OneOf(SENDABLE_TYPES), ...itemFields });

/** A batch before its items are looked at: each is then judged by itself. */
export const BatchEnvelope = Type.Object(
  { messages: Type.Array(Type.Unknown(), { minItems: 1, maxItems: MAX_BATCH }) },
  strict,
);

/** A batch as it is documented. */
export const BatchBody = Type.Object(
  { messages: Type.Array(TextItem, { minItems: 1, maxItems: MAX_BATCH }) },
  strict,
);

export const BatchResult = named(
  'BatchResult',
  Type.Object({
    data: Type.Array(
      Type.Object({
        status: Type.Integer({ description: 'As if it had been sent alone: 202, 200 when replayed, 4xx' }),
        message: Type.Optional(ref(MessageResource)),
        problem: Type.Optional(ref(Problem)),
      }),
      { description: 'In the order of the request' },
    ),
  }),
);

/** How one type's body reads. A type that has no entry can be sent through no channel yet. */
export interface Sending {
  body: typeof TextBody;
  item: typeof TextItem;
  content(body: Static<typeof TextBody>): MessageContent;
}

export const SENDINGS: Partial<Record<SendableType, Sending>> = {
  text: { body: TextBody, item: TextItem, content: ({ message }) => ({ text: message }) },
};
