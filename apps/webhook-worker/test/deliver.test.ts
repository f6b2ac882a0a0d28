import { wamidOf, type WebhookDelivery } from '@watertight/core';
import { eventually } from '@watertight/testkit';
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startReceiver, type Receiver } from './receiver.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let receiver: Receiver;
beforeEach(async () => {
  [world, receiver] = await Promise.all([openWorld(), startReceiver()]);
});
afterEach(async () => {
  await receiver.close();
  await world.close();
});

const deliveries = async (filter = {}): Promise<WebhookDelivery[]> =>
  (await world.store.webhooks.deliveries.list('demo', filter, { limit: 200 })).data;
const got = (count: number, label = `${count} requests`) =>
  eventually(() => expect(receiver.received.length).toBeGreaterThanOrEqual(count), {
    label,
    timeoutMs: 15_000,
  });
const messageOf = (index: number) => receiver.received[index]?.body.data['message'] as { id: string };
/** Lets what rests be due now, as if its time had come. */
const skipRest = async () => {
  await world.query(`UPDATE webhook_deliveries SET next_at = now() WHERE status = 'waiting'`);
  await world.query(`UPDATE webhook_lanes SET rest_until = NULL, due_at = now(), pokes = pokes + 1`);
};

test('an event arrives once, signed as Standard Webhooks says, in the envelope of the contract', async () => {
  const { secret } = await world.endpoint(`${receiver.url}/hook?x=1`);
  world.worker();
  const messageId = await world.send();
  await got(1);
  const { headers, text, body, path } = receiver.received[0]!;
  expect(path).toBe('/hook?x=1');
  expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toEqual(body);
  expect(body).toEqual({
    id: expect.stringMatching(/^evt_\d{16}$/),
    type: 'message.queued',
    createdAt: expect.stringMatching(/Z$/),
    companyId: 'demo',
    phoneIndex: 0,
    data: {
      message: expect.objectContaining({ id: messageId, status: 'queued', content: { text: 'hello' } }),
      routedBy: 'named',
    },
  });
  expect(headers['webhook-id']).toBe(body.id);
  await eventually(async () =>
    expect(await deliveries()).toEqual([
      expect.objectContaining({ status: 'delivered', attempts: 1, responseStatus: 200, messageId }),
    ]),
  );
  expect(receiver.received).toHaveLength(1);
});

