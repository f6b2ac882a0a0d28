import { SCOPES, systemClock } from '@watertight/core';
import { createMetrics } from '@watertight/health';
import { createLogger, Secret } from '@watertight/service';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../src/app.ts';
import type { Access } from '../src/plugins/auth.ts';
import { ADMIN_KEY, startApi, type TestApi } from './support/api.ts';
import {
  addressOf,
  documentOf,
  exampleOf,
  isFacade,
  routesOf,
  type DocumentedRoute,
} from './support/document.ts';

let api: TestApi;
let mine: string;
let foreignKey: string;

interface Operation extends DocumentedRoute {
  access: Access;
}

/** Every route, as the OpenAPI document tells it, on my company; those of the facade are walked in facade.test.ts. */
const operations = (): Operation[] =>
  routesOf(documentOf(api))
    .filter((route) => !isFacade(route))
    .map((route) => ({ ...route, path: addressOf(route, mine), access: route.operation['x-access'] }));

const ask = async ({ method, path }: Operation, key: string | null) => {
  const response = await api.app.inject({ method, url: path, headers: key ? { 'x-api-key': key } : {} });
  return { status: response.statusCode, body: response.json<{ code: string; detail: string }>(), response };
};

beforeAll(async () => {
  api = await startApi();
  mine = await api.company();
  foreignKey = await api.key(await api.company());
});
afterAll(() => api.close());

const closed = () => operations().filter((operation) => operation.access !== 'public');
const scoped = () =>
  closed().filter((operation) => operation.access !== 'admin' && operation.access !== 'anybody');

test('only health, metrics, documentation, and signing in and out, are open', () => {
  const open = operations().filter((operation) => operation.access === 'public');
  expect(open.map((operation) => operation.name).sort()).toEqual([
    'get /health',
    'get /health/all',
    'get /health/ready',
    'get /metrics',
    'post /api/v2/auth/sign-in',
    'post /api/v2/auth/sign-out',
  ]);
  expect(closed().length).toBeGreaterThan(65);
});

