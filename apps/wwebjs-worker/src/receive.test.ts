import type { JournalEntry, MessageObservation } from '@watertight/core';
import { describe, expect, test } from 'vitest';
import { idText, messageIdText, rawEdit, rawOf, type RawMessage } from './raw.ts';
import { receive } from './receive.ts';

const entry = (raw: unknown): JournalEntry => ({
  journalId: '1',
  source: 'wwebjs',
  phoneId: 'ph_1',
  body: JSON.stringify(raw),
  receivedAt: new Date(),
  attempts: 0,
});

/** A message as the library serialises it. */
const data = (overrides: object = {}) => ({
  id: { fromMe: false, remote: '60177777777@c.us', id: '3A01', _serialized: 'false_60177777777@c.us_3A01' },
  from: { server: 'c.us', user: '60177777777', _serialized: '60177777777@c.us' },
  to: { server: 'c.us', user: '60120000001', _serialized: '60120000001@c.us' },
  type: 'chat',
  body: 'Hi',
  t: 1_790_000_000,
  notifyName: 'Ann',
  ...overrides,
});

const observed = (overrides?: object): MessageObservation =>
  receive(entry(rawOf(data(overrides))))[0] as MessageObservation;

test('a text becomes an observation in our spelling', () => {
  expect(observed()).toEqual({
    kind: 'message',
    phone: { phoneId: 'ph_1' },
    providerMessageId: 'false_60177777777@c.us_3A01',
    chatId: '60177777777',
    from: '60177777777',
    fromMe: false,
    participant: null,
    type: 'text',
    content: { text: 'Hi' },
    quotedProviderMessageId: null,
    at: new Date(1_790_000_000_000),
    senderName: 'Ann',
    key: '3A01',
    people: [{ phoneNumber: '60177777777', lid: null, pushName: 'Ann' }],
  });
});

test('in a group the chat is the group and the writer its participant', () => {
  const group = {
    id: {
      fromMe: false,
      remote: '120363041234567890@g.us',
      id: '3A02',
      _serialized: 'false_120363041234567890@g.us_3A02_60177777777@c.us',
    },
    from: '120363041234567890@g.us',
    author: { _serialized: '60177777777@c.us' },
  };
  expect(observed(group)).toMatchObject({
    chatId: '120363041234567890@g.us',
    from: '60177777777',
    participant: '60177777777',
  });
});

test('the renamed id field is read like the old one', () => {
  const renamed = observed({
    id: { fromMe: false, remote: { $1: '60177777777@c.us' }, id: '3A01', $1: 'false_60177777777@c.us_3A01' },
    from: { $1: '60177777777@c.us' },
    to: { $1: '60120000001@c.us' },
  });
  expect(renamed).toEqual(observed());
  expect(idText({ $1: 'x@c.us' })).toBe('x@c.us');
});

test('an id without its text is put together from its parts', () => {
  expect(messageIdText({ fromMe: true, remote: '1@g.us', id: 'K', participant: { $1: '2@c.us' } })).toBe(
    'true_1@g.us_K_2@c.us',
  );
  expect(messageIdText({ fromMe: true })).toBeNull();
});

test('who hides his number is known by his LID, and by his number as soon as the page can tell', () => {
  const lid = { fromMe: false, remote: '987654321@lid', id: '3A03', _serialized: 'false_987654321@lid_3A03' };
  const raw = rawOf(data({ id: lid, from: '987654321@lid' })) as RawMessage;
  expect(receive(entry(raw))).toMatchObject([{ chatId: '987654321@lid', from: '987654321@lid' }]);
  const people = { '987654321@lid': { number: '60177777777@c.us', lid: '987654321@lid' } };
  expect(receive(entry({ ...raw, people }))).toMatchObject([
    {
      ...{ chatId: '60177777777', from: '60177777777', key: '3A03' },
      people: [{ phoneNumber: '60177777777', lid: '987654321@lid', pushName: 'Ann' }],
    },
  ]);
});

test('a quoted message is named by its whole id, ours and theirs', () => {
  const quoting = (writer: string) =>
    observed({ quotedStanzaID: 'Q1', quotedParticipant: { _serialized: writer } }).quotedProviderMessageId;
  expect(quoting('60177777777@c.us')).toBe('false_60177777777@c.us_Q1');
  expect(quoting('60120000001@c.us')).toBe('true_60177777777@c.us_Q1');
});

test('a quoted message is ours also when its writer is spelled by LID', () => {
  const raw = rawOf(data({ quotedStanzaID: 'Q1', quotedParticipant: '555@lid' })) as RawMessage;
  const people = { '555@lid': { number: '60177777777@c.us', lid: '555@lid' } };
  expect(receive(entry({ ...raw, people }))).toMatchObject([
    { quotedProviderMessageId: 'false_60177777777@c.us_Q1' },
  ]);
});

