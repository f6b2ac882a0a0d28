import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import wwebjs, { type Message, type MessageMedia as Media } from 'whatsapp-web.js';
import type { LedgerEntry } from '../src/index.ts';
import { ackOf, eventually } from './browser.ts';
import { CHAT, FRIEND, GROUP, pairedSession, SEND, type Session } from './session.ts';

const { Location, MessageAck: Ack, MessageMedia, Poll } = wwebjs;

// One red pixel.
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const bytes = (text: string): string => Buffer.from(text).toString('base64');
const sha256 = (base64: string): string =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');

let session: Session;

beforeAll(async () => {
  session = await pairedSession();
}, 30_000);

afterEach(async () => {
  await session.control.call('DELETE', '/sim/behaviour');
  await session.control.call('DELETE', '/sim/ledger');
  await session.control.call('DELETE', '/sim/actions');
});

afterAll(() => session.end());

async function entryOf(message: Message): Promise<LedgerEntry> {
  return eventually(async () => (await session.control.ledger({ key: message.id.id }))[0]);
}

async function send(
  content: Parameters<Session['client']['sendMessage']>[1],
  options: Record<string, unknown> = {},
  to = CHAT,
): Promise<{ message: Message; entry: LedgerEntry }> {
  const message = await session.client.sendMessage(to, content, { ...SEND, ...options });
  return { message, entry: await entryOf(message) };
}

function steerKeys(key: string | null): Promise<void> {
  return session.client.pupPage!.evaluate((minted) => {
    const page = globalThis as unknown as {
      require(name: string): { newId(): Promise<string>; original?: () => Promise<string> };
    };
    const MsgKey = page.require('WAWebMsgKey');
    MsgKey.original ??= MsgKey.newId;
    MsgKey.newId = minted === null ? MsgKey.original : async () => minted;
  }, key);
}

const reachedServer = (message: Message) =>
  eventually(
    async () => ((await session.client.getMessageById(message.id._serialized))?.ack ?? 0) >= Ack.ACK_SERVER,
  );

async function delivered(text: string): Promise<Message> {
  return session.client.sendMessage(CHAT, text, { ...SEND, waitUntilMsgSent: true });
}

const media = (mimetype: string, data: string, filename?: string): Media =>
  new MessageMedia(mimetype, data, filename);

describe('media as the ledger sees it', () => {
  it.each([
    ['an image', media('image/png', PNG, 'dot.png'), { caption: 'a dot' }, 'image', { caption: 'a dot' }],
    ['a video', media('video/mp4', bytes('moving'), 'clip.mp4'), {}, 'video', { gif: false }],
    [
      'a gif',
      media('video/mp4', bytes('looping'), 'loop.mp4'),
      { sendVideoAsGif: true },
      'video',
      { gif: true },
    ],
    ['an audio file', media('audio/mpeg', bytes('la la'), 'song.mp3'), {}, 'audio', { ptt: false }],
    [
      'a voice note',
      media('audio/ogg; codecs=opus', bytes('hello'), 'v.ogg'),
      { sendAudioAsVoice: true },
      'ptt',
      { ptt: true },
    ],
    [
      'a document',
      media('application/pdf', bytes('%PDF'), 'bill.pdf'),
      { caption: 'the bill' },
      'document',
      { filename: 'bill.pdf', caption: 'the bill' },
    ],
    [
      'an image as document',
      media('image/png', PNG, 'dot.png'),
      { sendMediaAsDocument: true },
      'document',
      { mimetype: 'image/png' },
    ],
    [
      'an image to be seen once',
      media('image/png', PNG, 'dot.png'),
      { isViewOnce: true },
      'image',
      { viewOnce: true },
    ],
  ])('%s goes out with its bytes and its kind', async (_name, content, options, type, facts) => {
    const { message, entry } = await send(content, options);

    expect(message).toMatchObject({ hasMedia: true, type, fromMe: true });
    expect(entry).toMatchObject({
      type,
      media: { sha256: sha256(content.data), mimetype: content.mimetype, ...facts },
    });
    expect((await session.control.media(entry.seq)).toString('base64')).toBe(content.data);
    expect((await message.downloadMedia()).data).toBe(content.data);
  });

  it('a sticker goes out as WebP', async () => {
    const { entry } = await send(media('image/png', PNG, 'dot.png'), { sendMediaAsSticker: true });

    expect(entry).toMatchObject({ type: 'sticker', media: { mimetype: 'image/webp' } });
    expect((await session.control.media(entry.seq)).subarray(8, 12).toString()).toBe('WEBP');
  });

  it('the key that the page was made to mint is the key of media, polls and locations', async () => {
    const contents = [media('image/png', PNG), new Poll('tea?', ['yes', 'no']), new Location(52.5, 13.4)];
    for (const [index, content] of contents.entries()) {
      const key = `3EB0CCCCCCCCCCCCCCCCC${index}`;
      await steerKeys(key);
      const { entry } = await send(content);
      expect(entry).toMatchObject({ key, times: 1 });
    }
    await steerKeys(null);
  });

  it('a voice note that was listened to has ack 4', async () => {
    await session.control.behave({ autoPlay: true });
    const played = session.driver.next('message_ack', (_message: Message, ack: number) => ack === 4);
    const { message } = await send(media('audio/ogg', bytes('play me')), { sendAudioAsVoice: true });
    await played;

    expect((await entryOf(message)).acks.map(({ ack }) => ack)).toEqual([1, 2, 3, 4]);
  });

  it('an upload that fails ends the send with an error, and nothing is in the ledger', async () => {
    await session.control.behave({ faults: { [session.phone]: { uploadFails: true } } });

    await expect(send(media('image/png', PNG))).rejects.toThrow(/upload/);
    expect(await session.control.ledger({ phone: session.phone })).toEqual([]);
  });

  it('an upload that hangs holds the send', async () => {
    await session.control.behave({ faults: { [session.phone]: { uploadHangs: true } } });
    const settled = session.client.sendMessage(CHAT, media('image/png', PNG), SEND).then(
      () => 'sent',
      () => 'failed',
    );
    const text = await send('meanwhile');

    expect(text.entry.text).toBe('meanwhile');
    expect(await Promise.race([settled, Promise.resolve('held')])).toBe('held');
  });
});

