import type { ErrorCode } from '@watertight/core';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifySchema, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { problemAnswers, type ProblemAnswer } from '../schemas/common.ts';
import { isFacadeRoute } from '../facade/paths.ts';
import type { Access } from './auth.ts';

const TAGS = [
  { name: 'messages', description: 'Send, read, edit, cancel or delete, forward and retry' },
  { name: 'chats', description: 'Chats of a phone, and what can be done to them' },
  { name: 'contacts', description: 'The people whom a company knows; one person is one contact' },
  { name: 'groups', description: 'Groups that a phone is in' },
  { name: 'channels', description: 'WhatsApp channels that a phone owns or follows' },
  { name: 'media', description: 'Files of messages: upload, download, remove' },
  { name: 'templates', description: 'Message templates of a Cloud API phone’s account' },
  { name: 'phones', description: 'The phones of a company' },
  { name: 'bots', description: 'How phones are connected' },
  { name: 'companies', description: 'Tenants' },
  { name: 'audit', description: 'Who did what' },
  {
    name: 'erasures',
    description: 'Removing what is kept of a person or a company, and how far that has come',
  },
  { name: 'exports', description: 'All that is kept of a person or a company, as lines of JSON' },
  { name: 'employees', description: 'Those who sign in to the dashboard, with a role' },
  { name: 'auth', description: 'Signing in with address and password, and out' },
  { name: 'api-keys', description: 'Keys of one company, with scopes' },
  { name: 'webhooks', description: 'Being told what happens, signed and at least once' },
  { name: 'cloud-api', description: 'The same gateway for programs that were written for Meta’s Cloud API' },
  { name: 'sandbox', description: 'The other side of phones in mode sandbox: owners, customers, faults' },
  { name: 'health', description: 'No key needed' },
];

const DESCRIPTION = `One API for WhatsApp Web and Meta's Cloud API.

Authenticate with \`Authorization: Bearer <key>\` or \`X-Api-Key: <key>\`. The admin key may do everything; a
company's key sees that company and carries scopes. Errors are \`application/problem+json\` with a stable \`code\`:
[all codes](/docs/errors).

Events come by webhook, and over a WebSocket at \`GET /ws\`, one JSON text each (schema Event): the key in a header or as
\`?key=\`, of a page better as a subprotocol beside \`watertight\`: \`watertight.key.\` and the key in base64url; \`?types=\` and \`?phoneIndex=\` to choose, \`?after=<event id>\` to go on after an event without a gap.`;

const header = (name: string, description: string, example: string) => ({
  name,
  in: 'header' as const,
  required: true,
  description,
  schema: { type: 'string' as const },
  example,
});

/** What is posted to customers' URLs. */
const WEBHOOKS = {
  event: {
    post: {
      operationId: 'onEvent',
      summary: 'Something happened',
      description:
        'Any 2xx within 15 seconds is success; everything else is tried again for three days, with growing pauses. 410 disables the webhook.',
      tags: ['webhooks'],
      security: [],
      parameters: [
        header(
          'webhook-id',
          'The event’s id, the same at each attempt: keep it, to count each event once',
          'evt_0000000000004711',
        ),
        header(
          'webhook-timestamp',
          'When this attempt was made, in seconds; refuse what is older than five minutes',
          '1764151200',
        ),
        header(
          'webhook-signature',
          '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, with the bytes that stand in base64 behind `whsec_`; several, with spaces, while secrets are rotated',
          'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
        ),
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Event' } } },
      },
      responses: {
        '2XX': { description: 'Taken' },
        '410': { description: 'Never again: disables the webhook' },
      },
    },
  },
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The problems that a route may answer, by status. They are written by the error handler and only documented:
     * a serializer for each of some five hundred would take seconds to make, at every start.
     */
    problems?: Record<string, unknown>;
  }
}

