import type { Static } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewWebhookResource } from '../src/schemas/webhook.ts';
import { startApi, type TestApi } from './support/api.ts';

let api: TestApi;
let company: string;
let key: string;

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
  key = await api.key(company, ['webhooks:manage']);
});
afterAll(() => api.close());

const URL = 'http://127.0.0.1:9/hook';
type Made = Static<typeof NewWebhookResource>;
const make = async (more: object = {}, of = company): Promise<Made> =>
  (await api.call(`POST /webhooks/${of}`, { body: { url: URL, events: ['*'], ...more } })).json<Made>();
/** What a worker would make of the event stream. */
const tell = async (endpointId: string) => {
  const upTo = await api.store.events.horizon().settled(2000);
  await api.store.webhooks.fanOut(upTo, (events, listeners) =>
    listeners
      .filter(({ id }) => id === endpointId)
      .flatMap(({ id }) =>
        events.map((event) => ({
          endpointId: id,
          event,
          chatKey: 'chat',
          body: JSON.stringify({ id: event.id }),
        })),
      ),
  );
};

describe('a webhook', () => {
  test('is made with a secret that is shown once, kept sealed, and read without it', async () => {
    const response = await api.call(`POST /webhooks/${company}`, {
      key,
      body: { url: URL, events: ['message.received'], description: 'Shop', phoneIndex: 0 },
    });
    const made = response.json<Made>();
    expect([response.statusCode, response.headers.location]).toEqual([
      201,
      `/api/v2/webhooks/${company}/${made.id}`,
    ]);
    expect(made).toMatchObject({
      id: expect.stringMatching(/^whk_/),
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{32}$/),
      format: 'watertight',
      enabled: true,
      secretCount: 1,
      failingSince: null,
    });
    const { secret, ...rest } = made;
    const read = await api.call(`GET /webhooks/${company}/${made.id}`, { key });
    expect(read.json()).toEqual(rest);
    expect((await api.call(`GET /webhooks/${company}`, { key })).body).not.toContain(secret);
    expect(JSON.stringify(api.logged)).not.toContain(secret);
  });

  test('takes a secret of the caller’s own', async () => {
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    expect(await make({ secret })).toMatchObject({ secret });
  });

  test.each([
    ['no URL', { url: 'shop.example' }, 'VALIDATION_FAILED'],
    ['another protocol', { url: 'ftp://shop.example/' }, 'VALIDATION_FAILED'],
    ['a password in its URL', { url: 'https://a:b@shop.example/' }, 'VALIDATION_FAILED'],
    ['a private address', { url: 'http://10.0.0.1/' }, 'EGRESS_DENIED'],
    ['the metadata of a cloud', { url: 'http://169.254.169.254/latest' }, 'EGRESS_DENIED'],
    ['a mapped address', { url: 'http://[::ffff:10.0.0.1]/' }, 'EGRESS_DENIED'],
    ['no events', { events: [] }, 'VALIDATION_FAILED'],
    ['an unknown event', { events: ['message.eaten'] }, 'VALIDATION_FAILED'],
    ['a weak secret', { secret: 'whsec_YWJj' }, 'VALIDATION_FAILED'],
    ['an unknown field', { colour: 'red' }, 'VALIDATION_FAILED'],
  ])('with %s is refused', async (_what, more, code) => {
    expect(await make(more)).toMatchObject({ code });
  });

  test('is changed, disabled by its owner and enabled again', async () => {
    const { id } = await make();
    const patch = (body: object) => api.call(`PATCH /webhooks/${company}/${id}`, { key, body });
    expect(
      (await patch({ events: ['message.failed'], phoneIndex: 3, description: null })).json(),
    ).toMatchObject({
      events: ['message.failed'],
      phoneIndex: 3,
      description: null,
      url: URL,
    });
    expect((await patch({ enabled: false })).json()).toMatchObject({
      enabled: false,
      disabledReason: 'owner',
    });
    const test = await api.call(`POST /webhooks/${company}/${id}/test`, { key });
    expect(test.json()).toMatchObject({ code: 'WEBHOOK_DISABLED' });
    expect((await patch({ enabled: true, phoneIndex: null })).json()).toMatchObject({
      enabled: true,
      disabledReason: null,
      disabledAt: null,
      phoneIndex: null,
    });
    expect((await patch({ url: 'http://192.168.0.1/' })).json()).toMatchObject({ code: 'EGRESS_DENIED' });
    expect((await patch({})).statusCode).toBe(400);
  });

  test('is removed with its deliveries', async () => {
    const { id } = await make();
    await api.call(`POST /webhooks/${company}/${id}/test`, { key });
    await tell(id);
    const list = () => api.call(`GET /webhooks/${company}/deliveries?webhookId=${id}`, { key });
    expect((await list()).json<{ data: unknown[] }>().data).toHaveLength(1);
    expect((await api.call(`DELETE /webhooks/${company}/${id}`, { key })).statusCode).toBe(204);
    expect((await api.call(`GET /webhooks/${company}/${id}`, { key })).json()).toMatchObject({
      code: 'WEBHOOK_NOT_FOUND',
    });
    expect((await list()).json()).toEqual({ data: [], nextCursor: null });
    expect(await api.store.webhooks.deliveries.forget(14, 100)).toBe(1);
  });

  test('gets a new secret, while the one before stays valid for a while', async () => {
    const { id, secret } = await make();
    const rotate = (body?: object) =>
      api.call(`POST /webhooks/${company}/${id}/rotate-secret`, { key, ...(body ? { body } : {}) });
    const first = (await rotate()).json<Made & { previousUntil: string }>();
    expect(first.secret).not.toBe(secret);
    expect(first.secretCount).toBe(2);
    const hours = (Date.parse(first.previousUntil) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
    expect((await rotate({ keepPreviousSeconds: 0 })).json()).toMatchObject({ secretCount: 1 });
  });

  test('is one of fifty at the most', async () => {
    const full = await api.company();
    for (let n = 0; n < 50; n++) await make({}, full);
    expect(await make({}, full)).toMatchObject({ code: 'WEBHOOK_LIMIT' });
  });

  test('of a company that is not there is none', async () => {
    expect(await make({}, 'nobody')).toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    const list = await api.call('GET /webhooks/nobody');
    expect(list.json()).toMatchObject({ code: 'COMPANY_NOT_FOUND' });
  });
});

