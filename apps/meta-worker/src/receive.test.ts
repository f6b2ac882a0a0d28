import { newId, type JournalEntry, type Observation } from '@watertight/core';
import { expect, test } from 'vitest';
import { receive } from './receive.ts';

const RECEIVED_AT = new Date('2026-11-23T12:00:00.500Z');
const entryOf = (body: unknown): JournalEntry => ({
  journalId: '1',
  source: 'meta',
  phoneId: null,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  receivedAt: RECEIVED_AT,
  attempts: 0,
});
const change = (value: object, field = 'messages') => ({
  field,
  value: { messaging_product: 'whatsapp', metadata: { phone_number_id: '1001' }, ...value },
});
const webhook = (...changes: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '9', changes }],
});
const heard = (value: object) => receive(entryOf(webhook(change(value))));
const text = (id: string, fields: object = {}) => ({
  from: '60123456789',
  id,
  timestamp: '1764000000',
  type: 'text',
  text: { body: `text ${id}` },
  ...fields,
});
const status = (id: string, name: string, fields: object = {}) => ({
  id,
  status: name,
  timestamp: '1764000001',
  recipient_id: '60123456789',
  ...fields,
});

test('every entry, change, message and status of a batch becomes an observation, in order', () => {
  const ids = Array.from({ length: 40 }, (_, i) => `wamid.${i}`);
  const statuses = (from: number, to: number) => ids.slice(from, to).map((id) => status(id, 'delivered'));
  const messages = (from: number, to: number) => ids.slice(from, to).map((id) => text(id));
  const body = {
    entry: [
      { changes: [change({ statuses: statuses(0, 10) }), change({ messages: messages(10, 15) })] },
      { changes: [change({ statuses: statuses(15, 18), messages: messages(18, 20) })] },
      { changes: [change({ messages: messages(20, 25) }), change({ statuses: statuses(25, 40) })] },
    ],
  };
  expect(
    receive(entryOf(body)).map(
      (observation) => 'providerMessageId' in observation && observation.providerMessageId,
    ),
  ).toEqual(ids);
});

test('a text arrives with its sender, time, quote and name', () => {
  const observed = heard({
    contacts: [
      { wa_id: '49111', profile: { name: 'Somebody else' } },
      { wa_id: '60123456789', profile: { name: 'Aisyah' } },
    ],
    messages: [text('wamid.1', { context: { from: '1', id: 'wamid.0' } })],
  });
  expect(observed).toEqual([
    {
      kind: 'message',
      phone: { phoneNumberId: '1001' },
      providerMessageId: 'wamid.1',
      chatId: '60123456789',
      from: '60123456789',
      fromMe: false,
      participant: null,
      type: 'text',
      content: { text: 'text wamid.1' },
      quotedProviderMessageId: 'wamid.0',
      at: new Date(1_764_000_000_000),
      senderName: 'Aisyah',
      people: [{ phoneNumber: '60123456789', lid: null, bsuid: null, pushName: 'Aisyah' }],
    },
  ]);
});

test.each(['sent', 'delivered', 'read', 'played'])(
  'a status %s names our message when it carries our id',
  (name) => {
    const messageId = newId('msg');
    expect(heard({ statuses: [status('wamid.1', name, { biz_opaque_callback_data: messageId })] })).toEqual([
      {
        kind: 'receipt',
        phone: { phoneNumberId: '1001' },
        messageId,
        providerMessageId: 'wamid.1',
        status: name,
        at: new Date(1_764_000_001_000),
        error: null,
      },
    ]);
  },
);

test.each([undefined, '', 'order 17', 'msg_', 'msg_01J; DROP TABLE', 42])(
  'callback data that is not our id (%j) is not taken for it',
  (opaque) => {
    const [receipt] = heard({ statuses: [status('wamid.1', 'sent', { biz_opaque_callback_data: opaque })] });
    expect(receipt).toMatchObject({ messageId: null, providerMessageId: 'wamid.1' });
  },
);

test('a failed status carries the error by the table of codes', () => {
  const errors = [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'Too late.' } }];
  expect(heard({ statuses: [status('wamid.1', 'failed', { errors })] })).toMatchObject([
    {
      status: 'failed',
      error: { code: 'OUTSIDE_WINDOW', detail: 'Too late.', retryable: false, providerCode: '131047' },
    },
  ]);
});

test('a failed status whose fault lies in the account says what it stops', () => {
  const told = (code: number, how: string) =>
    heard({ statuses: [status('wamid.1', how, { errors: [{ code }] })] });
  expect(told(131042, 'failed')).toMatchObject([
    { stops: { scope: 'account', reason: 'ACCOUNT_BLOCKED', isUnseen: true, pauseMs: 600_000 } },
  ]);
  expect(told(131026, 'failed')[0]).not.toHaveProperty('stops');
  expect(told(131042, 'sent')[0]).not.toHaveProperty('stops');
});

