import {
  namedMedia,
  ON_UNCERTAIN,
  SENDABLE_TYPES,
  type MediaType,
  type MessageContent,
  type NamedMedia,
  type SendableType,
} from '@watertight/core';
import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import { refuseFaults } from '../http/validation.ts';
import { askedContent, readMedia, shownFields, type AskedMedia } from '../media/asked.ts';
import { AnyObject, CompanyParams, named, OneOf, PhoneIndex, ref, Problem, Time } from './common.ts';
import {
  contactContent,
  contactFields,
  interactiveDocs,
  interactiveFields,
  locationContent,
  locationFields,
  pollContent,
  pollFields,
  reactionFields,
  templateContent,
  templateFields,
  textContent,
  textFields,
} from './contents.ts';
import { isOneEmoji } from './emoji.ts';
import { assertInteractive, INTERACTIVE_EXAMPLES } from './interactive.ts';
import { mediaFields } from './media.ts';
import { MessageResource } from './message.ts';
import { componentFaults } from './template-components.ts';

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

export const Mentions = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
    maxItems: MAX_MENTIONS,
    description: 'People whom the text names, as chat ids',
  }),
);

/** What any send may carry. */
const commonFields = {
  phoneIndex: Type.Optional(PhoneIndex),
  quotedMessageId: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  mentions: Mentions,
  scheduledAt: Type.Optional(Time('Not before')),
  expiresAt: Type.Optional(Time('Not after: then it expires')),
  ignoreWindow: Type.Optional(
    Type.Boolean({
      description:
        'Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW`',
    }),
  ),
  fallback: Type.Optional(
    Type.Boolean({
      description:
        'false: it waits for its phone, even when that has a fallback and has not been ready for long',
    }),
  ),
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

const itemFields = {
  chatId: Type.String({ examples: ['60123456789'] }),
  idempotencyKey: Type.Optional(IdempotencyKey),
};

/** What every item of a batch has, whatever its type; the rest is for its type to say. */
export const ItemHead = Type.Object({ type: OneOf(SENDABLE_TYPES), ...itemFields });

/** A batch before its items are looked at: each is then judged by itself. */
export const BatchEnvelope = Type.Object(
  { messages: Type.Array(Type.Unknown(), { minItems: 1, maxItems: MAX_BATCH }) },
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

/** What a body says, apart from what any may carry. */
export interface Said {
  /** As it was asked for. */
  content: MessageContent;
  /** A file that has to be taken in before the message can be stored, and what of the content stands beside it. */
  file?: { asked: AskedMedia; shown: Record<string, unknown> };
  /** Stored files that the content names somewhere in itself. */
  named?: NamedMedia[];
  /** The message that it belongs to, where its type needs one. */
  quotedMessageId?: string;
}

/** How one type's body reads. */
export interface Sending {
  body: TObject;
  item: TObject;
  /** Reads a body that its schema has let through; `at` is where it stands. @throws InvalidRequest */
  read(body: never, at: string): Said;
  /** As they are documented. */
  shownBody: TSchema & { $id: string };
  shownItem: TSchema & { $id: string };
}

interface Definition<Fields extends TProperties> {
  fields: Fields;
  read(body: Static<TObject<Fields>>, at: string): Said;
  examples: [object, ...object[]];
  /** Fields that are documented in another form than they are checked in. */
  shown?: TProperties;
}

function sending<Fields extends TProperties>(
  type: SendableType,
  { fields, read, examples, shown = {} }: Definition<Fields>,
): Sending {
  const head = { type: OneOf([type]), ...itemFields };
  const name = type.charAt(0).toUpperCase() + type.slice(1);
  const documented = { ...fields, ...shown };
  return {
    body: Type.Object({ ...fields, ...commonFields }, strict),
    item: Type.Object({ ...head, ...fields, ...commonFields }, strict),
    read,
    shownBody: named(`Send${name}`, Type.Object({ ...documented, ...commonFields }, { ...strict, examples })),
    shownItem: named(
      `Batch${name}`,
      Type.Object(
        { ...head, ...documented, ...commonFields },
        { ...strict, examples: [{ type, chatId: '60123456789', ...examples[0] }] },
      ),
    ),
  };
}

const MAX_OBJECT_CHARS = 65_536;

/** Of objects that are passed on as they are. */
function assertSize(value: object, at: string): void {
  if (JSON.stringify(value).length > MAX_OBJECT_CHARS)
    refuseFaults([{ path: '', message: `should have at most ${MAX_OBJECT_CHARS} characters as JSON` }], at);
}

const media = (type: MediaType, example: object): Sending =>
  sending(type, {
    fields: mediaFields,
    read(body, at) {
      const asked = readMedia(body.media, `${at}/media`);
      return { content: askedContent(body, asked), file: { asked, shown: shownFields(body) } };
    },
    examples: [example],
  });

/** A type that has no entry can be sent through no channel yet. */
export const SENDINGS: Partial<Record<SendableType, Sending>> = {
  text: sending('text', {
    fields: textFields,
    read: (body) => ({ content: textContent(body) }),
    examples: [{ message: 'Hello' }],
  }),
  image: media('image', { media: { url: 'https://example.com/picture.jpg' }, caption: 'Our shop' }),
  video: media('video', { media: { mediaId: 'med_01KAR7R5WX3M2Y0FQ6N1C8VJTD' }, caption: 'How it works' }),
  audio: media('audio', { media: { url: 'https://example.com/song.mp3' } }),
  voice: media('voice', { media: { url: 'https://example.com/note.ogg' } }),
  document: media('document', {
    media: { data: 'SGVsbG8K', mimeType: 'text/plain', filename: 'hello.txt' },
  }),
  sticker: media('sticker', { media: { url: 'https://example.com/sticker.webp' } }),
  location: sending('location', {
    fields: locationFields,
    read: (body) => ({ content: locationContent(body) }),
    examples: [{ latitude: 3.1579, longitude: 101.7116, name: 'Petronas Towers' }],
  }),
  contact: sending('contact', {
    fields: contactFields,
    read: (body) => ({ content: contactContent(body) }),
    examples: [{ contacts: [{ name: 'Ana Lim', phones: ['+60 12-345 6789'], organization: 'Demo Ltd' }] }],
  }),
  poll: sending('poll', {
    fields: pollFields,
    read(body, at) {
      const content = pollContent(body);
      if (content.maxSelections > content.options.length)
        refuseFaults([{ path: '/maxSelections', message: 'should be at most the number of options' }], at);
      return { content };
    },
    examples: [{ question: 'Lunch?', options: ['Rice', 'Noodles'], maxSelections: 1 }],
  }),
  reaction: sending('reaction', {
    fields: reactionFields,
    read({ emoji, messageId }, at) {
      if (emoji !== '' && !isOneEmoji(emoji))
        refuseFaults([{ path: '/emoji', message: 'should be one emoji, or empty' }], at);
      return { content: { emoji, messageId }, quotedMessageId: messageId };
    },
    examples: [{ emoji: '👍', messageId: 'msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD' }],
  }),
  interactive: sending('interactive', {
    fields: interactiveFields,
    shown: interactiveDocs,
    read({ interactive }, at) {
      assertInteractive(interactive, `${at}/interactive`);
      assertSize(interactive, `${at}/interactive`);
      return { content: { interactive }, named: namedMedia(interactive) };
    },
    examples: INTERACTIVE_EXAMPLES,
  }),
  template: sending('template', {
    fields: templateFields,
    read(body, at) {
      assertSize(body.template, `${at}/template`);
      const { components } = body.template;
      refuseFaults(componentFaults(components, '/components'), `${at}/template`);
      return { content: templateContent(body), named: namedMedia(components) };
    },
    examples: [
      {
        template: {
          name: 'order_update',
          language: 'en_US',
          components: [{ type: 'body', parameters: [{ type: 'text', text: '4711' }] }],
        },
      },
    ],
  }),
};

const offered = Object.values(SENDINGS);

/** Schemas that the document lists by name. */
export const SENDING_SCHEMAS = offered.flatMap(({ shownBody, shownItem }) => [shownBody, shownItem]);

/** The body of a send as it is documented: which of them, `:type` says. */
export const SendBody = Type.Unsafe<unknown>({
  description: 'By `:type`',
  anyOf: offered.map(({ shownBody }) => ref(shownBody)),
  'x-examples': Object.fromEntries(
    Object.entries(SENDINGS).flatMap(
      ([type, { shownBody }]) =>
        (shownBody as { examples?: unknown[] }).examples?.map((value, index) => [
          index === 0 ? type : `${type} ${index + 1}`,
          { value },
        ]) ?? [],
    ),
  ),
});

/** A batch as it is documented. */
export const BatchBody = Type.Object(
  {
    messages: Type.Array(
      Type.Unsafe<unknown>({
        oneOf: offered.map(({ shownItem }) => ref(shownItem)),
        discriminator: { propertyName: 'type' },
      }),
      { minItems: 1, maxItems: MAX_BATCH },
    ),
  },
  {
    ...strict,
    examples: [{ messages: [{ type: 'text', chatId: '60123456789', message: 'Hello' }] }],
  },
);
