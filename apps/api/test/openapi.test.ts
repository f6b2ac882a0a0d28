import { Validator } from '@seriousme/openapi-schema-validator';
import { ERRORS } from '@watertight/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

interface Operation {
  summary?: string;
  operationId?: string;
  tags?: string[];
  security?: unknown[];
  'x-access'?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: {
    content: Record<string, { schema: { required?: string[]; additionalProperties?: boolean } }>;
  };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  tags: { name: string }[];
  components: { schemas: Record<string, object> };
  paths: Record<string, Record<string, Operation>>;
}

let api: TestApi;
let document: Document;
let operations: [name: string, operation: Operation][];

beforeAll(async () => {
  api = await startApi();
  document = (await api.call('GET /openapi.json', { key: null })).json<Document>();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );
});
afterAll(() => api.close());

test('the document is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const result = await new Validator().validate({ ...structuredClone(document) });
  expect(result).toMatchObject({ valid: true });
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
  for (const [name, operation] of operations) {
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

test('every body refuses unknown fields', () => {
  const bodies = operations.flatMap(([name, { requestBody }]) =>
    requestBody ? [[name, requestBody.content['application/json']?.schema.additionalProperties]] : [],
  );
  expect(bodies.length).toBeGreaterThanOrEqual(6);
  for (const body of bodies) expect(body).toEqual([body[0], false]);
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
      'get /health/all',
    ]),
  );
});

test('the root leads to the documentation, which is served', async () => {
  const root = await api.app.inject('/');
  expect([root.statusCode, root.headers.location]).toEqual([302, '/docs']);
  const docs = await api.app.inject('/docs');
  expect([docs.statusCode, docs.headers['content-type']]).toEqual([
    200,
    expect.stringContaining('text/html'),
  ]);
});
