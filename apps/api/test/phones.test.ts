import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const meta = (phoneNumberId: string) => ({
  phoneNumberId,
  wabaId: '42',
  accessToken: 'EAAsecret',
  appSecret: 'app-secret',
  verifyToken: 'verify-secret',
});
/** Some worker serves the phone: what it says of it counts while its lease holds. */
const serve = (phoneId: string) => api.store.leases.acquire(phoneId, 'wwebjs-1', 60_000);
const create = (company: string, body: unknown) => api.call(`POST /companies/${company}/phones`, { body });

interface Phone {
  phoneId: string;
  phoneIndex: number;
  connectionType: string;
}

test('a WhatsApp Web phone gets the lowest free index and digits of its own', async () => {
  const company = await api.company();
  await create(company, { connectionType: 'wwebjs', phoneIndex: 1 });
  const response = await create(company, { connectionType: 'wwebjs', name: 'Support' });
  expect(response.statusCode).toBe(201);
  expect(response.headers.location).toBe(`/api/v2/companies/${company}/phones/0`);
  expect(response.json()).toMatchObject({
    companyId: company,
    phoneIndex: 0,
    name: 'Support',
    connectionType: 'wwebjs',
    processName: 'wwebjs',
    mode: 'live',
    status: 'stopped',
    desiredState: 'start',
    phoneNumberId: expect.stringMatching(/^9\d{14}$/),
    limits: null,
  });
});

test('the secrets of a Cloud API phone never come back', async () => {
  const company = await api.company();
  const created = await create(company, {
    connectionType: 'meta',
    meta: meta('1001'),
    limits: { enabled: false },
  });
  expect(created.json()).toMatchObject({
    connectionType: 'meta',
    processName: 'meta',
    phoneNumberId: '1001',
    wabaId: '42',
    limits: { enabled: false },
  });
  const others = await Promise.all([
    api.call(`GET /companies/${company}/phones`),
    api.call(`GET /companies/${company}/phones/0`),
    api.call(`PATCH /companies/${company}/phones/0`, { body: { meta: { accessToken: 'EAAother' } } }),
    api.call(`GET /bots/${company}/0`),
  ]);
  for (const { statusCode, body } of [created, ...others]) {
    expect(statusCode).toBeLessThan(300);
    expect(body).not.toMatch(/secret|EAA|token/i);
  }
});

test.each([
  [{ connectionType: 'meta' }, '/meta'],
  [{ connectionType: 'meta', meta: { phoneNumberId: '1' } }, '/meta/accessToken'],
  [{ connectionType: 'telegram' }, '/connectionType'],
  [{ connectionType: 'wwebjs', phoneIndex: -1 }, '/phoneIndex'],
  [{ connectionType: 'wwebjs', limits: { speed: 9 } }, '/limits/speed'],
  [{}, '/connectionType'],
])('a phone is refused as %j', async (body, path) => {
  const answer = (await create(await api.company(), body)).json<{
    code: string;
    errors: { path: string }[];
  }>();
  expect([answer.code, answer.errors[0]?.path]).toEqual(['VALIDATION_FAILED', path]);
});

test('an index, and a Meta number, can be taken once', async () => {
  const company = await api.company();
  await create(company, { connectionType: 'meta', meta: meta('1002'), phoneIndex: 3 });
  for (const body of [
    { connectionType: 'wwebjs', phoneIndex: 3 },
    { connectionType: 'meta', meta: meta('1002') },
  ])
    expect((await create(company, body)).json()).toMatchObject({ status: 409, code: 'PHONE_EXISTS' });
});

test('a company that is not there gets no phone', async () => {
  expect((await create('nobody', { connectionType: 'wwebjs' })).json()).toMatchObject({
    code: 'COMPANY_NOT_FOUND',
  });
});

test('a phone is rerouted only with credentials for where it goes', async () => {
  const company = await api.company();
  await create(company, { connectionType: 'wwebjs' });
  const change = (body: unknown) => api.call(`PATCH /companies/${company}/phones/0`, { body });
  expect((await change({ connectionType: 'meta' })).json()).toMatchObject({ errors: [{ path: '/meta' }] });
  expect((await change({ connectionType: 'meta', meta: meta('1003') })).json()).toMatchObject({
    connectionType: 'meta',
    processName: 'meta',
    phoneNumberId: '1003',
  });
  expect((await change({ connectionType: 'wwebjs' })).json()).toMatchObject({ processName: 'wwebjs' });
  expect((await change({ connectionType: 'meta' })).json()).toMatchObject({ processName: 'meta' });
});

