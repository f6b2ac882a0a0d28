import { ERRORS } from '@watertight/core';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

let api: TestApi;
let company: string;

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
  await api.phone(company);
});
afterAll(() => api.close());

const post = (payload: string, type = 'application/json', path = `/messages/text/${company}/60123456789`) =>
  api.call(`POST ${path}` as 'POST /', { payload, headers: { 'content-type': type } });

test('a problem has type, title, status, detail, code and the request’s id', async () => {
  const response = await api.call('GET /nowhere', { headers: { 'x-request-id': 'mine-1' } });
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(response.headers['x-request-id']).toBe('mine-1');
  expect(response.json()).toEqual({
    type: '/docs/errors#NOT_FOUND',
    title: ERRORS.NOT_FOUND.title,
    status: 404,
    detail: ERRORS.NOT_FOUND.remedy,
    code: 'NOT_FOUND',
    requestId: 'mine-1',
  });
});

test('a request id that a log cannot hold is replaced', async () => {
  const response = await api.call('GET /nowhere', { headers: { 'x-request-id': 'a b{}' } });
  expect(response.headers['x-request-id']).toMatch(/^[0-9A-Z]{26}$/);
});

test('every code of the catalogue is explained where its type points', async () => {
  const page = await api.call('GET /docs/errors', { key: null });
  for (const code of Object.keys(ERRORS)) expect(page.body).toContain(`id="${code}"`);
});

test.each([
  ['half a JSON', '{"message":"x"'],
  ['JSON that would change prototypes', '{"message":"x","__proto__":{"a":1}}'],
  ['a word', 'hello'],
])('%s is no body', async (_name, payload) => {
  expect((await post(payload)).json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
});

test('a body of another type than JSON is refused', async () => {
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])
    expect((await post('{"message":"x"}', type)).json()).toMatchObject({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
});

test('an oversized body is refused', async () => {
  const body = JSON.stringify({ message: 'x'.repeat(1024 * 1024) });
  expect((await post(body)).json()).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
});

test('a path that takes other methods says which', async () => {
  const response = await api.call(`PUT /companies/${company}`);
  expect(response.json()).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  expect(String(response.headers.allow).split(', ').sort()).toEqual(['DELETE', 'GET', 'HEAD', 'PATCH']);
});

test('a path that cannot be decoded is refused as one', async () => {
  expect((await api.call('GET /%zz')).json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
});

test('an unexpected fault says nothing of the inside, and is logged with the request’s id', async () => {
  const get = api.store.companies.get;
  api.store.companies.get = () => Promise.reject(new Error('relation "secrets" does not exist'));
  const response = await api.call(`GET /companies/${company}`, { headers: { 'x-request-id': 'broken-1' } });
  api.store.companies.get = get;
  expect(response.json()).toMatchObject({ status: 500, code: 'INTERNAL', requestId: 'broken-1' });
  expect(response.body).not.toContain('secrets');
  expect(api.logged).toContainEqual(
    expect.objectContaining({ level: 'error', msg: 'http.failed', requestId: 'broken-1' }),
  );
});

test('one line for each request names the template, never the path', async () => {
  await api.call(`GET /companies/${company}`, { headers: { 'x-request-id': 'line-1' } });
  const lines = api.logged.filter((line) => line.requestId === 'line-1' && line.msg === 'http.request');
  expect(lines).toEqual([
    expect.objectContaining({
      method: 'GET',
      route: '/api/v2/companies/:companyId',
      status: 200,
      durationMs: expect.any(Number) as number,
      companyId: company,
    }),
  ]);
});

test('bytes that are no HTTP request are answered with a problem', async () => {
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('application/problem+json');
});
