import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startMetaSim, type MetaSim } from '../src/index.ts';
import { control, PHONE } from './client.ts';
import { Receiver, type Change } from './receiver.ts';

const FROM = '491511234567';
const BSUID = 'US.13491208655302741918';
let sim: MetaSim;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
  sim = await startMetaSim({ webhookUrl: receiver.url });
});
beforeEach(() => {
  receiver.posts.length = 0;
});
afterAll(async () => {
  await sim.stop();
  await receiver.stop();
});

const inbound = (body: object) =>
  control<{ id: string; error: string }>(sim, 'POST', '/inbound', {
    phoneNumberId: PHONE,
    from: FROM,
    ...body,
  });

/** Sends it and answers the change that tells of it. */
async function told(body: object): Promise<Change & { id: string }> {
  const { status, answer } = await inbound(body);
  expect(answer.error).toBeUndefined();
  expect(status).toBe(202);
  await receiver.until(() => receiver.posts.length === 1);
  return { ...receiver.changes[0]!, id: answer.id };
}

const SIMPLE: [string, unknown][] = [
  ['location', { latitude: 1.5, longitude: -2.5, name: 'here', address: 'there' }],
  ['contacts', [{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+1 650 555 1234' }] }]],
  ['reaction', { message_id: 'wamid.X', emoji: '👍' }],
  ['reaction', { message_id: 'wamid.X' }],
  ['button', { payload: 'yes', text: 'Yes' }],
  ['interactive', { type: 'button_reply', button_reply: { id: 'a', title: 'A' } }],
  ['interactive', { type: 'list_reply', list_reply: { id: 'a', title: 'A', description: 'B' } }],
  ['interactive', { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{}' } }],
  ['edit', { original_message_id: 'wamid.X', message: { type: 'text', text: { body: 'new' } } }],
  ['revoke', { original_message_id: 'wamid.X' }],
];
test.each(SIMPLE)('%s %j arrives as it was given', async (type, content) => {
  const context = { id: 'wamid.Y' };
  const { field, value, id } = await told({ type, [type]: content, context, name: 'Ada' });
  expect(field).toBe('messages');
  expect(value.contacts).toEqual([{ profile: { name: 'Ada' }, wa_id: FROM }]);
  expect(value.messages).toEqual([
    {
      from: FROM,
      id,
      timestamp: expect.stringMatching(/^\d{10}$/) as string,
      context: { from: value.metadata.display_phone_number, id: 'wamid.Y' },
      [type]: content,
      type,
    },
  ]);
});

test.each([
  ['image', { caption: 'Look' }, { caption: 'Look' }],
  ['video', {}, {}],
  ['audio', { voice: true }, { voice: true }],
  ['audio', {}, { voice: false }],
  ['document', { filename: 'list.pdf', caption: 'List' }, { filename: 'list.pdf', caption: 'List' }],
  ['sticker', { animated: true }, { animated: true }],
  ['sticker', {}, { animated: false }],
])('%s %j arrives with a file that can be fetched', async (type, given, expected) => {
  const bytes = randomBytes(1000);
  const { value } = await told({ type, [type]: { ...given, data: bytes.toString('base64') } });
  const file = (value.messages![0] as unknown as Record<string, Record<string, string>>)[type]!;
  expect(file).toMatchObject({
    ...expected,
    sha256: createHash('sha256').update(bytes).digest('base64'),
    mime_type: expect.stringContaining('/') as string,
  });
  const headers = { authorization: 'Bearer a-token' };
  const described = (await (await fetch(`${sim.url}/v23.0/${file.id}`, { headers })).json()) as {
    url: string;
  };
  for (const url of [described.url, file.url!]) {
    const back = await fetch(url, { headers });
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
  }
});

test('a file that was put before is sent by its id', async () => {
  const put = { phoneNumberId: PHONE, mimeType: 'video/3gpp', data: 'AAAA' };
  const { status, answer } = await control<{ id: string; sizeBytes: number }>(sim, 'POST', '/media', put);
  expect([status, answer.sizeBytes]).toEqual([201, 3]);
  const { value } = await told({ type: 'video', video: { id: answer.id } });
  expect(value.messages).toMatchObject([{ video: { id: answer.id, mime_type: 'video/3gpp' } }]);
  const stranger = await inbound({ phoneNumberId: '111', type: 'video', video: { id: answer.id } });
  expect(stranger.answer.error).toContain('is not a file of phone 111');
});

test('an order, a changed number and an unsupported message come in the shapes of Meta', async () => {
  const product = { product_retailer_id: 'p', quantity: 2, item_price: 30, currency: 'USD' };
  const order = await told({ type: 'order', order: { catalog_id: '1', product_items: [product] } });
  expect(order.value.messages).toMatchObject([
    { order: { catalog_id: '1', text: '', product_items: [product] } },
  ]);
  receiver.posts.length = 0;
  const changed = { type: 'user_changed_number', body: 'Ada changed', wa_id: '12195555358' };
  const system = await told({ type: 'system', system: changed });
  expect(system.value.messages).toMatchObject([{ type: 'system', system: changed }]);
  expect(system.value.contacts).toBeUndefined();
  receiver.posts.length = 0;
  const unsupported = await told({ type: 'unsupported', unsupported: { type: 'poll_creation' } });
  expect(unsupported.value.messages).toMatchObject([
    { type: 'unsupported', errors: [{ code: 131051 }], unsupported: { type: 'poll_creation' } },
  ]);
});

test('referral, forwarding and group stand beside the content', async () => {
  const referral = { source_type: 'ad', source_id: '1', ctwa_clid: 'c' };
  const { value } = await told({ text: 'hi', referral, context: { forwarded: true }, groupId: 'G1' });
  expect(value.messages).toMatchObject([
    { text: { body: 'hi' }, referral, context: { forwarded: true }, group_id: 'G1' },
  ]);
  expect(value.messages![0]).not.toHaveProperty('context.from');
});

test('a user who hides the number is known by user id and username alone', async () => {
  const { value } = await told({
    from: undefined,
    userId: BSUID,
    parentUserId: 'US.ENT.1',
    username: '@ada',
    text: 'hi',
  });
  expect(value.contacts).toEqual([
    { profile: { name: 'User @ada', username: '@ada' }, user_id: BSUID, parent_user_id: 'US.ENT.1' },
  ]);
  expect(value.messages).toMatchObject([{ from_user_id: BSUID, from_parent_user_id: 'US.ENT.1' }]);
  expect(value.messages![0]).not.toHaveProperty('from');
});

test('a call comes in its own field', async () => {
  const { field, value, id } = await told({
    type: 'call',
    call: { event: 'connect', session: { sdp_type: 'offer', sdp: 'v=0' } },
  });
  expect(field).toBe('calls');
  expect((value as unknown as { calls: object[] }).calls).toMatchObject([
    {
      id,
      from: FROM,
      to: value.metadata.display_phone_number,
      event: 'connect',
      direction: 'USER_INITIATED',
    },
  ]);
});

describe('what cannot be sent is refused with a sentence', () => {
  test.each([
    [{ type: 'hologram' }, 'body/type must be one of text, '],
    [{ type: 'image' }, "body must have required property 'image'."],
    [{ type: 'image', image: {} }, 'body/image must have either id or data.'],
    [{ type: 'image', image: { id: '8812345678901234' } }, 'is not a file of phone'],
    [{ type: 'image', image: { data: '!' } }, 'body/image/data must be base64.'],
    [{ type: 'location', location: { latitude: 91, longitude: 0 } }, 'body/location/latitude must be <= 90.'],
    [{ text: 'x', button: { payload: 'a', text: 'b' } }, 'body has button, but its type is text.'],
    [{ from: undefined, text: 'x' }, "body must have required property 'from', or 'userId'."],
  ])('%j', async (body, sentence) => {
    const { status, answer } = await inbound(body);
    expect(status).toBe(400);
    expect(answer.error).toContain(sentence);
  });
});