test.each([
  { type: 'image', image: { caption: 'no id' } },
  { type: 'location', location: { latitude: 'north' } },
  { type: 'interactive', interactive: { type: 'call_permission_reply' } },
  { type: 'contacts', contacts: [] },
  { type: 'reaction', reaction: {} },
  { type: 'unsupported' },
  { type: 'text' },
  { type: 'constructor' },
  { type: 'of the year 2031', new: true },
])('a message without a mapping ($type) arrives with all that it carried', (fields) => {
  const raw = { from: '60123456789', id: 'wamid.1', timestamp: '1764000000', ...fields };
  expect(heard({ messages: [raw] })).toMatchObject([{ type: 'unsupported', content: { raw } }]);
});

test('what Meta says of a message that it does not tell is kept with it', () => {
  const errors = [
    { code: 131051, title: 'Message type unknown', error_data: { details: 'A poll.' } },
    { code: 'x' },
  ];
  expect(heard({ messages: [text('wamid.1', { type: 'unsupported', errors })] })).toMatchObject([
    {
      content: {
        errors: [{ code: 131051, title: 'Message type unknown', detail: 'A poll.' }, {}],
      },
    },
  ]);
});

test('a raw message beyond the bound is cut and says so', () => {
  const [message] = heard({ messages: [text('wamid.1', { type: 'vast', blob: 'x'.repeat(400_000) })] });
  expect(message).toMatchObject({ content: { raw: { truncated: true } } });
  expect(JSON.stringify(message).length).toBeLessThan(300_000);
});

test('a sender without a number is known by his business-scoped user id', () => {
  const nameless = text('wamid.1', { from: undefined, from_user_id: 'MY.1349' });
  const contacts = [{ user_id: 'MY.1349', profile: { name: 'Aisyah' } }];
  const [first] = heard({ contacts, messages: [nameless] });
  expect(first).toMatchObject({ from: 'MY.1349', chatId: 'MY.1349', senderName: 'Aisyah' });
  const [second] = heard({ contacts, messages: [text('wamid.1', { from: undefined })] });
  expect(second).toMatchObject({ from: 'MY.1349', chatId: 'MY.1349' });
});

test('a message of a group belongs to the group and names its writer', () => {
  expect(heard({ messages: [text('wamid.1', { group_id: 'Y2FwaV9n' })] })).toMatchObject([
    { chatId: 'Y2FwaV9n@g.us', from: '60123456789', participant: '60123456789' },
  ]);
});

test('a message without an id is the same one when it comes again', () => {
  const ids = ['a', 'a', 'b'].map((body) => {
    const [message] = heard({ messages: [text('', { text: { body } })] });
    return message?.kind === 'message' ? message.providerMessageId : null;
  });
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
});

test.each([undefined, 'soon', '', '-5', '1e99'])(
  'a time that is none (%j) is the time of arrival',
  (timestamp) => {
    expect(heard({ messages: [text('wamid.1', { timestamp })] })).toMatchObject([{ at: RECEIVED_AT }]);
  },
);

test.each([{ entry: [] }, { entry: [null, 7, { changes: null }, { changes: [] }] }])(
  'parts that hold nothing are passed over: %j',
  (body) => {
    expect(receive(entryOf(body))).toEqual([]);
  },
);

const told = (observations: Observation[]) =>
  observations.map((one) => (one.kind === 'happening' ? [one.type, one.data] : [one.kind]));

test.each([
  [webhook({ field: 'messages', value: { messages: [text('wamid.1')] } }), { wabaId: '9' }],
  [webhook({ field: 'of the year 2031', value: { new: true } }), { wabaId: '9' }],
  [webhook(change({ new: true }, 'of the year 2031')), { phoneNumberId: '1001' }],
  [webhook(change({ messages: 'none' })), { phoneNumberId: '1001' }],
  [webhook({ field: 'messages' }), { wabaId: '9' }],
  [webhook(change({ errors: [{ code: 131000 }] })), { phoneNumberId: '1001' }],
  [webhook(change({ statuses: [status('wamid.1', 'deleted')] })), { phoneNumberId: '1001' }],
])('what has no mapping is told raw: %j', (body, phone) => {
  const [one, ...more] = receive(entryOf(body));
  expect(one).toMatchObject({ kind: 'happening', type: 'provider.event', phone });
  expect(more).toEqual([]);
});

test('an item that cannot be read takes nothing beside it along', () => {
  // It can be read, and not be written again.
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const body = JSON.stringify(
    webhook(
      change({
        statuses: [status('wamid.0', 'sent')],
        messages: [
          text('wamid.1'),
          { ...text('wamid.2'), type: '@deep', more: '@deep' },
          'x',
          text('wamid.3'),
        ],
      }),
      { field: 'account_update', value: { event: 'DISABLED_UPDATE' } },
    ),
  ).replaceAll('"@deep"', deep);
  const observed = receive(entryOf(body));
  expect(told(observed).map(([name]) => name)).toEqual([
    ...['receipt', 'message', 'message', 'provider.event', 'message', 'account.updated'],
  ]);
  expect(observed[2]).toMatchObject({ type: 'unsupported', content: { raw: expect.any(Object) } });
});

test.each(['', '{"entry": [', 'null', '[]', '{}', '{"entry": {}}'])('the body %j is no webhook', (body) => {
  expect(() => receive(entryOf(body))).toThrow();
});
