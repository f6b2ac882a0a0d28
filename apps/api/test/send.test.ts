import type { Message } from '@watertight/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

let api: TestApi;
let company: string;

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
  await api.phone(company, 'wwebjs');
  await api.phone(company, 'meta');
});
afterAll(() => api.close());

const send = (body: unknown, headers: Record<string, string> = {}, chat = '60123456789', query = '') =>
  api.call(`POST /messages/text/${company}/${chat}${query}`, { body, headers });

const problem = async (response: Promise<{ statusCode: number; json<T>(): T }>) => {
  const answer = await response;
  const { code, detail, errors } = answer.json<{
    code: string;
    detail: string;
    errors?: { in: string; path: string; message: string }[];
  }>();
  return { status: answer.statusCode, code, detail, errors };
};

const stored = async () => (await api.store.messages.list(company, {}, { limit: 200 })).data.length;

test('a text is answered with 202 and is in the database then', async () => {
  const response = await send({
    message: 'Hello',
    phoneIndex: 1,
    metadata: { order: 7 },
    onUncertain: 'resend',
  });
  expect(response.statusCode).toBe(202);
  const body = response.json<Message & { processName: string }>();
  expect(body).toMatchObject({
    companyId: company,
    phoneIndex: 1,
    chatId: '60123456789',
    type: 'text',
    direction: 'outbound',
    status: 'queued',
    connectionType: 'meta',
    processName: 'meta',
    content: { text: 'Hello' },
    metadata: { order: 7 },
    sentAt: null,
  });
  expect(await api.store.messages.find(company, body.id)).toMatchObject({ status: 'queued', attempts: 0 });
});

test('the caller’s request id is answered, logged and kept; without tracing his trace is not', async () => {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const response = await send({ message: 'Hello' }, { 'x-request-id': 'order.7', traceparent });
  expect(response.headers['x-request-id']).toBe('order.7');
  expect(response.headers).not.toHaveProperty('traceparent');
  const { id } = response.json<Message>();
  const kept = await api.store.messages.find(company, id);
  expect(kept).toMatchObject({ requestId: 'order.7' });
  expect(kept).not.toHaveProperty('traceparent');
  const line = api.logged.find(({ msg, requestId }) => msg === 'http.request' && requestId === 'order.7');
  expect(line).toMatchObject({ status: 202, route: '/api/v2/messages/:type/:companyId/:chatId' });
  expect(line).not.toHaveProperty('traceId');
});

test('every spelling of a chat is the same chat', async () => {
  const spellings = ['60123456789', '%2B60123456789', '60123456789@c.us', '60123456789@s.whatsapp.net'];
  for (const spelling of spellings) {
    const response = await send({ message: 'x' }, {}, spelling);
    expect([response.statusCode, response.json<Message>().chatId]).toEqual([202, '60123456789']);
  }
  const group = await send({ message: 'x' }, {}, '120363025246125486@g.us');
  expect(group.json<Message>().chatId).toBe('120363025246125486@g.us');
});

test('a later time makes the message scheduled', async () => {
  const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
  const response = await send({ message: 'x', scheduledAt });
  expect(response.json<Message>()).toMatchObject({ status: 'scheduled', scheduledAt });
});

