import { TEMPLATE_CATEGORIES, type Template } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { AnyObject, named, Nullable, NUMBER_CURSOR, OneOf, pageQuery, PhoneParams, Time } from './common.ts';

const strict = { additionalProperties: false } as const;

const TemplateName = Type.String({
  pattern: '^[a-z0-9_]{1,512}$',
  description: 'Small letters, digits and underscores',
  examples: ['order_shipped'],
});
const Language = Type.String({
  pattern: '^[a-z]{2,3}(_[A-Z]{2})?$',
  description: 'As Meta spells languages',
  examples: ['en_US'],
});
const Category = OneOf(TEMPLATE_CATEGORIES, { examples: ['UTILITY'] });
/** Meta adds words; a filter takes any of that kind. */
const Word = (description: string) => Type.Optional(Type.String({ pattern: '^[A-Z_]{1,50}$', description }));

export const TemplateId = Type.String({
  pattern: '^[0-9]{1,32}$',
  description: 'Meta’s id of the template',
  examples: ['594425479261596'],
});

export const TemplateParams = Type.Object({ ...PhoneParams.properties, template: TemplateId });

/** A name may look like an id; an id that is on record is meant as one. */
export const TemplateOrNameParams = Type.Object({
  ...PhoneParams.properties,
  template: Type.String({
    pattern: '^[a-z0-9_]{1,512}$',
    description: 'Meta’s id of one template, or a name: all its languages',
    examples: ['594425479261596'],
  }),
});

export const TemplateQuery = Type.Object(
  {
    name: Type.Optional(TemplateName),
    search: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,100}$', description: 'A part of the name' })),
    status: Word('`APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, …'),
    language: Type.Optional(Language),
    category: Word('`AUTHENTICATION`, `MARKETING` or `UTILITY`'),
    refresh: Type.Optional(Type.Boolean({ description: 'Read Meta’s list first' })),
    ...pageQuery(NUMBER_CURSOR),
  },
  strict,
);

const MAX_COMPONENTS = 10;
const Component = AnyObject({
  description:
    'In Meta’s words: `type` BODY, HEADER, FOOTER, BUTTONS, CAROUSEL, …; a header with a file names it by `mediaId`',
  maxProperties: 20,
});
const Components = Type.Array(Component, { minItems: 1, maxItems: MAX_COMPONENTS });
const Ttl = Type.Integer({
  minimum: -1,
  maximum: 2_592_000,
  description: 'How long WhatsApp tries to deliver a message of it, in seconds; -1: as long as it can',
});

const BODY = {
  type: 'BODY',
  text: 'Hello, your order is on its way.',
};

export const TemplateBody = Type.Object(
  {
    name: TemplateName,
    language: Language,
    category: Category,
    components: Components,
    allowCategoryChange: Type.Optional(
      Type.Boolean({ description: 'Meta may choose another category instead of refusing the template' }),
    ),
    messageSendTtlSeconds: Type.Optional(Ttl),
    parameterFormat: Type.Optional(
      OneOf(['NAMED', 'POSITIONAL'], { description: '`{{first_name}}` or `{{1}}`; the latter when absent' }),
    ),
  },
  {
    ...strict,
    examples: [{ name: 'order_shipped', language: 'en_US', category: 'UTILITY', components: [BODY] }],
  },
);

export const TemplateChangeBody = Type.Object(
  {
    category: Type.Optional(Category),
    components: Type.Optional(Components),
    messageSendTtlSeconds: Type.Optional(Ttl),
  },
  { ...strict, minProperties: 1, examples: [{ components: [BODY] }] },
);

export const TemplateResource = named(
  'Template',
  Type.Object({
    companyId: Type.String(),
    wabaId: Type.String({ description: 'The WhatsApp Business Account; all its phones share its templates' }),
    templateId: Type.String(),
    name: Type.String(),
    language: Type.String(),
    category: Type.String(),
    status: Type.String({ description: 'Meta’s word' }),
    quality: Nullable(Type.String({ description: '`GREEN`, `YELLOW`, `RED` or `UNKNOWN`' })),
    rejectedReason: Nullable(Type.String()),
    components: Type.Array(AnyObject()),
    previousCategory: Nullable(Type.String()),
    createdAt: Time('When it was first seen here'),
    updatedAt: Time(),
    syncedAt: Time('When Meta last showed it'),
  }),
);

export const TemplatesRemoved = named(
  'TemplatesRemoved',
  Type.Object({ removed: Type.Integer({ description: 'How many that were on record' }) }),
);

export const TemplatesSynced = named(
  'TemplatesSynced',
  Type.Object({ templates: Type.Integer({ description: 'How many the account has' }) }),
);

export const templateResource = (template: Template): Static<typeof TemplateResource> => ({
  companyId: template.companyId,
  wabaId: template.wabaId,
  templateId: template.templateId,
  name: template.name,
  language: template.language,
  category: template.category,
  status: template.status,
  quality: template.quality,
  rejectedReason: template.rejectedReason,
  components: template.components,
  previousCategory: template.previousCategory,
  createdAt: template.createdAt.toISOString(),
  updatedAt: template.updatedAt.toISOString(),
  syncedAt: template.syncedAt.toISOString(),
});