test('without tracing no request says anything of a trace, also where the message has one', async () => {
  await world.endpoint(receiver.url);
  world.worker();
  await world.send(undefined, { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
  await got(1);
  expect(receiver.received[0]?.headers).not.toHaveProperty('traceparent');
  expect(await world.query('SELECT traceparent FROM webhook_deliveries')).toEqual([{ traceparent: null }]);
});

test('what happened before an endpoint was there, and what it did not ask for, is not told to it', async () => {
  await world.send();
  await world.endpoint(receiver.url, { events: ['message.cancelled'] });
  await world.endpoint(`${receiver.url}/other-phone`, { phoneIndex: 7 });
  world.worker();
  const id = await world.send();
  await world.store.messages.change({
    facts: new Map([[id, null]]),
    decide: () => ({ status: 'cancelled', events: [{ type: 'message.cancelled' }] }),
  });
  await got(1);
  await eventually(async () => expect((await deliveries())[0]?.status).toBe('delivered'));
  expect(receiver.received.map(({ path, body }) => [path, body.type])).toEqual([['/', 'message.cancelled']]);
});

test('while a secret is rotated both sign; later only the new one', async () => {
  const { id, secret } = await world.endpoint(receiver.url);
  const rotated = await world.store.webhooks.endpoints.rotateSecret('demo', id, 60_000);
  world.worker();
  await world.send();
  await got(1);
  const verify = (key: string, index: number) => () =>
    new Webhook(key).verify(receiver.received[index]!.text, receiver.received[index]!.headers as never);
  expect(verify(secret, 0)).not.toThrow();
  expect(verify(rotated!.secret, 0)).not.toThrow();
  await world.query(`UPDATE webhook_secrets SET expires_at = now() WHERE expires_at IS NOT NULL`);
  await world.send();
  await got(2);
  expect(verify(secret, 1)).toThrow();
  expect(verify(rotated!.secret, 1)).not.toThrow();
});

test('a chat stays in order behind what failed, other chats go on, and all arrives', async () => {
  await world.endpoint(receiver.url);
  const failing = new Set<string>();
  const sick = await world.send('111');
  failing.add(sick);
  receiver.answer = ({ body }) =>
    failing.has((body.data['message'] as { id: string }).id) ? { status: 500, body: 'broken' } : {};
  world.worker();
  const behind = [await world.send('111'), await world.send('111')];
  const others = [await world.send('222'), await world.send('333')];
  await got(3);
  await eventually(async () =>
    expect((await deliveries({ status: 'delivered' })).map((d) => d.messageId).sort()).toEqual(others.sort()),
  );
  failing.clear();
  await skipRest();
  await eventually(async () => expect(await deliveries({ status: 'delivered' })).toHaveLength(5));
  const chat = receiver.received.map((_, index) => messageOf(index).id).filter((id) => !others.includes(id));
  expect(chat).toEqual([sick, sick, ...behind]);
  const retried = (await deliveries({ messageId: sick }))[0]!;
  const kept = await world.store.webhooks.deliveries.get('demo', retried.id);
  expect(kept?.log).toMatchObject([
    { attempt: 1, status: 500, error: 'The server answered 500.', response: { body: 'broken' } },
    { attempt: 2, status: 200, error: null },
  ]);
  expect(kept?.log[0]?.request.headers['webhook-signature']).toBe('…');
});

test('the status of a message does not run ahead of its event', async () => {
  await world.endpoint(receiver.url);
  const id = await world.send();
  const move = (status: 'sending' | 'sent' | 'delivered' | 'read', times: object) =>
    world.store.messages.change({
      facts: new Map([[id, null]]),
      decide: () => ({ status, times, events: status === 'sending' ? [] : [{ type: `message.${status}` }] }),
    });
  await move('sending', {});
  await move('sent', { sentAt: new Date() });
  await move('delivered', { deliveredAt: new Date() });
  await move('read', { readAt: new Date() });
  world.worker();
  await got(4);
  const told = receiver.received.map(({ body }) => body.data['message'] as Record<string, unknown>);
  expect(told.map(({ status }) => status)).toEqual(['queued', 'sent', 'delivered', 'read']);
  expect(told.map(({ sentAt, deliveredAt, readAt }) => [sentAt, deliveredAt, readAt].map(Boolean))).toEqual([
    [false, false, false],
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test('Retry-After is waited for by the whole endpoint', async () => {
  await world.endpoint(receiver.url);
  receiver.answer = () => ({ status: 429, headers: { 'retry-after': '120' } });
  world.worker();
  await world.send('111');
  await got(1);
  await eventually(async () => expect((await deliveries())[0]?.attempts).toBe(1));
  await world.send('222');
  await eventually(async () => expect(await deliveries()).toHaveLength(2));
  const [lane] = await world.query(
    `SELECT extract(epoch FROM rest_until - now())::float AS seconds FROM webhook_lanes`,
  );
  expect(lane?.['seconds']).toBeGreaterThan(100);
  expect((await deliveries()).at(-1)!.nextAt!.getTime() - Date.now()).toBeGreaterThan(100_000);
  expect(receiver.received).toHaveLength(1);
});

test('410 disables the endpoint with an event, and keeps what it did not take', async () => {
  const { id } = await world.endpoint(receiver.url);
  const other = await startReceiver();
  await world.endpoint(other.url, { events: ['webhook.disabled'] });
  receiver.answer = () => ({ status: 410 });
  world.worker();
  await world.send();
  await eventually(() =>
    expect(other.received[0]?.body.data).toMatchObject({ endpointId: id, reason: 'gone' }),
  );
  expect(await world.store.webhooks.endpoints.get('demo', id)).toMatchObject({
    enabled: false,
    disabledReason: 'gone',
  });
  await world.send();
  await eventually(async () =>
    expect((await deliveries({ endpointId: id })).length).toBeGreaterThanOrEqual(2),
  );
  expect(receiver.received).toHaveLength(1);
  receiver.answer = () => ({});
  await world.store.webhooks.endpoints.change('demo', id, { enabled: true });
  await eventually(async () => expect(await deliveries({ endpointId: id, status: 'waiting' })).toEqual([]));
  await other.close();
});

test('after three days of nothing but failures it is disabled', async () => {
  const { id } = await world.endpoint(receiver.url);
  await world.query(`UPDATE webhook_lanes SET streak = 20, failing_since = now() - interval '73 hours'`);
  receiver.answer = () => ({ status: 503 });
  world.worker();
  await world.send();
  await eventually(async () =>
    expect(await world.store.webhooks.endpoints.get('demo', id)).toMatchObject({ disabledReason: 'failing' }),
  );
  expect((await deliveries({ endpointId: id })).every(({ status }) => status === 'waiting')).toBe(true);
});

test('what failed for the last time is kept and its chat goes on; it can be delivered again', async () => {
  await world.endpoint(receiver.url);
  receiver.answer = () => ({ status: 500 });
  world.worker();
  const first = await world.send();
  await got(1);
  await eventually(async () => expect((await deliveries())[0]?.attempts).toBe(1));
  await world.query(`UPDATE webhook_deliveries SET attempts = 14`);
  await skipRest();
  await eventually(async () => expect((await deliveries())[0]?.status).toBe('failed'));
  receiver.answer = () => ({});
  const second = await world.send();
  await skipRest();
  await eventually(async () =>
    expect((await deliveries({ messageId: second }))[0]?.status).toBe('delivered'),
  );
  const [failed] = await deliveries({ messageId: first });
  const again = await world.store.webhooks.deliveries.redeliver('demo', failed!.id);
  await eventually(async () =>
    expect(await world.store.webhooks.deliveries.get('demo', again!.id)).toMatchObject({
      status: 'delivered',
    }),
  );
  expect(again).toMatchObject({ eventId: failed!.eventId, messageId: first });
  expect(new Set(receiver.received.filter((r) => r.body.id === again!.eventId).map((r) => r.text)).size).toBe(
    1,
  );
});

test('a range is delivered again in its order, once, and only what is asked for', async () => {
  const { id } = await world.endpoint(receiver.url);
  world.worker();
  const from = new Date(Date.now() - 60_000);
  const sent = [await world.send(), await world.send(), await world.send()];
  await eventually(async () => expect(await deliveries({ status: 'delivered' })).toHaveLength(3));
  await world.query(`UPDATE webhook_deliveries SET status = 'failed' WHERE message_id <> $1`, [sent[1]]);
  const wish = { from, to: new Date(Date.now() + 60_000), statuses: ['failed' as const], limit: 100 };
  expect(await world.store.webhooks.deliveries.redeliverRange('demo', id, wish)).toBe(2);
  await eventually(async () => expect(await deliveries({ status: 'delivered' })).toHaveLength(3));
  expect(receiver.received.slice(3).map((_, index) => messageOf(index + 3).id)).toEqual([sent[0], sent[2]]);
  expect(await world.store.webhooks.deliveries.redeliverRange('demo', id, wish)).toBe(0);
  expect(await world.store.webhooks.deliveries.redeliverRange('other', id, wish)).toBe(0);
});

test('an endpoint that hangs delays no other', async () => {
  const hanging = await startReceiver();
  hanging.answer = () => ({ hang: true });
  await world.endpoint(hanging.url);
  await world.endpoint(receiver.url);
  world.worker();
  const lags: number[] = [];
  for (let i = 0; i < 30; i++) {
    const startedAt = performance.now();
    const id = await world.send(`chat-${i % 20}`);
    await eventually(
      () =>
        expect(receiver.received.some(({ body }) => (body.data['message'] as { id: string }).id === id)).toBe(
          true,
        ),
      { intervalMs: 5 },
    );
    lags.push(performance.now() - startedAt);
  }
  expect(hanging.received.length).toBeLessThanOrEqual(10);
  expect(Math.max(...lags)).toBeLessThan(5000);
  await hanging.close();
});

test('the format cloud-api is what Meta sends, signed as Meta signs', async () => {
  const { secret } = await world.endpoint(receiver.url, { format: 'cloud-api' });
  await world.query(`UPDATE phone_status SET me = '60111'`);
  world.worker();
  const id = await world.send();
  const move = (status: 'sending' | 'sent', events: { type: 'message.sent' }[]) =>
    world.store.messages.change({ facts: new Map([[id, null]]), decide: () => ({ status, events }) });
  await move('sending', []);
  await move('sent', [{ type: 'message.sent' }]);
  await got(1);
  const { headers, text, body } = receiver.received[0]!;
  expect(headers['x-hub-signature-256']).toBe(
    `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
  );
  expect(new Webhook(secret).verify(text, headers as never)).toEqual(body);
  expect(body).toEqual({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '200',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '60111', phone_number_id: '100' },
              statuses: [
                {
                  id: wamidOf(id),
                  status: 'sent',
                  timestamp: expect.stringMatching(/^\d+$/),
                  recipient_id: '60123456789',
                },
              ],
            },
          },
        ],
      },
    ],
  });
});

test('an address that must not be reached is not reached, and a redirect is not followed', async () => {
  await world.endpoint(receiver.url);
  world.worker({ allowPrivate: [] });
  await world.send();
  await eventually(async () =>
    expect((await deliveries())[0]).toMatchObject({ attempts: 1, responseStatus: null }),
  );
  expect((await deliveries())[0]?.error).toContain('must not be reached');
  expect(receiver.received).toEqual([]);
});

test('three workers deliver each event of each chat once and in order', async () => {
  await world.endpoint(receiver.url);
  for (let i = 0; i < 3; i++) world.worker();
  const sent = new Map<string, string[]>();
  for (let i = 0; i < 300; i++) {
    const chat = `chat-${i % 7}`;
    sent.set(chat, [...(sent.get(chat) ?? []), await world.send(chat)]);
  }
  await eventually(async () => expect(await deliveries({ status: 'waiting' })).toEqual([]), {
    timeoutMs: 15_000,
  });
  await got(300);
  const told = receiver.received.map(({ body }) => body.data['message'] as { id: string; chatId: string });
  expect(told).toHaveLength(300);
  for (const [chat, ids] of sent)
    expect(told.filter(({ chatId }) => chatId === chat).map(({ id }) => id)).toEqual(ids);
});
