import { CONNECTION_TYPES, PHONE_STATUSES } from '@watertight/core';
import { Type } from 'typebox';
import { FAULTS } from '../sandbox/faults.ts';
import { named, Nullable, OneOf, PhoneIndex } from './common.ts';

const strict = { additionalProperties: false } as const;
const Number = Type.String({
  pattern: '^[0-9]{7,15}$',
  description: 'Digits with the country code',
  examples: ['60123456789'],
});
const Name = Type.String({ minLength: 1, maxLength: 100, examples: ['Ana'] });
const MessageId = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Our id',
  examples: ['msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD'],
});
/** What a request of 1 MiB has room for. */
const MAX_BASE64 = 1_000_000;

export const SandboxResource = named(
  'Sandbox',
  Type.Object({
    enabled: Type.Boolean({ description: 'Whether phones in mode sandbox are allowed here (SANDBOX)' }),
    phones: Type.Array(
      Type.Object({
        phoneIndex: PhoneIndex,
        name: Nullable(Type.String()),
        connectionType: OneOf(CONNECTION_TYPES),
        status: OneOf(PHONE_STATUSES),
        phoneNumber: Nullable(Type.String({ description: 'Its own number, digits, once known' })),
      }),
    ),
  }),
);

export const ScanBody = Type.Object(
  {
    phoneNumber: Number,
    name: Type.Optional(Name),
    pairingCode: Type.Optional(
      Type.String({ pattern: '^[0-9A-Z]{8}$', description: 'Typed instead of scanning the QR code' }),
    ),
  },
  { ...strict, examples: [{ phoneNumber: '60111111111', name: 'Support' }] },
);

/** What a customer sends: one of message, media, button and reaction. */
export const CustomerBody = Type.Object(
  {
    from: Number,
    name: Type.Optional(Name),
    message: Type.Optional(Type.String({ minLength: 1, maxLength: 4096 })),
    media: Type.Optional(
      Type.Object(
        {
          data: Type.String({
            minLength: 1,
            maxLength: MAX_BASE64,
            pattern: '^[A-Za-z0-9+/]+={0,2}$',
            description: 'The bytes in base64',
          }),
          mimeType: Type.String({ pattern: '^[a-z]+/[A-Za-z0-9.+-]+(?:;.*)?$', maxLength: 100 }),
          caption: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
          filename: Type.Optional(Type.String({ minLength: 1, maxLength: 240 })),
          voice: Type.Optional(Type.Boolean({ description: 'A voice note' })),
        },
        strict,
      ),
    ),
    button: Type.Optional(
      Type.Object(
        {
          id: Type.String({ minLength: 1, maxLength: 256 }),
          title: Type.String({ minLength: 1, maxLength: 20 }),
        },
        { ...strict, description: 'A reply button that he presses' },
      ),
    ),
    reaction: Type.Optional(
      Type.Object(
        { messageId: MessageId, emoji: Type.String({ maxLength: 100 }) },
        { ...strict, description: 'Empty takes it back' },
      ),
    ),
    quotedMessageId: Type.Optional(MessageId),
  },
  {
    ...strict,
    description: 'One of message, media, button and reaction',
    examples: [{ from: '60123456789', name: 'Ana', message: 'Where is my order?' }],
  },
);

export const ArrivedResource = named(
  'SandboxArrival',
  Type.Object({ providerMessageId: Type.String({ description: 'The provider’s id of what arrives' }) }),
);

export const FaultsBody = Type.Object(
  { on: Type.Array(OneOf(FAULTS), { maxItems: FAULTS.length, uniqueItems: true }) },
  { ...strict, examples: [{ on: ['refused'] }] },
);

export const FaultsResource = named(
  'SandboxFaults',
  Type.Object({
    data: Type.Array(Type.Object({ fault: OneOf(FAULTS), about: Type.String(), isOn: Type.Boolean() }), {
      description: 'Those that the phone’s channel has',
    }),
  }),
);
