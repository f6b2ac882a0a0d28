import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Call, Message, PollVote, Reaction } from 'whatsapp-web.js';
import type { Inbound } from '../src/index.ts';
import { eventually } from './browser.ts';
import { CHAT, FRIEND, GROUP, pairedSession, SEND, type Session } from './session.ts';

const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nTEL:+491\nEND:VCARD';
const data = Buffer.from('some bytes').toString('base64');

let session: Session;

beforeAll(async () => {
  session = await pairedSession();
}, 30_000);

afterEach(() => session.control.call('DELETE', '/sim/behaviour'));
afterAll(() => session.end());

type Arrival = Partial<Inbound>;

async function arrive(arrival: Arrival): Promise<{ id: string; key: string }> {
  const from = arrival.fromMe ? {} : { from: FRIEND };
  const { status, body } = await session.control.inbound({ phone: session.phone, ...from, ...arrival });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

/** Lets something arrive and answers the message event that the library makes of it. */
async function receive(arrival: Arrival, event = 'message'): Promise<Message> {
  const id = `3A${Math.random().toString(16).slice(2).padEnd(18, '0').slice(0, 18).toUpperCase()}`;
  const heard = session.driver.next(event, (message: Message) => message.id.id === id);
  await arrive({ id, ...arrival });
  return (await heard)[0] as Message;
}

const next = <T>(event: string): Promise<T> => session.driver.next(event).then(([first]) => first as T);

describe('messages that arrive', () => {
  it.each<[string, Arrival, Record<string, unknown>]>([
    [
      'an image',
      { media: { data, mimetype: 'image/jpeg', caption: 'look' } },
      { type: 'image', body: 'look' },
    ],
    ['a video', { media: { data, mimetype: 'video/mp4', seconds: 3 } }, { type: 'video', duration: 3 }],
    ['a gif', { media: { data, mimetype: 'video/mp4', gif: true } }, { type: 'video', isGif: true }],
    ['an audio file', { media: { data, mimetype: 'audio/mpeg' } }, { type: 'audio' }],
    ['a voice note', { type: 'ptt', media: { data, mimetype: 'audio/ogg; codecs=opus' } }, { type: 'ptt' }],
    ['a sticker', { type: 'sticker', media: { data, mimetype: 'image/webp' } }, { type: 'sticker' }],
    ['a document', { media: { data, mimetype: 'application/pdf', filename: 'a.pdf' } }, { type: 'document' }],
    ['in a group', { group: GROUP, media: { data, mimetype: 'image/jpeg' } }, { from: GROUP, author: CHAT }],
    [
      'from the phone itself',
      { fromMe: true, to: FRIEND, media: { data, mimetype: 'image/jpeg' } },
      { to: CHAT, fromMe: true },
    ],
  ])('%s comes with its kind, and its media can be downloaded', async (_name, arrival, expected) => {
    const message = await receive(arrival, 'message_create');
    expect(message).toMatchObject({ hasMedia: true, ...expected });
    const { filename } = arrival.media ?? {};
    expect(await message.downloadMedia()).toMatchObject({
      data,
      mimetype: arrival.media?.mimetype,
      ...(filename !== undefined && { filename }),
    });
  });

  it('a picture to be seen once says so', async () => {
    const message = await receive({ media: { data, mimetype: 'image/jpeg', viewOnce: true } });
    expect((message.rawData as { isViewOnce?: boolean }).isViewOnce).toBe(true);
  });

  it.each<[string, Arrival, Record<string, unknown>]>([
    [
      'a location',
      { location: { latitude: 52.5, longitude: 13.4, name: 'Gate', address: 'Pariser Platz' } },
      {
        type: 'location',
        location: { latitude: 52.5, longitude: 13.4, name: 'Gate', address: 'Pariser Platz' },
      },
    ],
    ['one contact', { vcards: [VCARD] }, { type: 'vcard', vCards: [VCARD] }],
    ['several contacts', { vcards: [VCARD, VCARD] }, { type: 'multi_vcard', vCards: [VCARD, VCARD] }],
    [
      'a poll',
      { poll: { name: 'tea?', options: ['yes', 'no'] } },
      { type: 'poll_creation', pollName: 'tea?', body: 'tea?', allowMultipleAnswers: false },
    ],
    [
      'a button',
      { button: { id: 'b1', text: 'Yes' } },
      { type: 'buttons_response', selectedButtonId: 'b1', body: 'Yes' },
    ],
    [
      'a row of a list',
      { listRow: { id: 'r1', title: 'First' } },
      { type: 'list_response', selectedRowId: 'r1' },
    ],
    ['an order', { order: { id: 'o1', token: 't' } }, { type: 'order', orderId: 'o1', token: 't' }],
    [
      'a product',
      { product: { id: 'p1', title: 'Lamp' } },
      { type: 'product', productId: 'p1', title: 'Lamp' },
    ],
    [
      'a mention',
      { text: 'hi @4917011111111', mentions: [FRIEND] },
      { mentionedIds: [{ _serialized: CHAT }] },
    ],
    [
      'a forwarded text',
      { text: 'read this', forwarded: { score: 5 } },
      { isForwarded: true, forwardingScore: 5 },
    ],
    [
      'a notice about encryption',
      { type: 'e2e_notification', attributes: { subtype: 'encrypt' } },
      { type: 'e2e_notification' },
    ],
    [
      'a kind that nobody knows',
      { type: 'hologram', attributes: { title: 'new' } },
      { type: 'hologram', title: 'new' },
    ],
  ])('%s comes with what it carries', async (_name, arrival, expected) => {
    expect(await receive(arrival)).toMatchObject(expected);
  });

  it('a live location says that it is one', async () => {
    const message = await receive({ location: { latitude: 1, longitude: 2, live: true } });
    expect((message.rawData as { isLive?: boolean }).isLive).toBe(true);
  });

  it('a reply carries what it answers', async () => {
    const sent = await session.client.sendMessage(CHAT, 'shall we?', { ...SEND, waitUntilMsgSent: true });
    const reply = await receive({ text: 'yes', quoted: sent.id.id });
    expect(reply.hasQuotedMsg).toBe(true);
    expect((await reply.getQuotedMessage()).id._serialized).toBe(sent.id._serialized);
  });

  it('what the phone itself sent is no "message", and its acks come', async () => {
    const own = receive({ fromMe: true, to: FRIEND, text: 'from the phone' }, 'message_create');
    const read = session.driver.next('message_ack', (_message: Message, ack: number) => ack === 3);
    expect(await own).toMatchObject({ fromMe: true, to: CHAT });
    await read;
    expect(await session.control.ledger({ text: 'from the phone' })).toEqual([]);
  });

  it('everything is there again after the fact, in order', async () => {
    const from = '4917022222222';
    for (const text of ['one', 'two']) await arrive({ from, text });
    await arrive({ from, media: { data, mimetype: 'image/jpeg', caption: 'three' } });
    const chat = await eventually(async () => {
      const found = await session.client.getChatById(`${from}@c.us`);
      return found.unreadCount === 3 && found;
    });
    expect((await chat.fetchMessages({ limit: 10 })).map(({ body }) => body)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });
});

describe('changes that arrive', () => {
  it('a reaction comes as an event, and so does taking it back', async () => {
    const sent = await session.client.sendMessage(CHAT, 'good news', { ...SEND, waitUntilMsgSent: true });
    const liked = next<Reaction>('message_reaction');
    await arrive({ reaction: { key: sent.id.id, emoji: '🎉' } });
    expect(await liked).toMatchObject({ reaction: '🎉', senderId: CHAT, msgId: { id: sent.id.id } });
    const gone = next<Reaction>('message_reaction');
    await arrive({ reaction: { key: sent.id.id, emoji: '' } });
    expect((await gone).reaction).toBe('');
  });

  it('votes come as events and are in the poll', async () => {
    const poll = await receive({
      group: GROUP,
      poll: { name: 'when?', options: ['now', 'later'], multiple: true },
    });
    const event = next<PollVote>('vote_update');
    await arrive({ vote: { key: poll.id._serialized, options: ['now', 'later'] } });
    const vote = await event;

    expect(vote.selectedOptions.map(({ name }) => name)).toEqual(['now', 'later']);
    expect(vote.parentMessage.id._serialized).toBe(poll.id._serialized);
    expect(await session.client.getPollVotes(poll.id._serialized)).toHaveLength(1);
  });

  it('an edit comes with the text before and after', async () => {
    const message = await receive({ text: 'tomorow' });
    const event = session.driver.next('message_edit');
    await arrive({ edit: { key: message.id._serialized, text: 'tomorrow' } });
    expect((await event).slice(1)).toEqual(['tomorrow', 'tomorow']);
    expect((await session.client.getMessageById(message.id._serialized)).body).toBe('tomorrow');
  });

  it.each(['sender', 'admin'] as const)(
    'a message that the %s deletes for everyone is revoked',
    async (by) => {
      const message = await receive({ group: GROUP, text: 'oops' });
      const event = next<Message>('message_revoke_everyone');
      await arrive({ revoke: { key: message.id._serialized, by } });
      expect(await event).toMatchObject({ type: 'revoked', id: { id: message.id.id } });
    },
  );

  it('what the owner deletes on the phone is gone', async () => {
    const message = await receive({ text: 'clutter' });
    const event = next<Message>('message_revoke_me');
    await arrive({ fromMe: true, deleteForMe: { key: message.id._serialized } });
    expect((await event).body).toBe('clutter');
    await eventually(async () => (await session.client.getMessageById(message.id._serialized)) === null);
  });

  it('an edit that arrives while the browser is away comes as an event afterwards', async () => {
    const message = await receive({ text: 'before' });
    await session.client.destroy();
    await eventually(async () => (await session.control.devices(session.phone))[0]?.connected === false);
    await arrive({ edit: { key: message.id._serialized, text: 'after' } });
    expect((await session.start().next('message_edit')).slice(1)).toEqual(['after', 'before']);
  });
});

describe('messages that cannot be read yet', () => {
  it('come as ciphertext and then as what they are', async () => {
    const sealed = next<Message>('message_ciphertext');
    const opened = session.driver.next('message', ({ body }: Message) => body === 'late');
    await arrive({ text: 'late', ciphertext: { afterMs: 200 } });
    expect((await sealed).type).toBe('ciphertext');
    expect((await opened)[0]).toMatchObject({ type: 'chat', from: CHAT });
  });

  it('are sent again when the library asks for them', async () => {
    const opened = session.driver.next('message', ({ body }: Message) => body === 'on demand');
    await arrive({ text: 'on demand', ciphertext: {} });
    await opened;
  });
});

describe('media that is not there at once', () => {
  it('expired media is uploaded again by the phone when somebody wants it', async () => {
    const message = await receive({ media: { data, mimetype: 'image/jpeg', state: 'expired' } });
    expect(await message.downloadMedia()).toBeUndefined();
    const media = await eventually(async () => message.downloadMedia());
    expect(media.data).toBe(data);
  });

  it('media that is gone is never there', async () => {
    const message = await receive({ media: { data, mimetype: 'image/jpeg', state: 'gone' } });
    expect(await message.downloadMedia()).toBeUndefined();
    expect(await message.downloadMedia()).toBeUndefined();
  });

  it('a slow download takes its time', async () => {
    const message = await receive({ media: { data, mimetype: 'image/jpeg', downloadMs: 300 } });
    const began = Date.now();
    expect((await message.downloadMedia()).data).toBe(data);
    expect(Date.now() - began).toBeGreaterThanOrEqual(300);
  });
});

describe('calls', () => {
  it('ring as events and can be declined', async () => {
    const ringing = next<Call>('call');
    await session.control.call('POST', '/sim/calls', { phone: session.phone, from: FRIEND, video: true });
    const call = await ringing;
    expect(call).toMatchObject({ isVideo: true, isGroup: false, fromMe: false });
    await call.reject();
    expect(await session.control.actions({ action: 'call-reject' })).toMatchObject([
      { detail: { id: call.id } },
    ]);
  });
});