describe('what is no media, as the ledger sees it', () => {
  it('a location has its place and its name', async () => {
    const { entry } = await send(new Location(52.5, 13.4, { name: 'Gate', address: 'Pariser Platz' }));
    expect(entry).toMatchObject({ type: 'location', location: { latitude: 52.5, longitude: 13.4 } });
    expect(entry.location?.description).toContain('Gate');
  });

  it('one contact is a vCard, several are a list of them', async () => {
    const friend = await session.client.getContactById(CHAT);
    const one = await send(friend);
    const two = await send([friend, friend] as never);

    expect(one.entry.type).toBe('vcard');
    expect(one.entry.vcards?.[0]).toContain(`waid=${FRIEND}`);
    expect(two.entry).toMatchObject({ type: 'multi_vcard' });
    expect(two.entry.vcards).toHaveLength(2);
  });

  it('a text that is a vCard goes out as a contact', async () => {
    const { entry } = await send('BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nTEL:+491\nEND:VCARD');
    expect(entry).toMatchObject({ type: 'vcard' });
  });

  it('a poll has its question, its options and whether several may be chosen', async () => {
    const options = { allowMultipleAnswers: true, messageSecret: undefined };
    const { entry } = await send(new Poll('tea?', ['yes', 'no'], options));
    expect(entry).toMatchObject({
      type: 'poll_creation',
      text: 'tea?',
      poll: { name: 'tea?', options: ['yes', 'no'], multiple: true },
    });
  });

  it('a reply names what it answers', async () => {
    const first = await delivered('question');
    const { message, entry } = await send('answer', { quotedMessageId: first.id._serialized });

    expect(entry.quoted).toBe(first.id.id);
    expect(message.hasQuotedMsg).toBe(true);
    expect((await message.getQuotedMessage()).body).toBe('question');
  });

  it('mentions of people and groups are there as addresses', async () => {
    const groupMentions = [{ subject: 'All', id: GROUP }];
    const { entry } = await send('hello @4917011111111', { mentions: [CHAT], groupMentions }, GROUP);
    expect(entry).toMatchObject({ mentions: [CHAT], groupMentions: [{ id: GROUP, subject: 'All' }] });
  });

  it('a link has a preview, or none when that was said', async () => {
    const text = 'see https://example.org/page';
    expect((await send(text)).entry.linkPreview).toMatchObject({ url: 'https://example.org/page' });
    expect((await send(text, { linkPreview: false })).entry.linkPreview).toBeUndefined();
  });

  it('extra options reach the message', async () => {
    const { entry } = await send('passed on', { extra: { isForwarded: true, forwardingScore: 7 } });
    expect(entry.forwarded).toEqual({ score: 7 });
  });

  it('a forwarded message is a new one that says so', async () => {
    const { message } = await send(media('image/png', PNG), { caption: 'look' });
    await reachedServer(message);
    await message.forward(GROUP);
    const entry = await eventually(
      async () => (await session.control.ledger({ to: GROUP, type: 'image' }))[0],
    );

    expect(entry).toMatchObject({ forwarded: { score: 1 }, text: 'look', media: { sha256: sha256(PNG) } });
    expect(entry.key).not.toBe(message.id.id);
  });
});

