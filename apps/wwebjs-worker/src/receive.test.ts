import type { JournalEntry, MessageObservation } from '@watertight/core';
import { expect, test } from 'vitest';
import { idText, messageIdText, rawOf } from './raw.ts';
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

test('a hidden number is known by the digits of its LID', () => {
  const lid = { fromMe: false, remote: '987654321@lid', id: '3A03', _serialized: 'false_987654321@lid_3A03' };
  expect(observed({ id: lid, from: '987654321@lid' })).toMatchObject({
    chatId: '987654321',
    from: '987654321',
  });
});

test('a quoted message is named by its whole id, ours and theirs', () => {
  const quoting = (writer: string) =>
    observed({ quotedStanzaID: 'Q1', quotedParticipant: { _serialized: writer } }).quotedProviderMessageId;
  expect(quoting('60177777777@c.us')).toBe('false_60177777777@c.us_Q1');
  expect(quoting('60120000001@c.us')).toBe('true_60177777777@c.us_Q1');
});

test('what has no mapping arrives as unsupported, with what WhatsApp said', () => {
  const image = observed({
    type: 'image',
    directPath: '/x',
    caption: 'See',
    mimetype: 'image/jpeg',
    body: 'AAAA',
  });
  expect(image.type).toBe('unsupported');
  expect(image.content).toMatchObject({ raw: { type: 'image', body: 'See', mimetype: 'image/jpeg' } });
});

test('messages of our own phone and status updates are nobody’s message', () => {
  const own = { fromMe: true, remote: '60177777777@c.us', id: 'K', _serialized: 'true_60177777777@c.us_K' };
  expect(receive(entry(rawOf(data({ id: own }))))).toEqual([]);
  expect(rawOf(data({ id: { ...own, remote: 'status@broadcast', fromMe: false } }))).toBeNull();
  expect(rawOf(data({ isStatusV3: true }))).toBeNull();
});

test('what is journalled is bounded', () => {
  const raw = rawOf(data({ body: 'x'.repeat(10_000_000), notifyName: 'y'.repeat(10_000) }));
  expect(JSON.stringify(raw).length).toBeLessThan(80_000);
});

test.each(['{', '[]', '{"id":1}', 'null'])('a body that is no message of ours is refused: %s', (body) => {
  expect(() => receive({ ...entry({}), body })).toThrow();
});