test('what has no mapping arrives as unsupported, with what WhatsApp said', () => {
  const strange = observed({ type: 'hologram', body: 'AAAA', title: 'Soon' });
  expect(strange.type).toBe('unsupported');
  expect(strange.content).toMatchObject({
    raw: { type: 'hologram', body: 'AAAA', details: { title: 'Soon' } },
  });
});

test('what lacks what its kind should have is unsupported, not half a message', () => {
  expect(observed({ type: 'location', lat: 'north' }).type).toBe('unsupported');
  expect(observed({ type: 'multi_vcard', vcardList: [] }).type).toBe('unsupported');
});

test('a file that was not had is null, with the reason', () => {
  const raw = {
    ...rawOf(data({ type: 'image', directPath: '/x', caption: 'See' })),
    media: null,
    mediaError: 'Gone.',
  };
  expect(receive(entry(raw))).toMatchObject([
    { type: 'image', content: { caption: 'See', media: null, mediaError: 'Gone.' } },
  ]);
});

test('an entry of an earlier version, without what came later, is read', () => {
  const old = {
    ...{
      id: 'false_60177777777@c.us_3A01',
      chat: '60177777777@c.us',
      fromMe: false,
      type: 'chat',
      body: 'Hi',
    },
    ...{ from: '60177777777@c.us', to: null, author: null, subtype: null, timestamp: 1_790_000_000 },
    ...{ notifyName: null, quotedKey: null, quotedWriter: null, hasMedia: false, mimetype: null },
  };
  expect(receive(entry(old))).toMatchObject([
    { type: 'text', content: { text: 'Hi' }, chatId: '60177777777' },
  ]);
});

describe('what the owner writes', () => {
  const own = { fromMe: true, remote: '60177777777@c.us', id: 'K', _serialized: 'true_60177777777@c.us_K' };
  test.each([
    [1, 'sent'],
    [2, 'delivered'],
    [3, 'read'],
    [4, 'played'],
    [5, 'played'],
  ])('on another device is his, with how far it has come: ack %d is %s', (ack, status) => {
    expect(receive(entry(rawOf(data({ id: own, ack }))))).toMatchObject([{ fromMe: true, status, key: 'K' }]);
  });

  test.each([-1, 0])('and the server does not have (ack %d) is not told yet', (ack) => {
    expect(receive(entry(rawOf(data({ id: own, ack }))))).toEqual([]);
  });
});

test('a message that was edited or taken back before we saw it is told as that', () => {
  const edited = receive(entry(rawOf(data({ latestEditSenderTimestampMs: 1_790_000_005_000 }))));
  expect(edited).toMatchObject([
    { kind: 'message' },
    {
      kind: 'edit',
      providerMessageId: 'false_60177777777@c.us_3A01',
      text: 'Hi',
      at: new Date(1_790_000_005_000),
    },
  ]);
  const protocolMessageKey = { fromMe: false, remote: '60177777777@c.us', id: '3A00' };
  const revoked = receive(entry(rawOf(data({ type: 'revoked', body: undefined, protocolMessageKey }))));
  expect(revoked).toMatchObject([
    { kind: 'message', type: 'unsupported', providerMessageId: 'false_60177777777@c.us_3A00' },
    { kind: 'revocation', providerMessageId: 'false_60177777777@c.us_3A00' },
  ]);
});

test('status updates are nobody’s message', () => {
  const status = { fromMe: false, remote: 'status@broadcast', id: 'K' };
  expect(rawOf(data({ id: status }))).toBeNull();
  expect(rawOf(data({ isStatusV3: true }))).toBeNull();
});

test('a body that changes because it can be read only now is no edit', () => {
  expect(rawEdit(data(), 'Hi', undefined)).toBeNull();
  expect(rawEdit(data(), 'Hi', 'Hi')).toBeNull();
  expect(rawEdit(data(), 'Hi', 'Ho')).toMatchObject({ kind: 'edit', text: 'Hi' });
  expect(rawEdit(data({ latestEditSenderTimestampMs: 5 }), 'Hi', '')).toMatchObject({
    kind: 'edit',
    text: 'Hi',
  });
});

test('what is journalled is bounded', () => {
  const raw = rawOf(data({ body: 'x'.repeat(10_000_000), notifyName: 'y'.repeat(10_000) }));
  expect(JSON.stringify(raw).length).toBeLessThan(80_000);
});

test('what is journalled of lists and cards is bounded too', () => {
  const raw = rawOf(data({ pollOptions: Array.from({ length: 5000 }, () => ({ name: 'x'.repeat(5000) })) }));
  expect(JSON.stringify(raw).length).toBeLessThan(200_000);
});

test.each(['{', '[]', '{"id":1}', 'null', '{"kind":"edit","id":"x"}', '{"kind":"new","id":"x","at":1}'])(
  'a body that is no message of ours is refused: %s',
  (body) => {
    expect(() => receive({ ...entry({}), body })).toThrow();
  },
);
