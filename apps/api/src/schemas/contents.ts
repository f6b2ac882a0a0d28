import type { ContactContent, LocationContent, PollContent, TemplateContent } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { AnyObject, ref } from './common.ts';
import { Interactive } from './interactive.ts';

/** What WhatsApp takes as one text. */
export const MAX_TEXT = 4096;
const MAX_LINE = 1000;

const strict = { additionalProperties: false } as const;

export const Message = Type.String({ minLength: 1, maxLength: MAX_TEXT, examples: ['Hello'] });

export const textFields = {
  message: Message,
  linkPreview: Type.Optional(
    Type.Boolean({ description: 'A preview of the first link; the channel decides when absent' }),
  ),
};

export const locationFields = {
  latitude: Type.Number({ minimum: -90, maximum: 90, examples: [3.1579] }),
  longitude: Type.Number({ minimum: -180, maximum: 180, examples: [101.7116] }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_LINE })),
  address: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_LINE })),
  url: Type.Optional(Type.String({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://.', maxLength: 2000 })),
};

const MAX_CONTACTS = 20;

const Card = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Ana Lim'] }),
    phones: Type.Array(
      Type.String({
        pattern: '^\\+?[0-9][0-9 ().-]{3,28}[0-9]$',
        description: 'With the country code; +, spaces, dashes, dots and brackets are fine',
        examples: ['+60 12-345 6789'],
      }),
      { minItems: 1, maxItems: 10 },
    ),
    organization: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  strict,
);
export const contactFields = {
  contacts: Type.Array(Card, { minItems: 1, maxItems: MAX_CONTACTS }),
};

const MIN_OPTIONS = 2;
const MAX_OPTIONS = 12;

export const pollFields = {
  question: Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' }),
  options: Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }), {
    minItems: MIN_OPTIONS,
    maxItems: MAX_OPTIONS,
    uniqueItems: true,
  }),
  maxSelections: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MAX_OPTIONS,
      description: 'How many may be chosen; 1 when absent, 0 for any number',
    }),
  ),
};

export const reactionFields = {
  emoji: Type.String({ maxLength: 100, description: 'One emoji; empty takes the reaction back' }),
  messageId: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Our id of the message, in either direction',
  }),
};

/** Its type says what it must have, so it is checked by itself. */
export const interactiveFields = { interactive: AnyObject() };
export const interactiveDocs = { interactive: ref(Interactive) };

const LANGUAGE = '^[A-Za-z]{2,3}(?:_[A-Za-z]{2,4})?$';
/** `en_US` or `{ "code": "en_US" }`. */
const Language = Type.Unsafe<string | { code: string; policy?: string }>({
  type: ['string', 'object'],
  pattern: LANGUAGE,
  properties: {
    code: { type: 'string', pattern: LANGUAGE },
    policy: { type: 'string', enum: ['deterministic'] },
  },
  required: ['code'],
  additionalProperties: false,
  examples: ['en_US', { code: 'en_US' }],
});
const MAX_COMPONENTS = 30;

export const templateFields = {
  template: Type.Object(
    {
      name: Type.String({ pattern: '^[a-z0-9_]{1,512}$', examples: ['order_update'] }),
      language: Language,
      components: Type.Optional(
        Type.Array(
          Type.Object(
            { type: Type.String({ minLength: 1, maxLength: 50, examples: ['body'] }) },
            {
              additionalProperties: true,
              description:
                'In the Cloud API’s shape; an image, video or document may be named by `mediaId`, when it is stored here',
            },
          ),
          { maxItems: MAX_COMPONENTS },
        ),
      ),
    },
    strict,
  ),
};

type Of<Fields extends Parameters<typeof Type.Object>[0]> = Static<ReturnType<typeof Type.Object<Fields>>>;

export const textContent = ({ message, linkPreview }: Of<typeof textFields>) => ({
  text: message,
  ...(linkPreview === undefined ? {} : { linkPreview }),
});

export const locationContent = (body: Of<typeof locationFields>): LocationContent => ({
  latitude: body.latitude,
  longitude: body.longitude,
  ...(body.name === undefined ? {} : { name: body.name }),
  ...(body.address === undefined ? {} : { address: body.address }),
  ...(body.url === undefined ? {} : { url: body.url }),
});

export const contactContent = ({ contacts }: Of<typeof contactFields>): ContactContent => ({
  contacts: contacts.map(({ name, phones, organization }) => ({
    name,
    phones,
    ...(organization === undefined ? {} : { organization }),
  })),
});

export const pollContent = ({ question, options, maxSelections }: Of<typeof pollFields>): PollContent => ({
  question,
  options,
  maxSelections: maxSelections ?? 1,
});

export const templateContent = ({ template }: Of<typeof templateFields>): TemplateContent => ({
  name: template.name,
  language: typeof template.language === 'string' ? template.language : template.language.code,
  components: template.components ?? [],
});