test('no route answers without a key, or with one that nobody holds', async () => {
  for (const operation of closed()) {
    for (const key of [null, 'wt_nobody', `${ADMIN_KEY}x`, 'x'.repeat(5000)]) {
      const { status, body, response } = await ask(operation, key);
      expect({ name: operation.name, status, code: body.code }).toEqual({
        name: operation.name,
        status: 401,
        code: 'UNAUTHENTICATED',
      });
      expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  }
});

test('another company’s things do not exist for a key, on every route below a company', async () => {
  const below = closed().filter((operation) => operation.path.includes(mine));
  expect(below.length).toBeGreaterThan(60);
  for (const operation of below) {
    const { status, body } = await ask(operation, foreignKey);
    expect({ name: operation.name, status, code: body.code }).toEqual({
      name: operation.name,
      status: 404,
      code: 'COMPANY_NOT_FOUND',
    });
  }
});

test('a foreign administrator, with a key or signed in, changes nothing of a company on any route, whatever he sends', async () => {
  const elsewhere = await api.company();
  const key = await api.key(elsewhere);
  const employee = {
    email: 'foreign@example.org',
    name: 'x',
    role: 'admin',
    password: 'correct horse battery',
  };
  await api.call(`POST /companies/${elsewhere}/employees`, { body: employee });
  const { email, password } = employee;
  const [cookie] = (await api.call('POST /auth/sign-in', { key: null, body: { email, password } })).cookies;
  const session = { cookie: `${cookie?.name}=${cookie?.value}`, 'sec-fetch-site': 'same-origin' };

  await api.phone(mine);
  const lists = ['phones', 'contacts', 'employees', 'api-keys'].map((name) => `companies/${mine}/${name}`);
  const whole = async () => {
    const paths = [...lists, `companies/${mine}`, `webhooks/${mine}`, `media/${mine}`, `messages/${mine}`];
    const answers = await Promise.all(paths.map((path) => api.call(`GET /${path}`)));
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    return answers.map(({ body }) => body);
  };

  const before = await whole();
  for (const route of routesOf(documentOf(api)).filter(
    ({ operation }) => operation['x-access'] !== 'public',
  )) {
    const url = addressOf(route, mine);
    if (!url.includes(mine)) continue; // of no company
    const example = exampleOf(route.operation);
    for (const headers of [{ 'x-api-key': key }, session]) {
      const payload = example ? { payload: example } : {};
      const response = await api.app.inject({ method: route.method, url, headers, ...payload });
      expect([route.name, response.statusCode]).toEqual([route.name, 404]);
    }
  }
  expect(await whole()).toEqual(before);
});

test('every route with a scope refuses a key that has all others, and names the scope', async () => {
  const keys = new Map<string, string>();
  for (const operation of scoped()) {
    const needed = [operation.access].flat();
    const name = needed.join();
    if (!keys.has(name))
      keys.set(
        name,
        await api.key(
          mine,
          SCOPES.filter((scope) => !needed.includes(scope)),
        ),
      );
    const { status, body } = await ask(operation, keys.get(name) ?? '');
    expect({ name: operation.name, status, code: body.code }).toEqual({
      name: operation.name,
      status: 403,
      code: 'FORBIDDEN',
    });
    for (const scope of needed) expect(body.detail).toContain(scope);
  }
});

test('who reads messages, and who manages phones, reads the phones’ names and state; neither the other’s rest', async () => {
  const phone = await api.phone(mine);
  for (const scope of ['messages:read', 'phones:manage'] as const) {
    const key = await api.key(mine, [scope]);
    for (const path of [
      `companies/${mine}/phones`,
      `companies/${mine}/phones/${phone.phoneIndex}`,
      `bots/${mine}`,
      `bots/${mine}/${phone.phoneIndex}`,
    ])
      expect([path, (await api.call(`GET /${path}`, { key })).statusCode]).toEqual([path, 200]);
  }
  const reader = await api.key(mine, ['messages:read']);
  const stop = await api.call(`POST /bots/${mine}/${phone.phoneIndex}/stop`, { key: reader });
  expect(stop.statusCode).toBe(403);
});

test('what is the admin’s refuses a company key with every scope', async () => {
  const key = await api.key(mine);
  const admins = closed().filter((operation) => operation.access === 'admin');
  expect(admins.map((operation) => operation.name).sort()).toEqual([
    'delete /api/v2/companies/{companyId}',
    'get /api/v2/audit',
    'get /api/v2/companies',
    'get /api/v2/erasures',
    'get /api/v2/erasures/{erasureId}',
    'post /api/v2/companies',
  ]);
  for (const operation of admins) {
    const { status, body } = await ask(operation, key);
    expect([operation.name, status, body.code]).toEqual([operation.name, 403, 'FORBIDDEN']);
  }
});

test('a company that does not exist is not found with the admin key, on every route below one', async () => {
  const below = closed().filter((operation) => operation.path.includes(mine));
  for (const operation of below) {
    const gone = { ...operation, path: operation.path.replace(mine, 'nobody') };
    const example = exampleOf(operation.operation);
    const response = await api.app.inject({
      method: gone.method,
      url: gone.path,
      headers: { 'x-api-key': ADMIN_KEY },
      ...(example ? { payload: example } : {}),
    });
    expect([gone.name, response.statusCode, response.json<{ code: string }>().code]).toEqual([
      gone.name,
      404,
      'COMPANY_NOT_FOUND',
    ]);
  }
});

describe('a key', () => {
  test('is taken from Authorization and from X-Api-Key alike', async () => {
    const key = await api.key(mine);
    const path = `/api/v2/messages/${mine}`;
    for (const headers of [
      { authorization: `Bearer ${key}` },
      { authorization: `bearer ${key}` },
      { 'x-api-key': key },
    ]) {
      expect((await api.app.inject({ url: path, headers })).statusCode).toBe(200);
    }
  });

  test('is refused at once by the instance that revoked it', async () => {
    const made = await api.call(`POST /companies/${mine}/api-keys`, {
      body: { name: 'k', scopes: ['messages:read'] },
    });
    const { id, key } = made.json<{ id: string; key: string }>();
    expect((await api.call(`GET /messages/${mine}`, { key })).statusCode).toBe(200);
    expect((await api.call(`DELETE /companies/${mine}/api-keys/${id}`)).statusCode).toBe(204);
    expect((await api.call(`GET /messages/${mine}`, { key })).statusCode).toBe(401);
  });

  test('of a company that was removed is refused', async () => {
    const gone = await api.company();
    const key = await api.key(gone);
    expect((await api.call(`GET /messages/${gone}`, { key })).statusCode).toBe(200);
    expect((await api.call(`DELETE /companies/${gone}`)).statusCode).toBe(204);
    expect((await api.call(`GET /messages/${gone}`, { key })).statusCode).toBe(401);
  });
});

test('a route that does not say who may call it keeps the app from starting', async () => {
  const app = buildApp({
    ...api,
    accepting: {} as never, // nothing is called
    phoneCalls: {} as never,
    erasing: {} as never,
    metrics: createMetrics({ processName: 'api' }),
    clock: systemClock,
    log: createLogger({ process: 'api', instanceId: 'x', level: 'silent' }),
    adminKey: new Secret(ADMIN_KEY),
    sandboxServers: { graphUrl: null, waWebUrl: null },
    sandbox: false,
    dashboardDir: null,
    limits: {
      requestsPerSecond: 0,
      failedKeysPerMinute: 0,
      maxLagMs: 0,
      memoryLimitMb: null,
      trustedProxies: [],
    },
  });
  app.register(async (scope) => {
    scope.get('/forgotten', () => 'open');
  });
  await expect(app.ready()).rejects.toThrow(/config\.access.*GET \/forgotten/);
  await app.close();
});
