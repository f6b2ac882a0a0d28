import type { ContactCard, MediaType, SendableType } from '@watertight/core';
import { Type, type Static, type TSchema } from 'typebox';
import { checker, InvalidRequest } from '../../http/validation.ts';
import { askedContent, readMedia, shownFields } from '../../media/asked.ts';
import { contactFields, locationFields, MAX_TEXT, templateFields } from '../../schemas/contents.ts';
import { MAX_CAPTION } from '../../schemas/media.ts';
import { SENDINGS, type Said } from '../../schemas/send.ts';
import { given, isFields, type Fields } from '../fields.ts';
import { withOwnFiles } from './files.ts';

// Objects in the Cloud API's shape (developers.facebook.com/docs/whatsapp/cloud-api/messages). What is not known of
// them is left out, as Meta does.

/** What a message holds, and what it is to us. */
export type Held = Said & { type: SendableType };

/** Reads the object that is named after a message's type. @throws InvalidRequest, GraphFault */
export interface Reader {
  schema: TSchema;
  read(value: unknown, at: string): Held;
}

function reader<S extends TSchema>(schema: S, read: (value: Static<S>, at: string) => Held): Reader {
  const check = checker(schema);
  return { schema, read: (value, at) => read(check(value, 'body', at), at) };
}

const MessageId = Type.String({
  minLength: 1,
  maxLength: 256,
  description: 'As answers of the facade and webhooks of the format cloud-api name it',
});

const text = reader(
  Type.Object({
    body: Type.String({ minLength: 1, maxLength: MAX_TEXT }),
    preview_url: Type.Optional(Type.Boolean()),
  }),
  ({ body, preview_url: linkPreview }) => ({
    type: 'text',
    content: { text: body, ...(linkPreview === undefined ? {} : { linkPreview }) },
  }),
);

const File = Type.Object(
  {
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Of a file uploaded here' })),
    link: Type.Optional(
      Type.String({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://.', maxLength: 4096, description: 'Public' }),
    ),
    caption: Type.Optional(Type.String({ maxLength: MAX_CAPTION })),
    filename: Type.Optional(Type.String({ maxLength: 240 })),
    voice: Type.Optional(Type.Boolean({ description: 'Of an audio: a voice message' })),
  },
  { description: 'One of `id` and `link`' },
);

const file = (kind: MediaType): Reader =>
  reader(File, ({ id, link, caption, filename, voice }, at) => {
    if ((id === undefined) === (link === undefined))
      throw new InvalidRequest([{ in: 'body', path: at, message: 'should have either id or link' }]);
    const type = kind === 'audio' && voice === true ? 'voice' : kind;
    const source = {
      ...(id === undefined ? { url: link } : { mediaId: id }),
      ...(filename ? { filename } : {}),
    };
    const asked = readMedia(source, at);
    const fields = { media: source, caption };
    return { type, content: askedContent(fields, asked), file: { asked, shown: shownFields(fields) } };
  });

const Place = Type.Object(locationFields);
const checkPlace = checker(Place);
/** Some write coordinates as text, as Meta's own examples do. */
const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d{1,3}(\.\d{1,20})?$/.test(value) ? Number(value) : value;

const location: Reader = {
  schema: Place,
  read(value, at) {
    const { latitude, longitude, name, address, url } = isFields(value) ? value : {};
    const place = given({
      ...{ latitude: numeric(latitude), longitude: numeric(longitude) },
      ...{ name, address, url },
    });
    return { type: 'location', content: checkPlace(isFields(value) ? place : value, 'body', at) };
  },
};

const Contacts = Type.Array(
  Type.Object({
    name: Type.Object({
      formatted_name: Type.String({ minLength: 1, maxLength: 200 }),
      first_name: Type.Optional(Type.String()),
    }),
    phones: Type.Array(
      Type.Object({ phone: Type.Optional(Type.String()), wa_id: Type.Optional(Type.String()) }),
      { minItems: 1, description: 'With the country code' },
    ),
    org: Type.Optional(Type.Object({ company: Type.Optional(Type.String()) })),
  }),
  { minItems: 1 },
);
const checkCards = checker(Type.Object(contactFields));

const contacts = reader(Contacts, (given, at) => {
  const cards = given.map(({ name, phones, org }): ContactCard => ({
    name: name.formatted_name,
    phones: phones.map(({ phone, wa_id: waId }) => phone ?? waId ?? ''),
    ...(org?.company ? { organization: org.company } : {}),
  }));
  return { type: 'contact', content: checkCards({ contacts: cards }, 'body', at.replace(/\/contacts$/, '')) };
});

const Reaction = Type.Object({
  message_id: MessageId,
  emoji: Type.Optional(
    Type.String({ maxLength: 100, description: 'One emoji; empty takes the reaction back' }),
  ),
});

/** The message's id is made ours by whoever asked. */
const reaction = reader(Reaction, ({ message_id: messageId, emoji = '' }, at) => ({
  type: 'reaction',
  ...readAsOurs('reaction', { emoji, messageId }, at),
}));

const interactive: Reader = {
  schema: Type.Unsafe<Fields>({ type: 'object', additionalProperties: true }),
  read(value) {
    return { type: 'interactive', ...readAsOurs('interactive', { interactive: withOwnFiles(value) }, '') };
  },
};

const { template: Template } = templateFields;
const checkTemplate = checker(Type.Object({ template: Template }));

const template: Reader = {
  schema: Template,
  read(value) {
    const { name, language, components } = isFields(value) ? value : {};
    const code = isFields(language) ? given({ code: language.code }) : language;
    const parts = components === null ? undefined : withOwnFiles(components);
    const known = isFields(value) ? given({ name, language: code, components: parts }) : value;
    return { type: 'template', ...readAsOurs('template', checkTemplate({ template: known }), '') };
  },
};

/** Reads a body in the shape of our own API, its schema checked before or part of the reading. */
function readAsOurs(type: 'reaction' | 'interactive' | 'template', body: object, at: string): Said {
  const sending = SENDINGS[type];
  if (!sending) throw new TypeError(`Sending ${type} is not offered.`);
  return sending.read(body as never, at);
}

/** Every type of message that the Cloud API sends. */
export const CONTENTS: Readonly<Record<string, Reader>> = {
  text,
  image: file('image'),
  video: file('video'),
  audio: file('audio'),
  document: file('document'),
  sticker: file('sticker'),
  location,
  contacts,
  reaction,
  interactive,
  template,
};