/** Collects the routes' schemas into the OpenAPI document; registered before the routes. */
export const openApiPlugin = fp(async (app) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Watertight',
        version: '2',
        description: DESCRIPTION,
        contact: { name: 'Whoever runs this gateway' },
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: TAGS,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-watertight' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
        },
      },
      security: [{ bearer: [] }, { apiKey: [] }, { session: [] }],
      webhooks: WEBHOOKS,
    },
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, index) =>
        typeof json.$id === 'string' ? json.$id : `schema-${index}`,
    },
    transform: ({ schema, url, route }) => ({
      schema: withAccess(
        withOptionalDefaults(withProblems(schema, route.config?.problems)),
        route.config?.access,
      ),
      url,
    }),
  });
  app.addHook('onRoute', (route) => {
    const answers = Object.entries((route.schema?.response ?? {}) as Record<string, unknown>);
    if (!route.schema || answers.length === 0) return;
    const isProblem = ([status]: [string, unknown]) => Number(status) >= 400;
    const response = Object.fromEntries(answers.filter((answer) => !isProblem(answer)));
    const problems = joined(
      isFacadeRoute(route.url) ? {} : problemAnswers(codesByShape(route)),
      answers.filter(isProblem),
    );
    route.schema = { ...route.schema, response };
    route.config = { ...route.config, problems };
  });
});

/** What a route may refuse because of what it takes, or is given although it takes none. */
function codesByShape({ method, schema }: RouteOptions): ErrorCode[] {
  const { properties = {} } = (schema?.params ?? {}) as ObjectSchema;
  return [
    'VALIDATION_FAILED', // what no database could hold is refused everywhere
    ...(method === 'GET' ? [] : (['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const)),
    ...('companyId' in properties ? (['COMPANY_NOT_FOUND'] as const) : []),
  ];
}

/** What a route says of its problems, and what is added; of one status both. */
function joined(
  added: Record<string, ProblemAnswer>,
  own: [status: string, answer: unknown][],
): Record<string, unknown> {
  const all: Record<string, unknown> = { ...added };
  for (const [status, answer] of own) {
    const mine = answer as Partial<ProblemAnswer>;
    const more =
      added[status]?.description.split('; ').filter((one) => !mine.description?.includes(one)) ?? [];
    all[status] = more.length === 0 ? mine : { ...mine, description: [mine.description, ...more].join('; ') };
  }
  return all;
}

function withProblems(
  schema: FastifySchema | undefined,
  problems: Record<string, unknown> | undefined,
): FastifySchema | undefined {
  return schema && { ...schema, response: { ...(schema.response as object), ...problems } };
}

interface ObjectSchema {
  properties?: Record<string, { default?: unknown }>;
  required?: string[];
}

/** What has a default need not be in the query, although a handler always finds it there. */
function withOptionalDefaults(schema: FastifySchema | undefined): FastifySchema | undefined {
  const query = schema?.querystring as ObjectSchema | undefined;
  if (!query?.required) return schema;
  const { properties = {}, required } = query;
  const needed = required.filter((name) => properties[name]?.default === undefined);
  return { ...schema, querystring: { ...query, required: needed } };
}

/** Writes into the document who may call a route. */
function withAccess(schema: FastifySchema | undefined, access: Access | undefined): FastifySchema {
  const open = access === 'public';
  const who = open
    ? 'Needs no key.'
    : access === 'admin'
      ? 'Needs the admin key.'
      : access === 'anybody'
        ? 'Needs a key or a session.'
        : `Needs the scope ${[access ?? []]
            .flat()
            .map((scope) => `\`${scope}\``)
            .join(' or ')}.`;
  const described = schema?.description ? `${schema.description}\n\n${who}` : who;
  return Object.assign(
    { ...schema },
    { description: described, 'x-access': access },
    open ? { security: [] } : {},
  );
}

/** `GET /openapi.json`, and the pages under /docs. */
export const docsPlugin = fp(async (app) => {
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { deepLinking: true } });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
});
