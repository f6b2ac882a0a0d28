import type { Message } from '@watertight/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

const send = async (message: string, more: object = {}, chat = '60123456789') =>
  (await api.call(`POST /messages/text/${company}/${chat}`, { body: { message, ...more } })).json<Message>();

const fail = (id: string) =>
  api.store.messages.change({
    facts: new Map([[id, null]]),
    decide: () => ({
      status: 'failed',
      error: { code: 'PROVIDER_REFUSED', detail: 'Refused', retryable: false },
      events: [{ type: 'message.failed', detail: { code: 'PROVIDER_REFUSED' } }],
    }),
  });

test('a message shows its timeline, oldest first', async () => {
  const { id } = await send('x');
  await fail(id);
  const response = await api.call(`GET /messages/${company}/${id}`);
  expect(response.statusCode).toBe(200);
  const body = response.json<Message & { events: { type: string; at: string; detail: unknown }[] }>();
  expect(body).toMatchObject({ id, status: 'failed', error: { code: 'PROVIDER_REFUSED', retryable: false } });
  expect(body.events.map(({ type, detail }) => [type, detail])).toEqual([
    ['message.queued', { routedBy: 'first' }],
    ['message.failed', { code: 'PROVIDER_REFUSED' }],
  ]);
  expect(Date.parse(body.events[0]?.at ?? '')).toBeLessThanOrEqual(Date.parse(body.events[1]?.at ?? ''));
});

test('a message of another company is not found', async () => {
  const { id } = await send('x');
  const other = await api.company();
  for (const request of [
    `GET /messages/${other}/${id}`,
    `DELETE /messages/${other}/${id}`,
    `POST /messages/${other}/${id}/retry`,
  ] as const) {
    const response = await api.call(request);
    expect([request, response.statusCode, response.json<{ code: string }>().code]).toEqual([
      request,
      404,
      'MESSAGE_NOT_FOUND',
    ]);
  }
  expect((await api.store.messages.find(company, id))?.status).toBe('queued');
});

describe('a list', () => {
  test('walks by cursor over every message once, the newest first', async () => {
    const listed = await api.company();
    await api.phone(listed);
    const sent: string[] = [];
    for (let n = 0; n < 5; n++) {
      const response = await api.call(`POST /messages/text/${listed}/60123456789`, {
        body: { message: `${n}` },
      });
      sent.unshift(response.json<Message>().id);
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const query: string = cursor ? `&cursor=${cursor}` : '';
      const page = (await api.call(`GET /messages/${listed}?limit=2${query}`)).json<{
        data: Message[];
        nextCursor: string | null;
      }>();
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(sent);
  });

  test('keeps to its filters', async () => {
    const { id } = await send('x', { phoneIndex: 1 }, '60177777777');
    const ids = async (query: string) =>
      (await api.call(`GET /messages/${company}?${query}`)).json<{ data: Message[] }>().data.map((m) => m.id);
    expect(await ids('chatId=%2B60177777777')).toEqual([id]);
    expect(await ids('chatId=60177777777&status=queued&direction=outbound&phoneIndex=1')).toEqual([id]);
    for (const other of ['status=sent', 'direction=inbound', 'phoneIndex=0'])
      expect(await ids(`chatId=60177777777&${other}`)).toEqual([]);
    const now = new Date(Date.now() + 60_000).toISOString();
    expect(await ids(`chatId=60177777777&from=${now}`)).toEqual([]);
    expect(await ids(`chatId=60177777777&to=${now}`)).toEqual([id]);
  });

  test.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=true', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['cursor=abc', '/cursor'],
    ['status=lost', '/status'],
    ['status=failed,', '/status'],
    ['status=failed,lost', '/status'],
    ['from=yesterday', '/from'],
    ['phoneIndex=99999999999', '/phoneIndex'],
    ['colour=red', '/colour'],
    ['chatId=a%00b', '/chatId'],
  ])('refuses %s', async (query, path) => {
    const response = await api.call(`GET /messages/${company}?${query}`);
    expect(response.json()).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ in: 'query', path }],
    });
  });

  test('refuses a chat that is no number', async () => {
    expect((await api.call(`GET /messages/${company}?chatId=me`)).json()).toMatchObject({
      code: 'CHAT_ID_INVALID',
    });
  });
});

