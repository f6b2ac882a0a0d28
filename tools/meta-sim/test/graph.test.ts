import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMetaSim, type MetaSim } from '../src/index.ts';
import { control, PHONE, send, text } from './client.ts';

let sim: MetaSim;
beforeAll(async () => {
  sim = await startMetaSim({ webhookUrl: 'http://127.0.0.1:9/nobody', behaviour: { statuses: false } });
});
afterAll(() => sim.stop());

test('a text is accepted in the shape that Meta answers', async () => {
  const { status, answer } = await send(sim, text('hello'));
  expect(status).toBe(200);
  expect(answer).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+1 (650) 555-1234', wa_id: '16505551234' }],
    messages: [
      { id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) as string, message_status: 'accepted' },
    ],
  });
});

test('a business-scoped user id in recipient is answered as user_id, and to wins over it', async () => {
  const bsuid = 'US.13491208655302741918';
  const alone = await send(sim, text('hi', { to: undefined, recipient: bsuid }));
  expect(alone.answer.contacts).toEqual([{ input: bsuid, user_id: bsuid }]);
  const both = await send(sim, text('hi', { recipient: bsuid }));
  expect(both.answer.contacts).toEqual([{ input: '+1 (650) 555-1234', wa_id: '16505551234' }]);
});

test('the longest text, a context, a preview and callback data are accepted', async () => {
  const longest = '😀'.repeat(4096);
  const body = text(longest, {
    text: { body: longest, preview_url: true },
    context: { message_id: 'wamid.X' },
    biz_opaque_callback_data: 'x'.repeat(512),
  });
  expect((await send(sim, body)).status).toBe(200);
});

test('a message that came can be marked as read, with a typing indicator too, and enters no ledger', async () => {
  const before = sim.ledger.summary().messages;
  const inbound = { phoneNumberId: PHONE, from: '16505551234', text: 'hi' };
  const { answer } = await control<{ id: string }>(sim, 'POST', '/inbound', inbound);
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: answer.id };
  expect((await send(sim, read)).answer).toEqual({ success: true });
  const typing = await send(sim, { ...read, typing_indicator: { type: 'text' } });
  expect(typing.answer).toEqual({ success: true });
  expect((await send(sim, { ...read, typing_indicator: { type: 'voice' } })).answer.error!.code).toBe(100);
  expect((await send(sim, read, { phone: '111' })).answer.error!.code).toBe(131009);
  expect((await send(sim, { ...read, message_id: 'wamid.X' })).answer.error!.code).toBe(131009);
  expect(sim.ledger.summary().messages).toBe(before);
});

test('a message in a webhook that was given whole can be marked as read too', async () => {
  const metadata = { phone_number_id: PHONE };
  const value = { metadata, messages: [{ id: 'wamid.RAW', from: '1', type: 'hologram' }] };
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  };
  await control(sim, 'POST', '/webhook', { body });
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.RAW' };
  expect((await send(sim, read)).answer).toEqual({ success: true });
});

describe('a bad request gets the code that Meta gives it and enters no ledger', () => {
  const cases: [string, unknown, number][] = [
    ['no messaging_product', text('x', { messaging_product: undefined }), 100],
    ['another product', text('x', { messaging_product: 'messenger' }), 100],
    ['a body that is no object', [1], 100],
    ['no recipient', text('x', { to: undefined }), 100],
    ['a recipient that is no number', text('x', { to: 'somebody' }), 131009],
    ['a recipient of the wrong type', text('x', { to: 16505551234 }), 131009],
    ['an unknown type', text('x', { type: 'hologram' }), 100],
    ['a type whose object is missing', text('x', { type: 'image' }), 131008],
    ['a text without body', text('x', { text: {} }), 131008],
    ['an empty text', text(''), 131008],
    ['a text that is too long', text('x'.repeat(4097)), 100],
    ['a preview_url that is no boolean', text('x', { text: { body: 'x', preview_url: 'yes' } }), 100],
    ['a context without message_id', text('x', { context: {} }), 131008],
    ['callback data that is too long', text('x', { biz_opaque_callback_data: 'x'.repeat(513) }), 100],
    ['a status other than read', { messaging_product: 'whatsapp', status: 'seen', message_id: 'x' }, 100],
    ['read without message_id', { messaging_product: 'whatsapp', status: 'read' }, 131008],
  ];
  test.each(cases)('%s', async (_name, body, code) => {
    const before = sim.ledger.summary().messages;
    const { status, answer } = await send(sim, body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code, type: 'OAuthException' });
    expect(answer.error!.message).toMatch(new RegExp(`^\\(#${code}\\) `));
    expect(answer.error!.fbtrace_id).toMatch(/^A[\w-]{10,}$/);
    expect(sim.ledger.summary().messages).toBe(before);
  });

  test('the details stand in error_data', async () => {
    const { answer } = await send(sim, text('x', { to: 'somebody' }));
    expect(answer.error!.error_data).toEqual({
      messaging_product: 'whatsapp',
      details: 'Parameter to is not a phone number.',
    });
  });

  test('JSON that does not parse', async () => {
    const response = await fetch(`${sim.url}/v23.0/${PHONE}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
      body: '{"messaging_product":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 100 } });
  });
});

test.each(['', 'an-invalid-token', 'a-revoked-token'])(
  'the token "%s" is refused with 190',
  async (token) => {
    const { status, answer } = await send(sim, text('x'), { token });
    expect(status).toBe(401);
    expect(answer.error).toMatchObject({ code: 190, type: 'OAuthException' });
  },
);

test('a registered phone takes its own token alone', async () => {
  sim.phones.put('777', { accessToken: 'right' });
  expect((await send(sim, text('x'), { phone: '777', token: 'right' })).status).toBe(200);
  expect((await send(sim, text('x'), { phone: '777', token: 'other' })).answer.error!.code).toBe(190);
});

test('a phone number id that cannot be one is unknown', async () => {
  const { status, answer } = await send(sim, text('x'), { phone: 'abc' });
  expect(status).toBe(400);
  expect(answer.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
});

test('a closed simulator knows registered phones alone', async () => {
  const closed = await startMetaSim({ open: false, behaviour: { statuses: false } });
  try {
    expect((await send(closed, text('x'))).answer.error).toMatchObject({ code: 100, error_subcode: 33 });
    closed.phones.put(PHONE, { accessToken: 'a-token' });
    expect((await send(closed, text('x'))).status).toBe(200);
  } finally {
    await closed.stop();
  }
});

test.each(['20', 'v20', 'vX.Y', 'latest'])('the version path %s does not exist', async (version) => {
  const { status, answer } = await send(sim, text('x'), { version });
  expect(status).toBe(404);
  expect(answer.error!.code).toBe(2500);
});

test('a phone can be read', async () => {
  const headers = { authorization: 'Bearer t' };
  const fields = 'display_phone_number,verified_name,quality_rating';
  const response = await fetch(`${sim.url}/v23.0/${PHONE}?fields=${fields}`, { headers });
  expect(await response.json()).toEqual({
    id: PHONE,
    display_phone_number: expect.stringMatching(/^\d+$/) as string,
    verified_name: expect.any(String) as string,
    quality_rating: 'GREEN',
  });
  expect((await fetch(`${sim.url}/v23.0/${PHONE}`)).status).toBe(401);
});