test('a change takes name and limits, and an empty one is refused', async () => {
  const company = await api.company();
  await create(company, { connectionType: 'wwebjs', name: 'Old' });
  const change = (body: unknown) => api.call(`PATCH /companies/${company}/phones/0`, { body });
  expect((await change({ name: null, limits: { messagesPerSecond: 2 } })).json()).toMatchObject({
    name: null,
    limits: { messagesPerSecond: 2 },
  });
  expect((await change({})).statusCode).toBe(400);
});

test('a phone names another one of the company as its fallback, and no other', async () => {
  const company = await api.company();
  await create(company, { connectionType: 'wwebjs' });
  const refused = await create(company, {
    connectionType: 'wwebjs',
    fallback: { phoneIndex: 7, afterSeconds: 60 },
  });
  expect(refused.json()).toMatchObject({ errors: [{ path: '/fallback/phoneIndex' }] });
  const made = await create(company, {
    connectionType: 'wwebjs',
    fallback: { phoneIndex: 0, afterSeconds: 60 },
  });
  expect(made.json()).toMatchObject({
    phoneIndex: 1,
    fallback: { phoneIndex: 0, afterSeconds: 60, queued: false },
  });
  const change = (fallback: unknown) =>
    api.call(`PATCH /companies/${company}/phones/1`, { body: { fallback } });
  expect((await change({ phoneIndex: 1, afterSeconds: 60 })).statusCode).toBe(400);
  expect((await change({ phoneIndex: 0, afterSeconds: 0 })).statusCode).toBe(400);
  expect((await change({ phoneIndex: 0, afterSeconds: 5, queued: true })).json()).toMatchObject({
    fallback: { phoneIndex: 0, afterSeconds: 5, queued: true },
  });
  expect((await change(null)).json()).toMatchObject({ fallback: null });
});

test('a phone is removed, once', async () => {
  const company = await api.company();
  await create(company, { connectionType: 'wwebjs' });
  expect((await api.call(`DELETE /companies/${company}/phones/0`)).statusCode).toBe(204);
  for (const request of ['GET', 'DELETE'] as const)
    expect((await api.call(`${request} /companies/${company}/phones/0`)).json()).toMatchObject({
      status: 404,
      code: 'PHONE_NOT_FOUND',
    });
});

test('every change of a phone is told to the other processes', async () => {
  const company = await api.company();
  const publish = vi.spyOn(api.coordination, 'publish');
  const { phoneId } = (await create(company, { connectionType: 'wwebjs' })).json<Phone>();
  const requests = [
    [`PATCH /companies/${company}/phones/0`, { name: 'x' }],
    [`POST /bots/${company}/0/stop`],
    [`DELETE /companies/${company}/phones/0`],
  ] as const;
  for (const [request, body] of requests) await api.call(request, { body });
  expect(publish.mock.calls).toEqual(Array(4).fill(['phones', { companyId: company, phoneId }]));
  publish.mockRestore();
});

describe('without SANDBOX', () => {
  let live: TestApi;
  beforeAll(async () => {
    live = await startApi({ databaseUrl: api.databaseUrl, sandbox: false });
  });
  afterAll(() => live.close());

  test('no phone is made or becomes a sandbox phone', async () => {
    const company = await live.company();
    const made = await live.call(`POST /companies/${company}/phones`, {
      body: { connectionType: 'wwebjs', mode: 'sandbox' },
    });
    expect(made.json()).toMatchObject({ status: 422, code: 'SANDBOX_DISABLED' });
    await live.phone(company);
    const changed = await live.call(`PATCH /companies/${company}/phones/0`, { body: { mode: 'sandbox' } });
    expect(changed.json()).toMatchObject({ status: 422, code: 'SANDBOX_DISABLED' });
  });
});