test('a queued message is cancelled, once', async () => {
  const { id } = await send('x');
  const first = await api.call(`DELETE /messages/${company}/${id}`);
  expect([first.statusCode, first.json<Message>().status]).toEqual([200, 'cancelled']);
  const second = await api.call(`DELETE /messages/${company}/${id}`);
  expect(second.json()).toMatchObject({
    status: 409,
    code: 'MESSAGE_NOT_CANCELLABLE',
    detail: 'The message is cancelled.',
  });
});

describe('dead letters', () => {
  let own: string;
  const sendOf = async (chatId: string) =>
    (await api.call(`POST /messages/text/${own}/${chatId}`, { body: { message: 'x' } })).json<Message>().id;
  const retry = (body: object) => api.call(`POST /messages/${own}/retry`, { body });
  const idsOf = async (query: string) =>
    (await api.call(`GET /messages/${own}?${query}`)).json<{ data: Message[] }>().data.map(({ id }) => id);

  beforeEach(async () => {
    own = await api.company();
    await api.phone(own);
  });

  test('are listed by several statuses at once', async () => {
    const failed = await sendOf('60111');
    const queued = await sendOf('60222');
    await fail(failed);
    expect(await idsOf('status=failed,unconfirmed')).toEqual([failed]);
    expect(await idsOf('status=failed,queued')).toEqual([queued, failed]);
  });

  test('are queued again in bulk, those that match, the oldest first and up to the limit', async () => {
    const ids = [];
    for (const chatId of ['60111', '60222', '60111', '60111']) ids.push(await sendOf(chatId));
    for (const id of ids) await fail(id);
    const response = await retry({ chatId: '+60111', limit: 2 });
    expect([response.statusCode, response.json()]).toEqual([202, { found: 2, retried: 2 }]);
    expect(await idsOf('status=queued')).toEqual([ids[2], ids[0]]);
    expect((await retry({ code: 'TOKEN_REFUSED' })).json()).toEqual({ found: 0, retried: 0 });
    expect((await retry({ code: 'PROVIDER_REFUSED', phoneIndex: 0 })).json()).toEqual({
      found: 2,
      retried: 2,
    });
    expect((await retry({})).json()).toEqual({ found: 0, retried: 0 });
  });

  test('that stay unconfirmed are queued again only when that is asked for', async () => {
    const id = await sendOf('60111');
    await api.store.messages.change({
      facts: new Map([[id, null]]),
      decide: () => ({ status: 'sending', events: [] }),
    });
    await api.store.messages.change({
      facts: new Map([[id, null]]),
      decide: () => ({ status: 'unconfirmed', reconcileAt: null, events: [] }),
    });
    expect((await retry({})).json()).toEqual({ found: 0, retried: 0 });
    expect((await retry({ status: ['failed', 'unconfirmed'] })).json()).toEqual({ found: 1, retried: 1 });
  });

  test('of another company stay as they are', async () => {
    const id = await sendOf('60111');
    await fail(id);
    const foreign = await api.company();
    const answer = await api.call(`POST /messages/${foreign}/retry`, { body: {} });
    expect(answer.json()).toEqual({ found: 0, retried: 0 });
    expect(await idsOf('status=failed')).toEqual([id]);
  });

  test.each([
    { limit: 0 },
    { limit: 1001 },
    { status: ['queued'] },
    { status: [] },
    { code: 'x' },
    { from: 'y' },
  ])('are not queued again for %j', async (body) => {
    expect((await retry(body)).json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
  });
});

test('a failed message is queued again, and one that is on its way is not', async () => {
  const { id } = await send('x');
  expect((await api.call(`POST /messages/${company}/${id}/retry`)).json()).toMatchObject({
    status: 409,
    code: 'MESSAGE_NOT_RETRYABLE',
  });
  await fail(id);
  const response = await api.call(`POST /messages/${company}/${id}/retry`);
  expect([response.statusCode, response.json<Message>()]).toMatchObject([
    202,
    { status: 'queued', error: null },
  ]);
});
