import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMetaSim, type MetaSim, type MetaSimOptions } from '../src/index.ts';
import { control, PHONE, send, sendForId, text } from './client.ts';
import { expectedSignature, Receiver } from './receiver.ts';

const SECRET = 'the-app-secret';
const ONLY_SENT = { delays: { sentMs: 0, deliveredMs: null, readMs: null } };
const QUICK = { sentMs: 0, deliveredMs: 20, readMs: 40 };

let receiver: Receiver;
let sims: MetaSim[];
beforeEach(async () => {
  receiver = await Receiver.start();
  sims = [];
});
afterEach(async () => {
  await Promise.all(sims.map((sim) => sim.stop()));
  await receiver.stop();
});

async function start(
  behaviour: MetaSimOptions['behaviour'] = {},
  more: MetaSimOptions = {},
): Promise<MetaSim> {
  const sim = await startMetaSim({
    webhookUrl: receiver.url,
    appSecret: SECRET,
    behaviour: { delays: QUICK, retryFirstMs: 5, retryMaxMs: 20, ...behaviour },
    ...more,
  });
  sims.push(sim);
  return sim;
}

test('an accepted message becomes sent, delivered and read, in this order, each with its callback data', async () => {
  const sim = await start({ delays: { sentMs: 10, deliveredMs: 50, readMs: 150 } });
  const id = await sendForId(sim, text('hello', { biz_opaque_callback_data: 'our-id-1' }));
  await receiver.until(() => receiver.statuses.length === 3);
  expect(receiver.statusesOf(id)).toEqual(['sent', 'delivered', 'read']);
  for (const status of receiver.statuses) {
    expect(status).toMatchObject({ recipient_id: '16505551234', biz_opaque_callback_data: 'our-id-1' });
    expect(status.timestamp).toMatch(/^\d{10}$/);
  }
  expect(receiver.changes[0]).toMatchObject({
    field: 'messages',
    value: { messaging_product: 'whatsapp', metadata: { phone_number_id: PHONE } },
  });
});

test('a message without callback data gets none back', async () => {
  const sim = await start();
  await sendForId(sim, text('hello'));
  await receiver.until(() => receiver.statuses.length === 3);
  expect(receiver.statuses.some((status) => 'biz_opaque_callback_data' in status)).toBe(false);
});

test('sent and delivered carry pricing, and a conversation before v24.0 only', async () => {
  const sim = await start();
  const old = await sendForId(sim, text('hello'), 'v23.0');
  const current = await sendForId(sim, text('hello'), 'v26.0');
  await receiver.until(() => receiver.statuses.length === 6);
  const shape = (id: string) =>
    receiver.statuses
      .filter((status) => status.id === id)
      .map(({ pricing, conversation }) => [pricing?.pricing_model, conversation?.origin.type]);
  expect(shape(old)).toEqual([
    ['PMP', 'service'],
    ['PMP', 'service'],
    [undefined, undefined],
  ]);
  expect(shape(current)).toEqual([
    ['PMP', undefined],
    ['PMP', undefined],
    [undefined, undefined],
  ]);
});

test('the signature covers the raw bytes, which are ASCII with escapes as Meta writes them', async () => {
  const sim = await start({ statuses: false });
  await control(sim, 'POST', '/inbound', { phoneNumberId: PHONE, from: '491511234567', text: 'Grüße / 😀' });
  await receiver.until(() => receiver.posts.length === 1);
  const { raw, signature } = receiver.posts[0]!;
  expect(signature).toBe(expectedSignature(raw, SECRET));
  expect(raw).toContain(String.raw`Gr\u00fc\u00dfe \/ \ud83d\ude00`);
  expect(raw).toMatch(/^[\x20-\x7e]*$/);
  expect(signature).not.toBe(expectedSignature(JSON.stringify(JSON.parse(raw)), SECRET));
});

test('a phone with its own webhook and secret is told there, signed with that secret', async () => {
  const sim = await start({}, { webhookUrl: 'http://127.0.0.1:9/nobody' });
  sim.phones.put(PHONE, { webhookUrl: receiver.url, appSecret: 'its-own' });
  await sendForId(sim, text('hello'));
  await receiver.until(() => receiver.statuses.length === 3);
  for (const { raw, signature } of receiver.posts) expect(signature).toBe(expectedSignature(raw, 'its-own'));
});

