import {
  CONNECTION_TYPES,
  DESIRED_STATES,
  PHONE_MODES,
  PHONE_REASONS,
  PHONE_STATUSES,
} from '@watertight/core';
import type { PhoneWithState, Store } from '@watertight/store';
import { Type, type Static } from 'typebox';
import { named, Nullable, OneOf, PhoneIndex, Time } from './common.ts';

const MAX_SECRET = 4096;
const Secret = (description: string) =>
  Type.String({ minLength: 1, maxLength: MAX_SECRET, pattern: '^[\\x21-\\x7e]+$', description });
const ProviderId = (description: string) =>
  Type.String({ pattern: '^[0-9]{1,32}$', description, examples: ['106540352242922'] });

const metaFields = {
  phoneNumberId: ProviderId("Meta's id of the phone number"),
  accessToken: Secret('Kept encrypted; never comes back'),
  wabaId: Type.Optional(ProviderId('WhatsApp Business Account')),
  appSecret: Type.Optional(Secret('Checks webhook signatures; META_APP_SECRET when absent')),
  verifyToken: Type.Optional(Secret('For the webhook handshake; META_VERIFY_TOKEN when absent')),
};
const strict = { additionalProperties: false } as const;
const MetaBody = Type.Object(metaFields, strict);
const MetaChange = Type.Partial(MetaBody, { ...strict, minProperties: 1 });

const Seconds = (description: string) => Type.Number({ exclusiveMinimum: 0, maximum: 86_400, description });
const Count = (description: string) => Type.Integer({ minimum: 1, maximum: 1_000_000, description });
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', examples: ['22:00'] });
const TIME_ZONES = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+){0,2}$/;

const Limits = Type.Object(
  {
    enabled: Type.Optional(
      Type.Boolean({
        description: 'false turns all limits off; true turns the defaults on, also for a sandbox phone',
      }),
    ),
    messagesPerSecond: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1000 })),
    burst: Type.Optional(Count('How many may go at once after a pause')),
    pairIntervalSeconds: Type.Optional(
      Seconds('To one recipient: on average one message in so many seconds'),
    ),
    pairBurst: Type.Optional(Count('… of which so many may be borrowed at once')),
    minGapSeconds: Type.Optional(Seconds('At least so many seconds between two messages')),
    jitter: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'How much a gap varies' })),
    dailyCap: Type.Optional(Count('Messages a day')),
    warmUp: Type.Optional(
      Type.Object(
        { startPerDay: Count('On the first day'), days: Type.Integer({ minimum: 1, maximum: 365 }) },
        { ...strict, description: 'A new phone grows evenly to its daily cap' },
      ),
    ),
    quietHours: Type.Optional(
      Type.Object(
        { from: TimeOfDay, to: TimeOfDay },
        { ...strict, description: 'Nothing is sent in these hours' },
      ),
    ),
    typingSeconds: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 5,
        description:
          'WhatsApp Web: the chat sees the phone typing before a text, longer before a longer one, at most so long; 0 or absent: not at all',
      }),
    ),
    serviceWindow: Type.Optional(
      Type.Boolean({
        description:
          'Cloud API: whether messages other than templates are refused with `OUTSIDE_WINDOW` while a person has not written for 24 hours. Absent: when that is known, because we have heard what comes to the phone for a day, and not in the sandbox; true: always',
      }),
    ),
    timezone: Type.Optional(
      Type.String({
        pattern: TIME_ZONES.source,
        maxLength: 60,
        description: 'IANA name; UTC when absent',
        examples: ['Asia/Kuala_Lumpur'],
      }),
    ),
  },
  { ...strict, description: 'Pacing and throughput; what is absent has the default of the connection type' },
);

const FallbackFields = {
  phoneIndex: PhoneIndex,
  afterSeconds: Type.Integer({
    minimum: 1,
    maximum: 86_400,
    description: 'So long this phone must not have been ready',
  }),
};
const MAY_QUEUED =
  'true: what waits for this phone goes the same way, in the order of each chat, unless something of it may have gone out already; false: new messages alone';
