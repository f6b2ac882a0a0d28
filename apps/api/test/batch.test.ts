import type { Message } from '@watertight/core';
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

interface Result {
  status: number;
  message?: Message;
  problem?: { code: string; errors?: { path: string }[] };
}

const text = (message: string, more: object = {}) => ({
  type: 'text',
  chatId: '60123456789',
  message,
  ...more,
});
const send = (messages: unknown, to = company) =>
  api.call(`POST /messages/batch/${to}`, { body: { messages } });

test('each message has its own result, in the order of the request', async () => {
  const response = await send([
    text('one'),
    { type: 'template', chatId: '60123456789', template: { name: 'x', language: 'en' } },
    text('two', { chatId: 'nobody' }),
    { type: 'text', chatId: '60123456789' },
    text('three', { phoneIndex: 9 }),
    'four',
    text('five'),
  ]);
  expect(response.statusCode).toBe(202);
  const { data } = response.json<{ data: Result[] }>();
  expect(data.map((result) => [result.status, result.problem?.code ?? result.message?.content])).toEqual([
    [202, { text: 'one' }],
    [422, 'UNSUPPORTED_ON_CHANNEL'],
    [400, 'CHAT_ID_INVALID'],
    [400, 'VALIDATION_FAILED'],
    [404, 'PHONE_NOT_FOUND'],
    [400, 'VALIDATION_FAILED'],
    [202, { text: 'five' }],
  ]);
  expect(data[3]?.problem?.errors?.[0]?.path).toBe('/messages/3/message');
});

test('idempotency keys hold within a batch and from one to the next', async () => {
  const messages = [
    text('a', { idempotencyKey: 'k' }),
    text('a', { idempotencyKey: 'k' }),
    text('b', { idempotencyKey: 'k' }),
  ];
  const statuses = async () =>
    (await send(messages)).json<{ data: Result[] }>().data.map(({ status }) => status);
  expect(await statuses()).toEqual([202, 200, 409]);
  expect(await statuses()).toEqual([200, 200, 409]);
});

test('a thousand messages are taken, and one more is not', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => text(`m${index}`));
  const { data } = (await send(many)).json<{ data: Result[] }>();
  expect(data.map(({ message }) => message?.content)).toEqual(many.map(({ message }) => ({ text: message })));
  expect((await send([...many, text('more')])).statusCode).toBe(400);
  expect((await send([])).statusCode).toBe(400);
});

test('a batch for a company that is not there is refused as a whole', async () => {
  const response = await send([text('x')], 'nobody');
  expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([404, 'COMPANY_NOT_FOUND']);
});

test('a batch may be larger than other bodies', async () => {
  const large = Array.from({ length: 500 }, () => text('x'.repeat(4096)));
  const { data } = (await send(large)).json<{ data: Result[] }>();
  expect(data.every(({ status }) => status === 202)).toBe(true);
});