test.each([500, 404, 202, 204, 302])(
  'a webhook that answers %i is told again until it answers 200',
  async (code) => {
    const sim = await start(ONLY_SENT);
    receiver.answers = [code, code, code];
    await sendForId(sim, text('hello'));
    await receiver.until(() => receiver.posts.length === 4);
    expect(new Set(receiver.posts.map(({ raw }) => raw)).size).toBe(1);
    await expect.poll(() => sim.webhookStats()).toMatchObject({ queued: 0, delivered: 1, failedPosts: 3 });
  },
);

test('a webhook that hangs is told again after the deadline', async () => {
  const sim = await start(ONLY_SENT, { webhookDeadlineMs: 50 });
  receiver.answers = ['hold'];
  await sendForId(sim, text('hello'));
  await receiver.until(() => receiver.posts.length === 2);
  await expect
    .poll(() => sim.webhookStats())
    .toMatchObject({ queued: 0, delivered: 1, failedPosts: 1, lastFailure: 'no answer in time' });
});

test('statuses of several messages and phones share a POST, no more of them than the batch size', async () => {
  const sim = await start({ ...ONLY_SENT, coalesceMs: 1000, batchSize: 4 });
  const phones = ['111', '222', '111', '222', '111', '222'];
  await Promise.all(phones.map((phone) => send(sim, text('hello'), { phone })));
  await receiver.until(() => receiver.statuses.length === 6);
  expect(receiver.posts.map(({ raw }) => raw.match(/"status":/g)!.length)).toEqual([4, 2]);
  const first = JSON.parse(receiver.posts[0]!.raw) as { entry: { id: string }[] };
  expect(first.entry.map(({ id }) => id).sort()).toEqual(['9111', '9222']);
  for (const phone of phones) {
    const changes = receiver.changes.filter(({ value }) => value.metadata.phone_number_id === phone);
    expect(changes.flatMap(({ value }) => value.statuses)).toHaveLength(3);
  }
});

test('what does not fit the bounded queue is dropped and counted, the rest arrives', async () => {
  const sim = await start({ ...ONLY_SENT, batchSize: 1 }, { webhookCapacity: 3 });
  receiver.answers = ['hold', 'hold', 'hold'];
  const ids: string[] = [];
  for (const body of ['1', '2', '3', '4', '5']) ids.push(await sendForId(sim, text(body)));
  await expect.poll(() => sim.webhookStats()).toMatchObject({ queued: 3, dropped: 2 });
  await receiver.until(() => receiver.posts.length === 3);
  receiver.release();
  await expect.poll(() => sim.webhookStats()).toMatchObject({ queued: 0, delivered: 3 });
  const { answer } = await control<{ dropped: number }>(sim, 'GET', '/webhooks');
  expect(answer.dropped).toBe(2);
});

test('duplicated webhooks come twice, byte for byte', async () => {
  const sim = await start({
    duplicateWebhooks: true,
    ...ONLY_SENT,
  });
  await sendForId(sim, text('hello'));
  await receiver.until(() => receiver.posts.length === 2);
  expect(receiver.posts[0]).toEqual(receiver.posts[1]);
});

test('shuffled webhooks bring every status, and not always in order', async () => {
  const sim = await start({ shuffleWebhooks: true });
  const ids = await Promise.all(Array.from({ length: 40 }, () => sendForId(sim, text('hello'))));
  await receiver.until(() => receiver.statuses.length === 120);
  const orders = ids.map((id) => receiver.statusesOf(id).join());
  expect(new Set(orders).size).toBeGreaterThan(1);
  for (const id of ids) expect(receiver.statusesOf(id).sort()).toEqual(['delivered', 'read', 'sent']);
});