const FallbackDescription =
  'Another phone of the company that serves this one’s messages while it is not ready and the other is. Replies, reactions, groups, and what the other cannot send wait for their phone';
const FallbackBody = Type.Object(
  { ...FallbackFields, queued: Type.Optional(Type.Boolean({ default: false, description: MAY_QUEUED })) },
  {
    ...strict,
    description: FallbackDescription,
    examples: [{ phoneIndex: 1, afterSeconds: 60, queued: true }],
  },
);

const PhoneName = Type.String({ minLength: 1, maxLength: 200, examples: ['Support'] });
const ConnectionTypeField = OneOf(CONNECTION_TYPES, { description: 'WhatsApp Web, or Meta’s Cloud API' });
const Mode = OneOf(PHONE_MODES, { description: '`sandbox` talks to the simulators; needs SANDBOX=1' });

export const PhoneBody = Type.Object(
  {
    phoneIndex: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 99_999, description: 'The lowest free one when absent' }),
    ),
    name: Type.Optional(PhoneName),
    connectionType: ConnectionTypeField,
    mode: Type.Optional(Mode),
    meta: Type.Optional(MetaBody),
    limits: Type.Optional(Limits),
    fallback: Type.Optional(FallbackBody),
  },
  { ...strict, examples: [{ connectionType: 'wwebjs', name: 'Support' }] },
);

export const PhoneChangeBody = Type.Object(
  {
    name: Type.Optional(Nullable(PhoneName)),
    connectionType: Type.Optional(ConnectionTypeField),
    mode: Type.Optional(Mode),
    meta: Type.Optional(MetaChange),
    limits: Type.Optional(Nullable(Limits)),
    fallback: Type.Optional(Nullable(FallbackBody)),
  },
  { ...strict, minProperties: 1, examples: [{ name: 'Support' }] },
);

const phoneFields = {
  companyId: Type.String(),
  phoneIndex: PhoneIndex,
  phoneId: Type.String({ description: 'Stays when the connection type changes' }),
  name: Nullable(Type.String()),
  connectionType: OneOf(CONNECTION_TYPES),
  processName: Type.String({ description: 'The worker process that serves it' }),
  mode: OneOf(PHONE_MODES),
  status: OneOf(PHONE_STATUSES),
  desiredState: OneOf(DESIRED_STATES),
  phoneNumberId: Type.String({
    description: 'The id for the Cloud-API-compatible calls: Meta’s own, or digits made here',
  }),
  wabaId: Nullable(Type.String()),
  limits: Nullable(Limits),
  fallback: Nullable(
    Type.Object(
      { ...FallbackFields, queued: Type.Boolean({ description: MAY_QUEUED }) },
      { description: FallbackDescription },
    ),
  ),
  provider: Nullable(
    Type.Object(
      {
        verifiedName: Nullable(Type.String({ description: 'What recipients see' })),
        nameStatus: Nullable(Type.String({ description: '`APPROVED`, `PENDING_REVIEW`, `DECLINED`, …' })),
        numberStatus: Nullable(
          Type.String({ description: '`CONNECTED`, `FLAGGED`, `RESTRICTED`, `BANNED`, `PENDING`, …' }),
        ),
        qualityRating: Nullable(Type.String({ description: '`GREEN`, `YELLOW`, `RED` or `UNKNOWN`' })),
        messagingLimit: Nullable(
          Type.Integer({
            description: 'To how many people it may write first in 24 hours; null: any number, or not known',
          }),
        ),
        messagingUsed: Nullable(
          Type.Integer({
            description:
              'To how many it has in the last 24 hours, with all numbers of its account here; null without a limit',
          }),
        ),
        messagingTier: Nullable(Type.String({ description: 'The limit in Meta’s word' })),
        throughput: Nullable(Type.String({ description: '`STANDARD` or `HIGH`' })),
        codeVerificationStatus: Nullable(Type.String()),
        accountMode: Nullable(Type.String({ description: '`LIVE` or `SANDBOX`' })),
        platformType: Nullable(Type.String()),
        isOfficialBusinessAccount: Nullable(Type.Boolean()),
        tokenExpiresAt: Nullable(Time('When the access token ends; null: never, or not known')),
        checkedAt: Time('When Meta was last asked'),
      },
      {
        description:
          'What Meta says of the number, in its own words; null for WhatsApp Web, and before it was asked',
      },
    ),
  ),
  createdAt: Time(),
};

