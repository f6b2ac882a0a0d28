import type { NewTemplate, Template } from '@watertight/core';
import { Type, type Static } from 'typebox';
import type { ApiDeps } from '../../deps.ts';
import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { bodyLeftToHandler, checker, refuseFaults } from '../../http/validation.ts';
import { componentFaults } from '../../routes/templates/components.ts';
import { AnyObject, named, ref } from '../../schemas/common.ts';
import { TemplateBody } from '../../schemas/template.ts';
import { graphAnswers, missing } from '../errors.ts';
import { fieldsOf, given, structured, type Fields } from '../fields.ts';
import { AccountParams, BASE } from '../paths.ts';
import { Done, FieldsQuery, graphPage, pick } from '../schemas.ts';
import type { Accounts } from './accounts.ts';

/** Files are brought to Meta on the way. */
const WRITE_MS = 55_000;
const CODES = [
  ...ACTION_CODES,
  'TOKEN_REFUSED',
  'RATE_LIMITED',
  'FORBIDDEN_BY_WHATSAPP',
  'REFUSED_BY_WHATSAPP',
] as const;

const word = () => Type.Optional(Type.String());

export const CloudTemplate = named(
  'CloudApiTemplate',
  Type.Object({
    id: Type.String(),
    name: word(),
    language: word(),
    status: word(),
    category: word(),
    previous_category: word(),
    rejected_reason: word(),
    quality_score: Type.Optional(Type.Object({ score: Type.String() })),
    components: Type.Optional(Type.Array(AnyObject())),
  }),
);

const USUAL = ['name', 'language', 'status', 'category', 'previous_category', 'components'];

const templateOf = (template: Template): Static<typeof CloudTemplate> => ({
  id: template.templateId,
  name: template.name,
  language: template.language,
  status: template.status,
  category: template.category,
  ...(template.previousCategory === null ? {} : { previous_category: template.previousCategory }),
  ...(template.rejectedReason === null ? {} : { rejected_reason: template.rejectedReason }),
  ...(template.quality === null ? {} : { quality_score: { score: template.quality } }),
  components: template.components,
});

const ListQuery = Type.Object({
  ...FieldsQuery.properties,
  name: word(),
  status: word(),
  language: word(),
  category: word(),
  limit: Type.Optional(Type.Integer({ minimum: 1, description: 'At most 200 are given at once' })),
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$', description: '`paging.cursors.after`' })),
});
const MAX_PAGE = 200;
const PAGE = 25;

const CloudTemplateBody = named(
  'CloudApiNewTemplate',
  Type.Object(
    {
      name: TemplateBody.properties.name,
      language: TemplateBody.properties.language,
      category: TemplateBody.properties.category,
      components: TemplateBody.properties.components,
      allow_category_change: Type.Optional(Type.Boolean()),
      message_send_ttl_seconds: Type.Optional(Type.Integer()),
      parameter_format: Type.Optional(Type.String({ description: '`NAMED` or `POSITIONAL`' })),
    },
    {
      additionalProperties: true,
      examples: [
        {
          name: 'order_shipped',
          language: 'en_US',
          category: 'UTILITY',
          components: [{ type: 'BODY', text: 'Your order is on its way.' }],
        },
      ],
    },
  ),
);

const Made = named(
  'CloudApiMadeTemplate',
  Type.Object({ id: Type.String(), status: Type.String(), category: Type.String() }),
);

export const CLOUD_TEMPLATE_SCHEMAS = [CloudTemplate, Made];

const checkTemplate = checker(TemplateBody);

export function cloudTemplates(
  app: App,
  { store }: Pick<ApiDeps, 'store'>,
  performer: Performer,
  accounts: Accounts,
): void {
  const url = `${BASE}/:accountId/message_templates`;

  app.route({
    method: 'GET',
    url,
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listCloudApiTemplates',
      summary: 'The message templates of an account, as they are kept here',
      tags: ['cloud-api'],
      params: AccountParams,
      querystring: ListQuery,
      response: graphAnswers({ 200: graphPage(ref(CloudTemplate)) }, ['UNSUPPORTED_ON_CHANNEL']),
    },
    async handler(request) {
      const { fields, limit = PAGE, after, ...filter } = request.query;
      const { account } = await accounts.withTemplates(request, request.params.accountId);
      const page = { limit: Math.min(limit, MAX_PAGE), cursor: after };
      const { data, nextCursor } = await store.templates.list(account, known(filter), page);
      return {
        data: data.map((template) => pick(templateOf(template), fields, USUAL)),
        paging: pagingOf(request.url, nextCursor),
      };
    },
  });

  app.route({
    method: 'POST',
    url,
    config: { access: 'phones:manage' },
    validatorCompiler: bodyLeftToHandler, // Meta adds fields; those that are not known are passed over
    schema: {
      operationId: 'createCloudApiTemplate',
      summary: 'Make a message template; Meta then judges it',
      tags: ['cloud-api'],
      params: AccountParams,
      body: CloudTemplateBody,
      response: graphAnswers({ 200: ref(Made) }, [
        ...CODES,
        'TEMPLATE_EXISTS',
        'MEDIA_NOT_FOUND',
        'MEDIA_TYPE_INVALID',
        'MEDIA_TOO_LARGE',
      ]),
    },
    async handler(request) {
      const { phone } = await accounts.withTemplates(request, request.params.accountId);
      const template = readTemplate(fieldsOf(request.body));
      const made = await performer.ask(phone, { name: 'template.create', template }, WRITE_MS);
      return { id: made.templateId, status: made.status, category: made.category };
    },
  });

  app.route({
    method: 'DELETE',
    url,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'removeCloudApiTemplate',
      summary: 'Remove all languages of a message template, or with hsm_id one',
      tags: ['cloud-api'],
      params: AccountParams,
      querystring: Type.Object({
        name: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,512}$' })),
        hsm_id: Type.Optional(Type.String({ pattern: '^[0-9]{1,32}$' })),
      }),
      response: graphAnswers({ 200: ref(Done) }, [...CODES, 'TEMPLATE_NOT_FOUND']),
    },
    async handler(request) {
      const { name: templateName, hsm_id: templateId } = request.query;
      const { phone } = await accounts.withTemplates(request, request.params.accountId);
      if (templateName === undefined) throw missing('name');
      await performer.ask(phone, { name: 'template.delete', templateName, templateId }, WRITE_MS);
      return { success: true };
    },
  });
}

/** @throws InvalidRequest */
function readTemplate(body: Fields): NewTemplate {
  const template = checkTemplate(
    given({
      name: body.name,
      language: body.language,
      category: typeof body.category === 'string' ? body.category.toUpperCase() : body.category,
      components: structured(body.components),
      allowCategoryChange: body.allow_category_change,
      messageSendTtlSeconds: body.message_send_ttl_seconds,
      parameterFormat:
        typeof body.parameter_format === 'string'
          ? body.parameter_format.toUpperCase()
          : body.parameter_format,
    }),
  );
  refuseFaults(componentFaults(template.components, template.category));
  return template;
}

const known = (filter: Fields) => given(filter) as Record<string, string>;

function pagingOf(url: string, after: string | null) {
  if (after === null) return { cursors: {} };
  const [path = '', query] = url.split('?', 2);
  const next = new URLSearchParams(query);
  next.delete('access_token');
  next.set('after', after);
  return { cursors: { after }, next: `${path}?${next.toString()}` };
}