test('an inbound text arrives in the shape of Meta, with the contact', async () => {
  const sim = await start();
  const { status, answer } = await control<{ id: string }>(sim, 'POST', '/inbound', {
    phoneNumberId: PHONE,
    from: '+49 151 1234567',
    text: 'hello',
    name: 'Ada',
  });
  expect(status).toBe(202);
  await receiver.until(() => receiver.posts.length === 1);
  const { value } = receiver.changes[0]!;
  expect(value.contacts).toEqual([{ profile: { name: 'Ada' }, wa_id: '491511234567' }]);
  expect(value.messages).toEqual([
    {
      from: '491511234567',
      id: answer.id,
      timestamp: expect.stringMatching(/^\d{10}$/) as string,
      type: 'text',
      text: { body: 'hello' },
    },
  ]);
});

test('an inbound text may bring its own id', async () => {
  const sim = await start();
  const inbound = { phoneNumberId: PHONE, from: '491511234567', text: 'hello', id: 'wamid.MINE' };
  expect((await control(sim, 'POST', '/inbound', inbound)).answer).toEqual({ id: 'wamid.MINE' });
  await receiver.until(() => receiver.changes[0]?.value.messages?.[0]?.id === 'wamid.MINE');
});

test('a given body is posted once, signed as asked, and the answer comes back', async () => {
  const sim = await start();
  receiver.answers = [200, 401, 500, 200];
  const post = (body: object) => control<{ status: number }>(sim, 'POST', '/webhook', body);
  expect((await post({ phoneNumberId: PHONE, value: { a: 'ü' } })).answer.status).toBe(200);
  expect((await post({ body: { b: 1 }, signature: 'wrong' })).answer.status).toBe(401);
  expect((await post({ body: { b: 1 }, signature: 'none' })).answer.status).toBe(500);
  expect((await post({ body: 'not JSON' })).answer.status).toBe(200);
  const [value, wrong, none, raw] = receiver.posts;
  expect(JSON.parse(value!.raw)).toEqual({
    object: 'whatsapp_business_account',
    entry: [{ id: `9${PHONE}`, changes: [{ value: { a: 'ü' }, field: 'messages' }] }],
  });
  expect(value!.signature).toBe(expectedSignature(value!.raw, SECRET));
  expect(wrong!.signature).toMatch(/^sha256=/);
  expect(wrong!.signature).not.toBe(expectedSignature(wrong!.raw, SECRET));
  expect(none!.signature).toBeUndefined();
  expect(raw).toEqual({ raw: 'not JSON', signature: expectedSignature('not JSON', SECRET) });
  expect(receiver.posts).toHaveLength(4);
});

test('the verification handshake says whether the challenge came back', async () => {
  const sim = await start();
  const verify = (body: object) => control(sim, 'POST', '/verify', body);
  const right = await verify({ url: receiver.url, verifyToken: 'verify-me' });
  expect(right.answer).toMatchObject({ verified: true, status: 200 });
  const wrong = await verify({ url: receiver.url, verifyToken: 'guess' });
  expect(wrong.answer).toMatchObject({ verified: false, status: 403 });
  const nobody = await verify({ url: 'http://127.0.0.1:9/', verifyToken: 'x' });
  expect(nobody.answer).toMatchObject({ verified: false, status: null });
});

test('2,000 sends bring 6,000 signed statuses within ten seconds, each exactly once', async () => {
  const sim = await start({ delays: { sentMs: 10, deliveredMs: 50, readMs: 150 } });
  const ids: string[] = [];
  let next = 0;
  const sender = async () => {
    while (next < 2000) {
      next += 1;
      ids.push(await sendForId(sim, text('hello', { biz_opaque_callback_data: `m${next}` })));
    }
  };
  await Promise.all(Array.from({ length: 32 }, sender));
  await receiver.until(() => receiver.statuses.length >= 6000, 10_000);
  expect(new Set(ids).size).toBe(2000);
  expect(receiver.statuses).toHaveLength(6000);
  expect(new Set(receiver.statuses.map(({ id, status }) => `${id} ${status}`)).size).toBe(6000);
  for (const { raw, signature } of receiver.posts) expect(signature).toBe(expectedSignature(raw, SECRET));
  expect(receiver.posts.length).toBeLessThan(6000);
  expect(sim.ledger.summary()).toEqual({ messages: 2000, duplicatesByOpaque: 0, dropped: 0 });
  await expect.poll(() => sim.webhookStats()).toMatchObject({ queued: 0, delivered: 6000, dropped: 0 });
});