export const PhoneResource = named('Phone', Type.Object(phoneFields));

const phoneResource = (
  phone: PhoneWithState,
  messagingUsed: number | null,
): Static<typeof PhoneResource> => ({
  companyId: phone.companyId,
  phoneIndex: phone.phoneIndex,
  phoneId: phone.phoneId,
  name: phone.name,
  connectionType: phone.connectionType,
  processName: phone.processName,
  mode: phone.mode,
  status: phone.state.status,
  desiredState: phone.desiredState,
  phoneNumberId: phone.phoneNumberId,
  wabaId: phone.wabaId,
  limits: phone.limits,
  fallback: phone.fallback,
  provider: phone.state.provider && { ...phone.state.provider, messagingUsed },
  createdAt: phone.createdAt.toISOString(),
});

/** Phones as they are answered; how much of a messaging limit is used up is counted for all of them at once. */
export async function phoneResources(
  { reach }: Pick<Store, 'reach'>,
  phones: PhoneWithState[],
): Promise<Static<typeof PhoneResource>[]> {
  const limited = phones.filter(({ state }) => typeof state.provider?.messagingLimit === 'number');
  const counts = await reach.usedBy(limited);
  const used = new Map(limited.map(({ phoneId }, n) => [phoneId, counts[n]]));
  return phones.map((phone) => phoneResource(phone, used.get(phone.phoneId) ?? null));
}

/** The same for one. */
export async function phoneAnswer(
  store: Pick<Store, 'reach'>,
  phone: PhoneWithState,
): Promise<Static<typeof PhoneResource>> {
  const [resource] = await phoneResources(store, [phone]);
  return resource!;
}

/** How a phone is connected. */
export const BotResource = named(
  'Bot',
  Type.Object({
    companyId: Type.String(),
    phoneIndex: PhoneIndex,
    connectionType: OneOf(CONNECTION_TYPES),
    processName: Type.String(),
    status: OneOf(PHONE_STATUSES),
    reason: Nullable(
      Type.String({
        description:
          'One sentence on why, when it is disconnected or failed; when it is ready what had better be known',
      }),
    ),
    reasonCode: Nullable(OneOf(PHONE_REASONS)),
    phoneNumber: Nullable(Type.String({ description: 'Its own number, digits, once known' })),
    desiredState: OneOf(DESIRED_STATES),
    instanceId: Nullable(Type.String({ description: 'The worker instance that serves it' })),
    connectedAt: Nullable(Time('When it last became ready')),
    notReadySince: Nullable(Time('Since when it is not ready; null while it is')),
    updatedAt: Time(),
  }),
);

export const botResource = (phone: PhoneWithState): Static<typeof BotResource> => ({
  companyId: phone.companyId,
  phoneIndex: phone.phoneIndex,
  connectionType: phone.connectionType,
  processName: phone.processName,
  status: phone.state.status,
  reason: phone.state.reason,
  reasonCode: phone.state.reasonCode,
  phoneNumber: phone.state.me,
  desiredState: phone.desiredState,
  instanceId: phone.state.instanceId,
  connectedAt: phone.state.connectedAt?.toISOString() ?? null,
  notReadySince: phone.state.notReadySince?.toISOString() ?? null,
  updatedAt: phone.state.updatedAt.toISOString(),
});

export const QrResource = named(
  'QrCode',
  Type.Object({
    qr: Type.String({ description: 'The text to draw as a QR code' }),
    expiresAt: Time(),
  }),
);

export const PairingCodeResource = named(
  'PairingCode',
  Type.Object({ code: Type.String({ examples: ['WT4K7Q2M'] }), expiresAt: Time() }),
);
