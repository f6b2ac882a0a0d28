import { Validator } from '@seriousme/openapi-schema-validator';
import spectralCore, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { ERRORS, systemClock, type SendableType } from '@watertight/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSend } from '../src/routes/messages/request.ts';
import { SENDINGS } from '../src/schemas/send.ts';
import { startApi, type TestApi } from './support/api.ts';
import { exampleOf, isFacade, routesOf, type Document, type Operation } from './support/document.ts';

// Packages of the older kind.
const { Spectral } = spectralCore;
const { oas } = rulesets;

let api: TestApi;
let document: Document;
let operations: [name: string, operation: Operation][];
/** Without those that speak Meta's words. */
let ours: typeof operations;

beforeAll(async () => {
  api = await startApi();
  document = (await api.call('GET /openapi.json', { key: null })).json<Document>();
  operations = routesOf(document).map(({ name, operation }) => [name, operation]);
  ours = routesOf(document)
    .filter((route) => !isFacade(route))
    .map(({ name, operation }) => [name, operation]);
});
afterAll(() => api.close());

test('the document is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const result = await new Validator().validate({ ...structuredClone(document) });
  expect(result).toMatchObject({ valid: true });
});

test('spectral’s recommended rules for OpenAPI find nothing in it', async () => {
  const spectral = new Spectral();
  spectral.setRuleset({ extends: [[oas as RulesetDefinition, 'recommended']], rules: {} });
  const found = await spectral.run(structuredClone(document) as unknown as Record<string, unknown>);
  expect(found.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`)).toEqual([]);
});

test('every route is in it with a summary, an id of its own, a known tag and its answers', () => {
  const tags = document.tags.map(({ name }) => name);
  for (const [name, operation] of operations) {
    expect([name, operation.summary]).toEqual([name, expect.stringMatching(/\w/)]);
    expect([name, operation.tags?.every((tag) => tags.includes(tag))]).toEqual([name, true]);
    const [status, answer] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? [];
    expect([name, status === '204' || answer?.content !== undefined]).toEqual([name, true]);
  }
  const ids = operations.map(([, operation]) => operation.operationId);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(ids.length);
  expect(operations.length).toBeGreaterThanOrEqual(26);
});

test('every route with a key says what it needs and which problems it may answer', () => {
  for (const [name, operation] of ours) {
    if (operation['x-access'] === 'public') {
      expect([name, operation.security]).toEqual([name, []]);
      continue;
    }
    for (const status of ['400', '401', '403', '503']) {
      const answer = operation.responses[status];
      expect([name, answer?.content]).toEqual([
        name,
        { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      ]);
    }
    expect(operation.responses['401']?.description).toContain(ERRORS.UNAUTHENTICATED.title);
  }
});

test('every body refuses unknown fields, and shows how it looks', () => {
  const bodies = ours.filter(([, { requestBody }]) => requestBody?.content['application/json']);
  expect(bodies.length).toBeGreaterThanOrEqual(6);
  for (const [name, operation] of bodies) {
    const schema = operation.requestBody?.content['application/json']?.schema ?? {};
    const variants = schema.anyOf?.map(
      ({ $ref }) => document.components.schemas[$ref.split('/').at(-1) ?? ''],
    );
    for (const variant of variants ?? [schema])
      expect([name, variant?.additionalProperties]).toEqual([name, false]);
    expect([name, typeof exampleOf(operation)]).toEqual([name, 'object']);
  }
});

test('a send is documented for every type that has a body, alone and in a batch', () => {
  const send = document.paths['/api/v2/messages/{type}/{companyId}/{chatId}']?.post;
  const { schema, examples } = send?.requestBody?.content['application/json'] ?? {};
  for (const type of Object.keys(SENDINGS)) {
    const name = type.charAt(0).toUpperCase() + type.slice(1);
    expect(schema?.anyOf).toContainEqual({ $ref: `#/components/schemas/Send${name}` });
    expect(document.components.schemas).toHaveProperty(`Batch${name}`);
    expect(examples).toHaveProperty(type);
  }
});

test('every example of a send can be sent as it stands', () => {
  const send = document.paths['/api/v2/messages/{type}/{companyId}/{chatId}']?.post;
  const { examples = {} } = send?.requestBody?.content['application/json'] ?? {};
  for (const [name, { value }] of Object.entries(examples)) {
    const type = name.split(' ', 1)[0] as SendableType;
    const asked = { companyId: 'demo', type, chatId: '60123456789', idempotencyKey: undefined };
    expect(readSend(asked, value, systemClock)).toMatchObject({ kind: 'send' });
  }
});

test('every path of the contract that this version offers is there', () => {
  expect(operations.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'post /api/v2/companies',
      'get /api/v2/companies',
      'patch /api/v2/companies/{companyId}',
      'delete /api/v2/companies/{companyId}/api-keys/{keyId}',
      'post /api/v2/companies/{companyId}/phones',
      'patch /api/v2/companies/{companyId}/phones/{phoneIndex}',
      'get /api/v2/bots/{companyId}',
      ...['start', 'stop', 'restart', 'logout'].map(
        (verb) => `post /api/v2/bots/{companyId}/{phoneIndex}/${verb}`,
      ),
      'get /api/v2/bots/{companyId}/{phoneIndex}/qr',
      'post /api/v2/messages/{type}/{companyId}/{chatId}',
      'post /api/v2/messages/batch/{companyId}',
      'get /api/v2/messages/{companyId}',
      'get /api/v2/messages/{companyId}/{messageId}',
      'delete /api/v2/messages/{companyId}/{messageId}',
      'post /api/v2/messages/{companyId}/{messageId}/retry',
      'post /api/v2/messages/{companyId}/retry',
      'post /api/v2/media/{companyId}',
      'get /api/v2/media/{companyId}/{mediaId}',
      'get /health/all',
    ]),
  );
});

test('the documentation is served', async () => {
  const docs = await api.app.inject('/docs');
  expect([docs.statusCode, docs.headers['content-type']]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ]);
});
