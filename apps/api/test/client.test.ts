import { createClient, type Client, type Schema } from '@watertight/client';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_KEY, startApi, type TestApi } from './support/api.ts';
import { CLIENT_TYPES, clientTypes, OPENAPI_FILE, openapiFile } from './support/client-types.ts';

let api: TestApi;
let baseUrl: string;
let admin: Client;

beforeAll(async () => {
  api = await startApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  baseUrl = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  admin = createClient({ baseUrl, key: ADMIN_KEY });
});
afterAll(() => api.close());

test('the client’s types are those of the document; npm run client writes them', async () => {
  expect(await readFile(CLIENT_TYPES, 'utf8')).toBe(await clientTypes(api));
});

test('the document that the docs show is the one that is served; npm run client writes it', async () => {
  expect((await readFile(OPENAPI_FILE, 'utf8')) === (await openapiFile(api))).toBe(true);
});

test('a program makes a company, a key and a phone with it, and sends', async () => {
  const company = await admin.POST('/api/v2/companies', { body: { name: 'Tea House' } });
  const companyId = company.data?.id ?? '';
  const path = { companyId };
  const made = await admin.POST('/api/v2/companies/{companyId}/api-keys', {
    params: { path },
    body: { name: 'shop', scopes: ['messages:send', 'messages:read', 'phones:manage'] },
  });
  const shop = createClient({ baseUrl, key: made.data?.key ?? '' });
  const phone = await shop.POST('/api/v2/companies/{companyId}/phones', {
    params: { path },
    body: { connectionType: 'wwebjs' },
  });
  expect(phone.data).toMatchObject({ connectionType: 'wwebjs', phoneIndex: 0 });
  const sent = await shop.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {
    params: { path: { ...path, type: 'text', chatId: '60123456789' } },
    body: { message: 'hello' },
  });
  expect([sent.response.status, sent.data?.status]).toEqual([202, 'queued']);
  const list = await shop.GET('/api/v2/messages/{companyId}', {
    params: { path, query: { direction: 'outbound', limit: 10 } },
  });
  const messages: Schema<'Message'>[] = list.data?.data ?? [];
  expect(messages.map(({ id }) => id)).toEqual([sent.data?.id]);
});

test('what is refused is an error with a code', async () => {
  const { data, error, response } = await admin.GET('/api/v2/companies/{companyId}', {
    params: { path: { companyId: 'nobody' } },
  });
  expect([data, error?.code, response.status]).toEqual([undefined, 'COMPANY_NOT_FOUND', 404]);
});