describe('deliveries', () => {
  test('are listed, read with their body, and made again one by one and by a range', async () => {
    const own = await api.company();
    const ownKey = await api.key(own, ['webhooks:manage']);
    const { id } = await make({}, own);
    const events: string[] = [];
    for (let n = 0; n < 3; n++) {
      const asked = await api.call(`POST /webhooks/${own}/${id}/test`, { key: ownKey });
      expect(asked.statusCode).toBe(202);
      events.push(asked.json<{ eventId: string }>().eventId);
    }
    await tell(id);
    type Page = { data: { id: string; eventId: string; status: string }[]; nextCursor: string | null };
    const list = async (query = '') =>
      (await api.call(`GET /webhooks/${own}/deliveries?${query}`, { key: ownKey })).json<Page>();
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map(({ eventId }) => eventId)).toEqual([...events].reverse());
    expect(second.nextCursor).toBeNull();
    expect((await list(`eventId=${events[1]}`)).data).toHaveLength(1);
    expect((await list('status=failed')).data).toEqual([]);
    expect((await list('eventType=message.read')).data).toEqual([]);

    const delivery = first.data[0]!;
    const read = await api.call(`GET /webhooks/${own}/deliveries/${delivery.id}`, { key: ownKey });
    expect(read.json()).toMatchObject({
      id: delivery.id,
      body: { id: events[2] },
      log: [],
      status: 'waiting',
    });

    const redeliver = () =>
      api.call(`POST /webhooks/${own}/deliveries/${delivery.id}/redeliver`, { key: ownKey });
    expect((await redeliver()).json()).toMatchObject({ id: delivery.id }); // it waits: nothing new
    const [lane] = await api.store.webhooks.lanes.take('test', 10, 60_000);
    const end = { responseStatus: 500, error: 'no', againMs: 0, status: 'failed' as const };
    const entry = {
      attempt: 1,
      at: new Date().toISOString(),
      durationMs: 1,
      status: 500,
      error: 'no',
      request: { headers: {} },
      response: null,
    };
    const ends = [...first.data, ...second.data].map((one) => ({ ...end, id: one.id, entry }));
    await api.store.webhooks.lanes.settle(lane!.lease, ends, { streak: 1, restMs: 0, hasSucceeded: false });
    const again = await redeliver();
    expect([again.statusCode, again.json()]).toEqual([
      202,
      expect.objectContaining({ status: 'waiting', eventId: events[2], attempts: 0 }),
    ]);
    const range = { webhookId: id, from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
    const whole = await api.call(`POST /webhooks/${own}/redeliver`, { key: ownKey, body: range });
    expect([whole.statusCode, whole.json()]).toEqual([202, { redelivered: 2 }]);
    const foreign = await api.call(`POST /webhooks/${company}/redeliver`, { key, body: range });
    expect(foreign.json()).toMatchObject({ code: 'WEBHOOK_NOT_FOUND' });
  });

  test('and webhooks of another company do not exist, whatever their ids', async () => {
    const other = await api.company();
    const { id } = await make({}, other);
    await api.call(`POST /webhooks/${other}/${id}/test`);
    await tell(id);
    const [delivery] = (await api.store.webhooks.deliveries.list(other, {}, { limit: 1 })).data;
    const ask = async (request: Parameters<TestApi['call']>[0], body?: object) =>
      (await api.call(request, { key, ...(body ? { body } : {}) })).json<{ code: string }>().code;
    expect(await ask(`GET /webhooks/${company}/${id}`)).toBe('WEBHOOK_NOT_FOUND');
    expect(await ask(`PATCH /webhooks/${company}/${id}`, { enabled: false })).toBe('WEBHOOK_NOT_FOUND');
    expect(await ask(`DELETE /webhooks/${company}/${id}`)).toBe('WEBHOOK_NOT_FOUND');
    expect(await ask(`POST /webhooks/${company}/${id}/test`)).toBe('WEBHOOK_NOT_FOUND');
    expect(await ask(`POST /webhooks/${company}/${id}/rotate-secret`)).toBe('WEBHOOK_NOT_FOUND');
    expect(await ask(`GET /webhooks/${company}/deliveries/${delivery!.id}`)).toBe('DELIVERY_NOT_FOUND');
    expect(await ask(`POST /webhooks/${company}/deliveries/${delivery!.id}/redeliver`)).toBe(
      'DELIVERY_NOT_FOUND',
    );
    const list = await api.call(`GET /webhooks/${company}/deliveries?webhookId=${id}`, { key });
    expect(list.json()).toEqual({ data: [], nextCursor: null });
  });
});

test('the document has a section of what is posted', () => {
  const document = api.app.swagger() as unknown as {
    webhooks: { event: { post: { parameters: { name: string }[] } } };
    components: { schemas: Record<string, unknown> };
  };
  expect(document.webhooks.event.post.parameters.map(({ name }) => name)).toEqual([
    'webhook-id',
    'webhook-timestamp',
    'webhook-signature',
  ]);
  expect(document.components.schemas).toHaveProperty('Event');
});