describe('changes of what was sent', () => {
  it('a reaction is an entry of its own, comes back as an event and can be taken back', async () => {
    const message = await delivered('react to me');
    const event = session.driver.next('message_reaction');
    await message.react('👍');
    const [reaction] = (await event) as [{ reaction: string; senderId: string }];

    expect(reaction).toMatchObject({ reaction: '👍', senderId: `${session.phone}@c.us` });
    const [entry] = await session.control.ledger({ type: 'reaction' });
    expect(entry).toMatchObject({ to: CHAT, reaction: { key: message.id._serialized, emoji: '👍' } });
    await message.reload();
    expect(message.hasReaction).toBe(true);
    expect((await message.getReactions())?.[0]?.aggregateEmoji).toBe('👍');
    await message.react('');
    await message.reload();
    expect(message.hasReaction).toBe(false);
  });

  it('an edit stands with its message and comes back as an event', async () => {
    const message = await delivered('first draft');
    const event = session.driver.next('message_edit');
    const edited = await message.edit('second draft');

    expect(edited?.body).toBe('second draft');
    expect((await event).slice(1)).toEqual(['second draft', 'first draft']);
    const [entry] = await session.control.ledger({ key: message.id.id });
    expect(entry).toMatchObject({ text: 'first draft', edits: [{ text: 'second draft', times: 1 }] });
    expect(await session.control.actions({ action: 'edit' })).toHaveLength(1);
  });

  it('a caption can be edited as well', async () => {
    const { message } = await send(media('image/png', PNG), { caption: 'blue' });
    await reachedServer(message);
    expect((await message.edit('red'))?.body).toBe('red');
    expect((await entryOf(message)).edits).toMatchObject([{ text: 'red' }]);
  });

  it('deleting for everyone marks the entry, and the library says so', async () => {
    const message = await delivered('never mind');
    const event = session.driver.next('message_revoke_everyone');
    await message.delete(true);
    const [revoked] = (await event) as [Message];

    expect(revoked).toMatchObject({ type: 'revoked', body: '' });
    expect(await entryOf(message)).toMatchObject({ revoked: { by: 'sender', times: 1 } });
  });

  it('deleting for oneself leaves the entry alone', async () => {
    const message = await delivered('only for me');
    const event = session.driver.next('message_revoke_me');
    await message.delete(false);
    await event;

    expect((await entryOf(message)).revoked).toBeUndefined();
    expect(await session.client.getMessageById(message.id._serialized)).toBeNull();
    expect(await session.control.actions()).toMatchObject([{ action: 'delete-for-me', chat: CHAT }]);
  });

  it('a vote is an entry of its own and in the poll', async () => {
    const { message } = await send(new Poll('tea?', ['yes', 'no']));
    await reachedServer(message);
    const event = session.driver.next('vote_update');
    await message.vote(['no']);
    await event;

    const [entry] = await session.control.ledger({ type: 'poll_vote' });
    expect(entry?.vote).toEqual({ poll: message.id._serialized, options: ['no'] });
    const [vote] = await session.client.getPollVotes(message.id._serialized);
    expect(vote?.selectedOptions).toEqual([{ name: 'no', localId: 1 }]);
  });

  it('what was edited, revoked and reacted to is so after a restart of the browser', async () => {
    const edited = await delivered('old');
    await edited.edit('new');
    const revoked = await delivered('gone soon');
    await revoked.delete(true);
    const liked = await delivered('nice');
    await liked.react('❤️');
    await session.restart();

    const read = (message: Message) => session.client.getMessageById(message.id._serialized);
    expect((await read(edited)).body).toBe('new');
    expect((await read(revoked)).type).toBe('revoked');
    expect((await (await read(liked)).getReactions())?.[0]?.aggregateEmoji).toBe('❤️');
  });

  it('acks of a restarted page are those of the message', async () => {
    const message = await delivered('still here');
    const id = message.id._serialized;
    const read = session.driver.next('message_ack', ackOf(id, 3));
    await read;
    await session.restart();
    expect((await session.client.getMessageById(id)).ack).toBe(3);
  });
});
