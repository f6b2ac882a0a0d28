import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startMetaSim, type MetaSim } from '../src/index.ts';
import { FIELDS } from '../src/webhook/fields.ts';
import { control, PHONE } from './client.ts';
import { expectedSignature, Receiver } from './receiver.ts';

const SECRET = 'the-app-secret';
let sim: MetaSim;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
  sim = await startMetaSim({ webhookUrl: receiver.url, appSecret: SECRET });
});
beforeEach(() => {
  sim.behaviour.reset();
  receiver.posts.length = 0;
});
afterAll(async () => {
  await sim.stop();
  await receiver.stop();
});

const event = (body: object) => control(sim, 'POST', '/event', { phoneNumberId: PHONE, ...body });

test.each(FIELDS)('%s comes signed, under its account, with a time', async (field) => {
  expect((await event({ field })).status).toBe(202);
  await receiver.until(() => receiver.posts.length === 1);
  const { raw, signature } = receiver.posts[0]!;
  expect(signature).toBe(expectedSignature(raw, SECRET));
  const body = JSON.parse(raw) as {
    object: string;
    entry: { id: string; time: number; changes: object[] }[];
  };
  expect(body).toMatchObject({
    object: 'whatsapp_business_account',
    entry: [{ id: `9${PHONE}`, changes: [{ field }] }],
  });
  expect(body.entry[0]!.time).toBeGreaterThan(1_500_000_000);
  expect(Object.keys(receiver.changes[0]!.value).length).toBeGreaterThan(0);
});

test('what is given stands in place of what is made up', async () => {
  await event({
    field: 'account_update',
    value: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: ['DISABLE'] } },
  });
  await receiver.until(() => receiver.posts.length === 1);
  expect(receiver.changes[0]!.value).toEqual({
    event: 'DISABLED_UPDATE',
    phone_number: expect.any(String) as string,
    ban_info: { waba_ban_state: ['DISABLE'] },
  });
});

test('a field that nobody knows comes with its own value', async () => {
  expect((await event({ field: 'brand_new' })).status).toBe(400);
  expect((await event({ field: 'brand_new', value: { a: 1 } })).status).toBe(202);
  await receiver.until(() => receiver.posts.length === 1);
  expect(receiver.changes).toEqual([{ field: 'brand_new', value: { a: 1 } }]);
});

test('an account that has no phone here can be told of', async () => {
  await event({ phoneNumberId: undefined, wabaId: '4242', field: 'account_review_update' });
  await receiver.until(() => receiver.posts.length === 1);
  expect(receiver.posts[0]!.raw).toContain('"id":"4242"');
  expect((await event({ wabaId: '4242', field: 'flows' })).status).toBe(400);
});

test('several fields and messages share a POST, and all of it is repeated when duplicates are on', async () => {
  await control(sim, 'PUT', '/behaviour', {
    coalesceMs: 500,
    duplicateWebhooks: true,
    shuffleWebhooks: true,
  });
  await event({ field: 'account_alerts' });
  await event({ field: 'flows', times: 2 });
  await control(sim, 'POST', '/inbound', { phoneNumberId: PHONE, from: '4915112345678', text: 'hi' });
  await receiver.until(() => receiver.posts.length === 2);
  expect(receiver.posts[0]).toEqual(receiver.posts[1]);
  const fields = receiver.changes.slice(0, 4).map(({ field }) => field);
  expect(fields.sort()).toEqual(['account_alerts', 'flows', 'flows', 'messages']);
});

test('2,000 events go out one by one when they shall not share a POST, none lost', async () => {
  await control(sim, 'PUT', '/behaviour', { batchSize: 1, coalesceMs: 0 });
  await event({ field: 'flows', times: 2000 });
  await receiver.until(() => receiver.posts.length === 2000, 15_000);
  expect(receiver.changes).toHaveLength(2000);
});
