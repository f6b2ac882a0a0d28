import { BUSINESS_VERTICALS } from '@watertight/core';
import { Type } from 'typebox';
import { named, Nullable, OneOf } from './common.ts';

const strict = { additionalProperties: false } as const;

/** Where Meta lets data of a number rest. */
const REGIONS = ['AE', 'AU', 'BH', 'BR', 'CA', 'CH', 'DE', 'GB', 'ID', 'IN', 'JP', 'KR', 'SG', 'ZA'] as const;

const Pin = Type.String({
  pattern: '^[0-9]{6}$',
  description: 'Six digits; passed on to Meta, kept nowhere here',
});

export const RegisterBody = Type.Object(
  {
    pin: Pin,
    dataLocalizationRegion: Type.Optional(OneOf(REGIONS, { description: 'In which country data rest' })),
  },
  { ...strict, examples: [{ pin: '123456' }] },
);

export const PinBody = Type.Object({ pin: Pin }, { ...strict, examples: [{ pin: '654321' }] });

export const RequestCodeBody = Type.Object(
  {
    method: OneOf(['SMS', 'VOICE'], { description: 'How WhatsApp sends the code to the number' }),
    language: Type.String({
      pattern: '^[a-z]{2,3}(_[A-Z]{2})?$',
      description: 'In which the code is told',
      examples: ['en_US'],
    }),
  },
  { ...strict, examples: [{ method: 'SMS', language: 'en_US' }] },
);

export const VerifyCodeBody = Type.Object(
  {
    code: Type.String({
      pattern: '^[0-9]{3}-?[0-9]{3}$',
      description: 'As WhatsApp sent it; kept nowhere here',
    }),
  },
  { ...strict, examples: [{ code: '123456' }] },
);

const Url = (maxLength: number, description: string) =>
  Type.String({ pattern: '^https?://[^\\s]+$', maxLength, description, examples: ['https://shop.example/'] });

export const BusinessProfileResource = named(
  'BusinessProfile',
  Type.Object({
    about: Nullable(Type.String()),
    address: Nullable(Type.String()),
    description: Nullable(Type.String()),
    email: Nullable(Type.String()),
    websites: Type.Array(Type.String()),
    vertical: Nullable(Type.String({ description: 'What kind of business it is, in Meta’s words' })),
    pictureUrl: Nullable(Type.String({ description: 'At Meta, for a while' })),
  }),
);

const Text = (maxLength: number) =>
  Type.Optional(Type.String({ maxLength, description: 'Empty removes it' }));

export const BusinessProfileBody = Type.Object(
  {
    about: Type.Optional(Type.String({ minLength: 1, maxLength: 139 })),
    address: Text(256),
    description: Text(512),
    email: Type.Optional(
      Type.String({ maxLength: 128, pattern: '^$|^[^@\\s]+@[^@\\s]+$', description: 'Empty removes it' }),
    ),
    websites: Type.Optional(Type.Array(Url(256, 'With https:// or http://'), { maxItems: 2 })),
    vertical: Type.Optional(OneOf(BUSINESS_VERTICALS)),
    pictureMediaId: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Of a JPEG or PNG that was uploaded here' }),
    ),
  },
  { ...strict, minProperties: 1, examples: [{ about: 'Open from nine to five' }] },
);

const SCOPES = ['account', 'phone'] as const;
const scopeWords = 'All phones of the account, or this one alone';

export const SubscriptionResource = named(
  'WebhookSubscription',
  Type.Object({
    wabaId: Type.String(),
    apps: Type.Array(
      Type.Object({
        appId: Type.String(),
        name: Nullable(Type.String()),
        callbackUrl: Nullable(Type.String({ description: 'In place of the app’s own, for this account' })),
      }),
      { description: 'The apps that hear of the account; without one Meta sends nothing' },
    ),
    callbackUrls: Type.Object(
      { phone: Nullable(Type.String()), account: Nullable(Type.String()), app: Nullable(Type.String()) },
      { description: 'Where webhooks of this phone go: to the first of these that is set' },
    ),
  }),
);

export const SubscriptionBody = Type.Object(
  {
    scope: Type.Optional(OneOf(SCOPES, { description: `${scopeWords}; \`account\` when absent` })),
    callbackUrl: Type.Optional(
      Type.String({
        pattern: '^https://[^\\s]+$',
        maxLength: 200,
        description:
          'In place of the app’s own: the address of this gateway’s /api/meta/webhook. Required for a phone',
      }),
    ),
    verifyToken: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 4096,
        pattern: '^[\\x21-\\x7e]+$',
        description: 'What Meta asks the address for; the phone’s own, or META_VERIFY_TOKEN, when absent',
      }),
    ),
  },
  { ...strict, examples: [{ scope: 'account' }] },
);

export const SubscriptionQuery = Type.Object(
  { scope: Type.Optional(OneOf(SCOPES, { description: `${scopeWords}; \`account\` when absent` })) },
  strict,
);
