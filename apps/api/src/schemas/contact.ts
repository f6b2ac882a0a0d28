import { chatIdOf, type Contact, type ContactFields } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { AnyObject, CompanyParams, named, Nullable, OneOf, phoneWish, ref, Time } from './common.ts';
import { identityFields } from './people.ts';

const strict = { additionalProperties: false } as const;
const MAX_METADATA_CHARS = 8192;

export const ContactParams = Type.Object({
  ...CompanyParams.properties,
  contactId: Type.String({
    description: 'The contact’s id; its digits, its …@lid or its BSUID name it as well',
    examples: ['con_01KAR7R5WX3M2Y0FQ6N1C8VJTD'],
  }),
});

export const NUMBER_PATTERN = '^\\+?[0-9](?:[0-9 ().-]{3,28})[0-9]$';
const PhoneNumber = Type.String({
  pattern: NUMBER_PATTERN,
  description: 'With the country code; +, spaces, dashes, dots and brackets are fine',
  examples: ['60123456789'],
});
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Ana Lim'] });
const fields = {
  phoneNumber: Type.Optional(PhoneNumber),
  lid: Type.Optional(Type.String({ pattern: '^[0-9]{5,25}@lid$', examples: ['12345678901234@lid'] })),
  name: Type.Optional(Nullable(Name)),
  metadata: Type.Optional(
    Nullable(AnyObject({ description: `Yours; at most ${MAX_METADATA_CHARS} characters as JSON` })),
  ),
};

export const ContactBody = Type.Object(fields, {
  ...strict,
  description: 'With phoneNumber, lid or both',
  examples: [{ phoneNumber: '60123456789', name: 'Ana Lim' }],
});
export type ContactAsked = Static<typeof ContactBody>;

export const ContactChangeBody = Type.Object(fields, {
  ...strict,
  minProperties: 1,
  examples: [{ name: 'Ana Lim' }],
});

export const ContactResource = named(
  'Contact',
  Type.Object({
    id: Type.String({ examples: ['con_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
    companyId: Type.String(),
    ...identityFields,
    bsuid: Nullable(
      Type.String({
        description:
          'Business-scoped user id, by which the Cloud API knows a person without telling the number',
        examples: ['US.13491208655302741918'],
      }),
    ),
    username: Nullable(Type.String({ description: 'The name that the person chose on WhatsApp, without @' })),
    name: Nullable(Type.String({ description: 'As it was given here, or stands in a phone’s address book' })),
    pushName: Nullable(Type.String({ description: 'As the person calls himself' })),
    isBusiness: Type.Boolean(),
    acceptsMarketing: Nullable(
      Type.Boolean({
        description: 'False: the person wants no marketing messages from the company; null: has not said',
      }),
    ),
    metadata: Nullable(AnyObject()),
    createdAt: Time(),
    updatedAt: Time(),
  }),
);

export const contactResource = (contact: Contact): Static<typeof ContactResource> => ({
  id: contact.contactId,
  companyId: contact.companyId,
  chatId: chatIdOf(contact) ?? '',
  phoneNumber: contact.phoneNumber,
  lid: contact.lid,
  bsuid: contact.bsuid,
  username: contact.username,
  name: contact.name,
  pushName: contact.pushName,
  isBusiness: contact.isBusiness,
  acceptsMarketing: contact.acceptsMarketing,
  metadata: contact.metadata,
  createdAt: contact.createdAt.toISOString(),
  updatedAt: contact.updatedAt.toISOString(),
});

/** What WhatsApp says of a person at the moment. */
export const LiveContact = Type.Object({
  about: Nullable(Type.String()),
  pictureUrl: Nullable(Type.String({ description: 'WhatsApp’s own; it ends after some days' })),
  pushName: Nullable(Type.String()),
  isBusiness: Type.Boolean(),
  isMyContact: Type.Boolean({ description: 'In the phone’s address book' }),
  isBlocked: Type.Boolean(),
});

export const ContactWithLive = named(
  'ContactWithLive',
  Type.Object({ ...ContactResource.properties, live: Type.Optional(LiveContact) }),
);

const MAX_CHECKED = 100;

export const CheckBody = Type.Object(
  {
    phoneNumbers: Type.Array(PhoneNumber, { minItems: 1, maxItems: MAX_CHECKED }),
    ...phoneWish,
  },
  { ...strict, examples: [{ phoneNumbers: ['60123456789'] }] },
);

export const CheckedResource = named(
  'CheckedNumber',
  Type.Object({
    asked: Type.String({ description: 'As it was given' }),
    exists: Type.Boolean({ description: 'Whether it is on WhatsApp' }),
    ...identityFields,
  }),
);

export const MAX_IMPORT = 10_000;

export const ImportBody = Type.Object(
  {
    contacts: Type.Array(ContactBody, {
      minItems: 1,
      maxItems: MAX_IMPORT,
      description: 'A bare array instead of the object is taken as well',
    }),
  },
  { ...strict, examples: [{ contacts: [{ phoneNumber: '60123456789', name: 'Ana Lim' }] }] },
);

export const ImportResult = named(
  'ContactImport',
  Type.Object({
    created: Type.Integer(),
    updated: Type.Integer(),
    failed: Type.Integer(),
    data: Type.Array(
      Type.Object({
        row: Type.Integer({ description: 'From 1, not counting a CSV’s first line with the names' }),
        status: OneOf(['created', 'updated', 'failed']),
        contactId: Type.Optional(Type.String()),
        errors: Type.Optional(
          Type.Array(
            Type.Object({ path: Type.String({ description: 'Within the row' }), message: Type.String() }),
          ),
        ),
      }),
      { description: 'In the order of the rows' },
    ),
  }),
);
export type ImportShape = Static<typeof ImportResult>;

/** Digits alone. */
export const digitsOf = (phoneNumber: string): string => phoneNumber.replaceAll(/[^0-9]/g, '');

/** What no schema says of a contact; paths are within it. */
export function contactFaults(body: ContactAsked, isNew: boolean): { path: string; message: string }[] {
  const { phoneNumber, lid, metadata } = body;
  const digits = phoneNumber === undefined ? undefined : digitsOf(phoneNumber);
  return [
    ...(isNew && phoneNumber === undefined && lid === undefined
      ? [{ path: '/phoneNumber', message: 'is required, or lid' }]
      : []),
    ...(digits !== undefined && (digits.length < 5 || digits.length > 20)
      ? [{ path: '/phoneNumber', message: 'should have 5 to 20 digits' }]
      : []),
    ...(metadata && JSON.stringify(metadata).length > MAX_METADATA_CHARS
      ? [{ path: '/metadata', message: `should have at most ${MAX_METADATA_CHARS} characters as JSON` }]
      : []),
  ];
}

export const contactFields = ({ phoneNumber, ...rest }: ContactAsked): ContactFields => ({
  ...rest,
  ...(phoneNumber === undefined ? {} : { phoneNumber: digitsOf(phoneNumber) }),
});

export const CheckedList = Type.Object({ data: Type.Array(ref(CheckedResource)) });