describe('an idempotency key', () => {
  test('answers the first message again, with 200, and makes no second one', async () => {
    const headers = { 'idempotency-key': 'order 1/a' };
    const first = await send({ message: 'Hello' }, headers);
    const before = await stored();
    const second = await send({ message: 'Hello' }, headers);
    expect([first.statusCode, first.headers['idempotent-replayed']]).toEqual([202, undefined]);
    expect([second.statusCode, second.headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect(second.json<Message>().id).toBe(first.json<Message>().id);
    expect(await stored()).toBe(before);
  });

  test('with another body, or for another chat, is refused', async () => {
    const headers = { 'idempotency-key': 'order 2' };
    await send({ message: 'Hello' }, headers);
    for (const other of [
      send({ message: 'Bye' }, headers),
      send({ message: 'Hello' }, headers, '60199999999'),
    ])
      expect(await problem(other)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('used two hundred times at once yields one message', async () => {
    const before = await stored();
    const headers = { 'idempotency-key': 'stampede' };
    const answers = await Promise.all(Array.from({ length: 200 }, () => send({ message: 'once' }, headers)));
    expect(new Set(answers.map((answer) => answer.json<Message>().id)).size).toBe(1);
    expect(answers.filter((answer) => answer.statusCode === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(199);
    expect(await stored()).toBe(before + 1);
  });

  test('belongs to its company', async () => {
    const other = await api.company();
    await api.phone(other);
    const headers = { 'idempotency-key': 'shared' };
    const first = await send({ message: 'Hello' }, headers);
    const second = await api.call(`POST /messages/text/${other}/60123456789`, {
      body: { message: 'Hello' },
      headers,
    });
    expect([first.statusCode, second.statusCode]).toEqual([202, 202]);
  });

  test.each(['', 'x'.repeat(256), 'naïve'])('that is no key is refused: %j', async (key) => {
    expect(await problem(send({ message: 'x' }, { 'idempotency-key': key }))).toMatchObject({
      status: 400,
      errors: [{ in: 'header', path: '/idempotency-key' }],
    });
  });
});

describe('what cannot be sent is refused, and nothing is stored', () => {
  const past = new Date(Date.now() - 1000).toISOString();
  const deep = JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`) as object;

  test.each<[string, unknown, string]>([
    ['no body', undefined, ''],
    ['an array', [], ''],
    ['no message', {}, '/message'],
    ['an empty message', { message: '' }, '/message'],
    ['a message too long', { message: 'x'.repeat(4097) }, '/message'],
    ['a number for a message', { message: 5 }, '/message'],
    ['an unknown field', { message: 'x', mesage: 'y' }, '/mesage'],
    ['a NUL character', { message: 'a\u0000b' }, '/message'],
    ['half of a surrogate pair', { message: 'a\ud800' }, '/message'],
    ['a NUL deep in the metadata', { message: 'x', metadata: { a: [{ b: '\u0000' }] } }, '/metadata/a/0/b'],
    ['metadata too large', { message: 'x', metadata: { a: 'x'.repeat(9000) } }, '/metadata'],
    ['metadata nested too deep', { message: 'x', metadata: deep }, '/metadata'],
    ['an expiry in the past', { message: 'x', expiresAt: past }, '/expiresAt'],
    ['a time that is none', { message: 'x', scheduledAt: 'tomorrow' }, '/scheduledAt'],
    ['a date that is none', { message: 'x', scheduledAt: '2026-02-30T00:00:00Z' }, '/scheduledAt'],
    ['a text for a phone index', { message: 'x', phoneIndex: '0' }, '/phoneIndex'],
    ['a word that is no choice', { message: 'x', onUncertain: 'maybe' }, '/onUncertain'],
    ['a mention of a group', { message: 'x', mentions: ['1203@g.us'] }, '/mentions/0'],
  ])('%s', async (_name, body, path) => {
    const before = await stored();
    const answer = await problem(send(body));
    expect(answer).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect(answer.errors?.[0]?.in).toBe('body');
    expect(answer.errors?.[0]?.path.startsWith(path)).toBe(true);
    expect(await stored()).toBe(before);
  });

  test('an expiry before the schedule', async () => {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const answer = await problem(send({ message: 'x', scheduledAt: at(100), expiresAt: at(50) }));
    expect(answer.errors?.[0]).toMatchObject({ path: '/expiresAt' });
  });

  test.each(['nobody', '12', '60123456789@s.example', '+', '60 123 456 789'])(
    'a chat that is no number: %s',
    async (chat) => {
      expect(await problem(send({ message: 'x' }, {}, encodeURIComponent(chat)))).toMatchObject({
        status: 400,
        code: 'CHAT_ID_INVALID',
      });
    },
  );

  test('an unknown company', async () => {
    const call = api.call('POST /messages/text/nobody/60123456789', { body: { message: 'x' } });
    expect(await problem(call)).toMatchObject({ status: 404, code: 'COMPANY_NOT_FOUND' });
  });

  test('an unknown phone', async () => {
    expect(await problem(send({ message: 'x', phoneIndex: 7 }))).toMatchObject({
      status: 404,
      code: 'PHONE_NOT_FOUND',
    });
  });

  test('a company without a phone', async () => {
    const empty = await api.company();
    const call = api.call(`POST /messages/text/${empty}/60123456789`, { body: { message: 'x' } });
    expect(await problem(call)).toMatchObject({ status: 409, code: 'NO_PHONE' });
  });

  test('a type that is none, with the names of those that are', async () => {
    const answer = await problem(api.call(`POST /messages/fax/${company}/60123456789`, { body: {} }));
    expect(answer).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ in: 'path', path: '/type' }],
    });
    expect(answer.detail).toContain('text, image');
  });

  const media = { mediaId: 'med_none' };

  test('a type that the phone’s channel does not send, with what it does', async () => {
    const answer = await problem(
      api.call(`POST /messages/poll/${company}/60123456789`, {
        body: { phoneIndex: 1, question: 'Tea?', options: ['yes', 'no'] },
      }),
    );
    expect(answer).toMatchObject({ status: 422, code: 'UNSUPPORTED_ON_CHANNEL' });
    expect(answer.detail).toMatch(/^Phone 1 \(meta\) cannot send poll; it sends text, image, /);
  });

  test('such a type of a company or phone that is not there', async () => {
    const unknown = api.call('POST /messages/image/nobody/60123456789', { body: { media } });
    expect(await problem(unknown)).toMatchObject({ status: 404, code: 'COMPANY_NOT_FOUND' });
    const phone = api.call(`POST /messages/image/${company}/60123456789`, { body: { phoneIndex: 7, media } });
    expect(await problem(phone)).toMatchObject({ status: 404, code: 'PHONE_NOT_FOUND' });
  });
});

test('a text of 4096 characters beyond the basic plane is taken and comes back as it was', async () => {
  const message = '👍'.repeat(4096);
  const sent = await send({ message });
  const read = await api.call(`GET /messages/${company}/${sent.json<Message>().id}`);
  expect(read.json<Message>().content).toEqual({ text: message });
});

describe('waiting', () => {
  test('holds the answer until the message is final', async () => {
    const waiting = send({ message: 'x' }, { 'idempotency-key': 'waited' }, '60123456789', '?wait=20');
    const first = await send({ message: 'x' }, { 'idempotency-key': 'waited' });
    await api.call(`DELETE /messages/${company}/${first.json<Message>().id}`);
    const answer = await waiting;
    expect(answer.json<Message>()).toMatchObject({ id: first.json<Message>().id, status: 'cancelled' });
  });

  test('ends with the message as it is when the time is over', async () => {
    const answer = await send({ message: 'x' }, {}, '60123456789', '?wait=0.1');
    expect([answer.statusCode, answer.json<Message>().status]).toEqual([202, 'queued']);
  });

  test.each(['31', '-1', 'long', ''])('cannot be %j seconds', async (wait) => {
    expect(await problem(send({ message: 'x' }, {}, '60123456789', `?wait=${wait}`))).toMatchObject({
      status: 400,
      errors: [{ in: 'query', path: '/wait' }],
    });
  });
});

test('a company named like a type or like batch can send and retry', async () => {
  for (const name of ['text', 'batch', 'retry']) {
    await api.store.companies.create({ id: name, name });
    await api.phone(name);
    const sent = await api.call(`POST /messages/text/${name}/60123456789`, { body: { message: 'x' } });
    expect(sent.statusCode).toBe(202);
    const { id } = sent.json<Message>();
    expect((await api.call(`GET /messages/${name}/${id}`)).statusCode).toBe(200);
    expect(await problem(api.call(`POST /messages/${name}/${id}/retry`))).toMatchObject({
      code: 'MESSAGE_NOT_RETRYABLE',
    });
    const batch = await api.call(`POST /messages/batch/${name}`, {
      body: { messages: [{ type: 'text', chatId: '60123456789', message: 'x' }] },
    });
    expect(batch.statusCode).toBe(202);
  }
});

test('accepted messages are counted by channel and class', async () => {
  await send({ message: 'x', phoneIndex: 1 });
  const metrics = (await api.call('GET /metrics', { key: null })).body;
  expect(metrics).toMatch(
    /watertight_messages_accepted_total\{channel="meta",class="live",process_name="api"\} [1-9]/,
  );
  expect(metrics).toMatch(
    /watertight_http_requests_total\{method="POST",route="\/api\/v2\/messages\/:type\/:companyId\/:chatId",status_class="2xx"/,
  );
});

test('neither texts, numbers nor keys reach the log', async () => {
  const text = 'a-very-private-text';
  await send({ message: text, [text]: 1 });
  await send({ message: text }, { 'idempotency-key': 'private' }, '60155555555');
  const lines = JSON.stringify(api.logged);
  expect(lines).toContain('http.request');
  for (const secret of [text, '60155555555', 'the-admin-key']) expect(lines).not.toContain(secret);
});
