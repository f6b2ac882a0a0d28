import { Type, type Static } from 'typebox';
import { Digits, Name, PhoneNumber, strict } from '../control/fields.ts';

const Text = Type.String({ maxLength: 65_536 });
const NonEmpty = Type.String({ minLength: 1, maxLength: 65_536 });
const optional = Type.Optional;

/** A file that was put with `POST /sim/media` (`id`), or one that comes along (`data` in base64). */
const File = {
  id: optional(Digits),
  data: optional(Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', description: 'base64' })),
  mime_type: optional(Name),
};
const withCaption = { ...File, caption: optional(Text) };

const Product = Type.Object(
  {
    product_retailer_id: NonEmpty,
    quantity: Type.Number(),
    item_price: Type.Number(),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'a currency of three letters' }),
  },
  strict,
);

const ErrorObject = Type.Object({ code: Type.Integer(), title: Text }, { additionalProperties: true });

/** What a message of each type holds, in the shape of Meta's webhooks. */
const CONTENT = {
  text: Type.Unsafe<string | { body: string }>({
    type: ['string', 'object'],
    minLength: 1,
    maxLength: 65_536,
    properties: { body: NonEmpty },
    required: ['body'],
    additionalProperties: false,
  }),
  image: Type.Object(withCaption, strict),
  video: Type.Object(withCaption, strict),
  document: Type.Object({ ...withCaption, filename: optional(Name) }, strict),
  audio: Type.Object({ ...File, voice: optional(Type.Boolean()) }, strict),
  sticker: Type.Object({ ...File, animated: optional(Type.Boolean()) }, strict),
  location: Type.Object(
    {
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      name: optional(Text),
      address: optional(Text),
      url: optional(Text),
    },
    strict,
  ),
  contacts: Type.Array(Type.Object({}, { additionalProperties: true }), { minItems: 1, maxItems: 257 }),
  reaction: Type.Object({ message_id: NonEmpty, emoji: optional(Text) }, strict),
  button: Type.Object({ payload: Text, text: Text }, strict),
  interactive: Type.Object(
    {
      type: Type.Unsafe<string>({
        type: 'string',
        enum: ['button_reply', 'list_reply', 'nfm_reply', 'call_permission_reply'],
      }),
    },
    { additionalProperties: true },
  ),
  order: Type.Object(
    {
      catalog_id: NonEmpty,
      text: optional(Text),
      product_items: Type.Array(Product, { minItems: 1, maxItems: 1000 }),
    },
    strict,
  ),
  system: Type.Object({ type: NonEmpty, body: Text }, { additionalProperties: true }),
  unsupported: Type.Object({ type: optional(Text) }, strict),
  request_welcome: Type.Object({}, strict),
  edit: Type.Object(
    { original_message_id: NonEmpty, message: Type.Object({}, { additionalProperties: true }) },
    strict,
  ),
  revoke: Type.Object({ original_message_id: NonEmpty }, strict),
  call: Type.Object(
    { event: Type.Unsafe<string>({ type: 'string', enum: ['connect', 'terminate'] }) },
    { additionalProperties: true },
  ),
};

export type InboundType = keyof typeof CONTENT;
export const INBOUND_TYPES = Object.keys(CONTENT) as InboundType[];

/** Types whose object may be left out. */
export const WITHOUT_CONTENT: readonly InboundType[] = ['unsupported', 'request_welcome', 'call'];

/** A message that a user is to send, as `POST /sim/inbound` takes it. */
export const Inbound = Type.Object(
  {
    phoneNumberId: Digits,
    /** The user's phone number; may be left out when `userId` is given, as when the user hides it. */
    from: optional(PhoneNumber),
    /** Business-scoped user id. */
    userId: optional(Name),
    parentUserId: optional(Name),
    username: optional(Name),
    name: optional(Name),
    identityKeyHash: optional(Name),
    /** The group it comes in. */
    groupId: optional(Name),
    id: optional(Name),
    /** When it was sent, seconds since 1970; now when left out. */
    timestamp: optional(Type.String({ pattern: '^\\d{9,11}$', description: 'seconds since 1970' })),
    type: optional(Type.Unsafe<InboundType>({ type: 'string', enum: INBOUND_TYPES })),
    context: optional(Type.Object({}, { additionalProperties: true })),
    referral: optional(Type.Object({}, { additionalProperties: true })),
    errors: optional(Type.Array(ErrorObject, { maxItems: 10 })),
    ...Object.fromEntries(Object.entries(CONTENT).map(([type, schema]) => [type, optional(schema)])),
  },
  strict,
);

type Common = Static<typeof Inbound>;

/** The parsed body; each type's object is at most what its schema says. */
export type InboundMessage = Common & {
  [T in InboundType]?: Static<(typeof CONTENT)[T]>;
};