describe('a bot', () => {
  test('shows how its phone is connected', async () => {
    const company = await api.company();
    const { phoneId } = await api.phone(company);
    await serve(phoneId);
    await api.store.phones.report(phoneId, { status: 'ready', me: '60111222333', instanceId: 'wwebjs-1' });
    const one = (await api.call(`GET /bots/${company}/0`)).json<Record<string, unknown>>();
    expect(one).toMatchObject({
      companyId: company,
      phoneIndex: 0,
      connectionType: 'wwebjs',
      processName: 'wwebjs',
      status: 'ready',
      reason: null,
      phoneNumber: '60111222333',
      desiredState: 'start',
      instanceId: 'wwebjs-1',
    });
    expect(one.connectedAt).not.toBeNull();
    expect((await api.call(`GET /bots/${company}`)).json()).toEqual({ data: [one], nextCursor: null });
  });

  test.each([
    ['start', 'start', null],
    ['stop', 'stop', null],
    ['restart', 'start', 'restart'],
    ['logout', 'stop', 'logout'],
  ])('%s is written down for its worker', async (verb, desiredState, command) => {
    const company = await api.company();
    const { phoneId } = await api.phone(company);
    const response = await api.call(`POST /bots/${company}/0/${verb}`);
    expect([response.statusCode, response.json<{ desiredState: string }>().desiredState]).toEqual([
      202,
      desiredState,
    ]);
    expect(await api.store.phones.takeCommand(phoneId)).toBe(command);
  });

  test('that failed is begun anew when it is started: it is wanted already', async () => {
    const company = await api.company();
    const { phoneId } = await api.phone(company);
    await api.store.phones.report(phoneId, {
      status: 'failed',
      reason: 'Nobody scanned the QR code; start the phone again.',
      reasonCode: 'QR_TIMEOUT',
      instanceId: 'wwebjs-1',
    });
    expect((await api.call(`GET /bots/${company}/0`)).json()).toMatchObject({ reasonCode: 'QR_TIMEOUT' });
    expect((await api.call(`POST /bots/${company}/0/start`)).statusCode).toBe(202);
    expect(await api.store.phones.takeCommand(phoneId)).toBe('restart');
  });

  test('takes a POST that announces JSON and has no body', async () => {
    const company = await api.company();
    await api.phone(company);
    const headers = { 'content-type': 'application/json' };
    expect((await api.call(`POST /bots/${company}/0/start`, { headers })).statusCode).toBe(202);
  });

  test('that is not there is not found', async () => {
    const company = await api.company();
    for (const request of ['GET /bots/:c/0', 'GET /bots/:c/0/qr', 'POST /bots/:c/0/start'] as const) {
      const response = await api.call(request.replace(':c', company) as typeof request);
      expect([request, response.json<{ code: string }>().code]).toEqual([request, 'PHONE_NOT_FOUND']);
    }
    expect((await api.call(`GET /bots/${company}/first`)).json()).toMatchObject({
      status: 400,
      errors: [{ in: 'path' }],
    });
  });
});

describe('a QR code', () => {
  const withQr = async (expiresInMs: number) => {
    const company = await api.company();
    const { phoneId } = await api.phone(company);
    await serve(phoneId);
    const qr = { qr: '2@abc,def', expiresAt: new Date(Date.now() + expiresInMs) };
    await api.store.phones.report(phoneId, { status: 'qr', qr, instanceId: 'wwebjs-1' });
    return { company, qr };
  };

  test('is JSON, or a picture for who asks for one', async () => {
    const { company, qr } = await withQr(60_000);
    const json = await api.call(`GET /bots/${company}/0/qr`);
    expect(json.json()).toEqual({ qr: qr.qr, expiresAt: qr.expiresAt.toISOString() });
    const png = await api.call(`GET /bots/${company}/0/qr`, { headers: { accept: 'image/png' } });
    expect(png.headers['content-type']).toBe('image/png');
    expect(png.rawPayload.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  });

  test('that has expired, or never was, is not available', async () => {
    const { company } = await withQr(-1000);
    expect((await api.call(`GET /bots/${company}/0/qr`)).json()).toMatchObject({
      status: 409,
      code: 'QR_NOT_AVAILABLE',
    });
    const other = await api.company();
    await api.phone(other);
    expect((await api.call(`GET /bots/${other}/0/qr`)).json()).toMatchObject({
      code: 'QR_NOT_AVAILABLE',
      detail: 'Phone 0 is stopped; it has a QR code while its status is qr.',
    });
  });
});
