import { webMessageKey, type ClaimedMessage, type MediaRef, type SendableType } from '@watertight/core';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { processesOn } from '../src/cleanup.ts';
import { profileOf } from '../src/credentials.ts';
import {
  forgetFile,
  makeFolder,
  newNumber,
  openPaired,
  ready,
  removeFolder,
  sessionDeps,
  startSim,
  storeFile,
  textMessage,
  until,
  type LedgerMessage,
  type OpenedSession,
  type Sim,
} from './support.ts';

let sim: Sim;
let sessionDir: string;
let session: OpenedSession;
const number = newNumber();
const GROUP = '120363000000000001@g.us';

beforeAll(async () => {
  [sim, sessionDir] = [await startSim(), await makeFolder()];
  session = await openPaired(sim, sessionDeps(sim, sessionDir), number);
});

afterEach(() => sim.call('DELETE', '/sim/behaviour'));

afterAll(async () => {
  await session?.close();
  await sim?.stop();
  await removeFolder(sessionDir);
});

// One red pixel, and a WebP of one pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

const message = (
  type: SendableType,
  content: object,
  overrides: Partial<ClaimedMessage> = {},
): ClaimedMessage => textMessage({ type, content: content as ClaimedMessage['content'], ...overrides });

async function entryOf(sent: ClaimedMessage): Promise<LedgerMessage> {
  const key = webMessageKey(sent.id);
  const { messages } = await sim.call<{ messages: LedgerMessage[] }>(
    'GET',
    `/sim/ledger?phone=${number}&key=${key}`,
  );
  expect(messages).toHaveLength(1);
  return messages[0]!;
}

/** Sends, and sends again as after a crash: WhatsApp must have taken it once, under the minted key. */
async function sendTwice(sent: ClaimedMessage): Promise<LedgerMessage> {
  const first = await session.text(sent);
  expect(first).toEqual({ kind: 'sent', providerMessageId: expect.stringContaining(webMessageKey(sent.id)) });
  expect(await session.text({ ...sent, attempt: 2 })).toEqual(first);
  const entry = await entryOf(sent);
  expect(entry.times).toBe(1);
  return entry;
}

const png = () => storeFile(PNG, 'image/png', 'dot.png');
const film = () => storeFile(Buffer.from('moving pictures'), 'video/mp4', 'clip.mp4');
const sound = () => storeFile(Buffer.from('la la la'), 'audio/mpeg', 'song.mp3');
const voice = () => storeFile(Buffer.from('hello'), 'audio/ogg; codecs=opus', 'note.ogg');
const bill = () => storeFile(Buffer.from('%PDF-1.7 bill'), 'application/pdf', 'Rechnung Nº 7.pdf');

describe('every kind reaches WhatsApp once, under the key minted from its message id, however often it is sent', () => {
  test.each<[string, SendableType, () => { media: MediaRef } & Record<string, unknown>, object, object]>([
    [
      'an image with a caption',
      'image',
      () => ({ media: png(), caption: 'a dot' }),
      { type: 'image', text: 'a dot' },
      { caption: 'a dot', viewOnce: false },
    ],
    [
      'an image to be seen once',
      'image',
      () => ({ media: png(), viewOnce: true }),
      { type: 'image' },
      { viewOnce: true },
    ],
    ['a video', 'video', () => ({ media: film() }), { type: 'video' }, { gif: false }],
    ['a GIF', 'video', () => ({ media: film(), gif: true }), { type: 'video' }, { gif: true }],
    ['an audio file', 'audio', () => ({ media: sound() }), { type: 'audio' }, { ptt: false }],
    ['a voice note', 'voice', () => ({ media: voice() }), { type: 'ptt' }, { ptt: true }],
    [
      'a document',
      'document',
      () => ({ media: bill(), caption: 'the bill' }),
      { type: 'document' },
      { filename: 'Rechnung Nº 7.pdf', caption: 'the bill' },
    ],
    [
      'an image as a document',
      'document',
      () => ({ media: png() }),
      { type: 'document' },
      { mimetype: 'image/png' },
    ],
    [
      'a sticker',
      'sticker',
      () => ({ media: storeFile(WEBP, 'image/webp') }),
      { type: 'sticker' },
      { mimetype: 'image/webp' },
    ],
  ])('%s, with its bytes', async (_name, type, content, entryFacts, mediaFacts) => {
    const given = content();
    const entry = await sendTwice(message(type, given));
    const { sha256, mimeType: mimetype } = given.media;
    expect(entry).toMatchObject({ ...entryFacts, media: { sha256, mimetype, ...mediaFacts } });
  });

  test('a picture as a sticker, made into WebP by the page', async () => {
    const entry = await sendTwice(message('sticker', { media: png() }));
    expect(entry).toMatchObject({ type: 'sticker', media: { mimetype: 'image/webp' } });
  });

  test('a location', async () => {
    const entry = await sendTwice(
      message('location', { latitude: 52.5, longitude: 13.4, name: 'Tea house', address: 'Main street 1' }),
    );
    expect(entry).toMatchObject({
      type: 'location',
      location: { latitude: 52.5, longitude: 13.4, description: 'Tea house\nMain street 1' },
    });
  });

  test('a contact card', async () => {
    const entry = await sendTwice(
      message('contact', { contacts: [{ name: 'Ann; Lee', phones: ['+60 12-345'] }] }),
    );
    expect(entry).toMatchObject({
      type: 'vcard',
      vcards: [
        'BEGIN:VCARD\nVERSION:3.0\nN:;Ann\\; Lee;;;\nFN:Ann\\; Lee\nTEL;type=CELL;type=VOICE;waid=6012345:+60 12-345\nEND:VCARD',
      ],
    });
  });

  test('several contact cards', async () => {
    const contacts = [
      { name: 'Ann', phones: ['60123'] },
      { name: 'Bob', phones: ['60124'] },
    ];
    const entry = await sendTwice(message('contact', { contacts }));
    expect(entry.type).toBe('multi_vcard');
    expect(entry.vcards).toEqual([expect.stringContaining('FN:Ann'), expect.stringContaining('FN:Bob')]);
  });

  test('a poll of one answer, and one of several', async () => {
    const poll = { question: 'Tea?', options: ['yes', 'no', 'later'] };
    const one = await sendTwice(message('poll', { ...poll, maxSelections: 1 }));
    expect(one).toMatchObject({
      type: 'poll_creation',
      poll: { name: 'Tea?', options: poll.options, multiple: false },
    });
    const several = await sendTwice(message('poll', { ...poll, maxSelections: 0 }));
    expect(several).toMatchObject({ poll: { multiple: true } });
  });

  test('an interactive message, as a text with numbered choices', async () => {
    const interactive = {
      type: 'button',
      body: { text: 'Tea?' },
      footer: { text: 'Tea house' },
      action: { buttons: ['Yes', 'No'].map((title) => ({ type: 'reply', reply: { id: title, title } })) },
    };
    const entry = await sendTwice(message('interactive', { interactive }));
    expect(entry).toMatchObject({ type: 'chat', text: 'Tea?\n\n1. Yes\n2. No\n\n_Tea house_' });
  });

  test('a message into a group, with a mention and as forwarded', async () => {
    const entry = await sendTwice(
      message(
        'text',
        { text: 'Hi @60123456780', forwarded: 2 },
        { chatId: GROUP, mentions: ['60123456780'] },
      ),
    );
    expect(entry).toMatchObject({ to: GROUP, mentions: ['60123456780@c.us'], forwarded: { score: 2 } });
  });
});

describe('where people are addressed by their LID', () => {
  test.each([
    ['a text to somebody new', 'text', '60151000001', () => ({ text: 'Hello' })],
    ['an image to somebody new', 'image', '60151000002', () => ({ media: png() })],
    ['a text into a group', 'text', '120363000000000077@g.us', () => ({ text: 'Hello' })],
  ] as const)('%s goes out once, and is found again', async (_name, type, chatId, content) => {
    await sim.call('PUT', '/sim/behaviour', { addressing: 'lid' });
    const sent = message(type, content(), { chatId });
    await sendTwice(sent);
    const evidence = await session.lookup(sent.id, chatId, AbortSignal.timeout(8000));
    expect(evidence).toMatchObject({ kind: 'present' });
  });
});

test('an image answers a message that came before', async () => {
  const first = textMessage();
  const outcome = await session.text(first);
  if (outcome.kind !== 'sent') throw new Error(outcome.kind);
  const answer = message('image', { media: png() }, { quotedProviderMessageId: outcome.providerMessageId });
  await session.text(answer);
  expect(await entryOf(answer)).toMatchObject({ type: 'image', quoted: webMessageKey(first.id) });
});

test('a link has its preview, unless none is wanted; a preview that does not come holds nothing up', async () => {
  const text = 'See https://example.com/tea';
  const [shown, plain] = [message('text', { text }), message('text', { text, linkPreview: false })];
  await session.text(shown);
  await session.text(plain);
  expect((await entryOf(shown)).linkPreview).toMatchObject({ url: expect.stringContaining('example.com') });
  expect((await entryOf(plain)).linkPreview).toBeUndefined();
  // A page learns how the world behaves when it connects.
  const seen = session.statuses.length;
  await sim.call('PUT', '/sim/behaviour', {
    linkPreviewMs: 30_000,
    faults: { [number]: { dropSocket: true } },
  });
  await until('the page has lost its socket', () => session.statuses.length > seen);
  await sim.faults(number, null);
  await ready(session);
  const late = message('text', { text });
  expect(await session.text(late)).toMatchObject({ kind: 'sent' });
  expect((await entryOf(late)).linkPreview).toBeUndefined();
});

describe('a reaction', () => {
  test('is put under a message, sent again without harm, and taken back', async () => {
    const target = textMessage();
    const outcome = await session.text(target);
    if (outcome.kind !== 'sent') throw new Error(outcome.kind);
    const react = (emoji: string) =>
      message(
        'reaction',
        { emoji, messageId: target.id },
        { quotedProviderMessageId: outcome.providerMessageId },
      );
    const [given, taken] = [react('👍'), react('')];
    expect(await session.text(given)).toMatchObject({ kind: 'sent' });
    expect(await session.text({ ...given, attempt: 2 })).toMatchObject({ kind: 'sent' });
    expect(await entryOf(given)).toMatchObject({ type: 'reaction', reaction: { emoji: '👍' } });
    expect(await session.text(taken)).toMatchObject({ kind: 'sent' });
    expect(await entryOf(taken)).toMatchObject({ reaction: { emoji: '' } });
  });

  test('to a message that the phone does not have is refused for good', async () => {
    const gone = message(
      'reaction',
      { emoji: '👍', messageId: 'msg_gone' },
      { quotedProviderMessageId: 'true_60123456789@c.us_3EB0DOESNOTEXIST' },
    );
    expect(await session.text(gone)).toMatchObject({
      kind: 'refused',
      code: 'MESSAGE_NOT_FOUND',
      permanent: true,
    });
  });
});

describe('what cannot be sent is refused before WhatsApp hears of it', () => {
  test('a number that is not on WhatsApp', async () => {
    await sim.call('PUT', '/sim/behaviour', { notOnWhatsApp: ['60199999999'] });
    const outcome = await session.text(message('image', { media: png() }, { chatId: '60199999999' }));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'RECIPIENT_INVALID', permanent: true });
  });

  test('a file that is gone, and one that is too large', async () => {
    const gone = png();
    forgetFile(gone);
    expect(await session.text(message('image', { media: gone }))).toMatchObject({
      kind: 'refused',
      code: 'MEDIA_NOT_FOUND',
      permanent: true,
    });
    const large = { ...png(), sizeBytes: 64 * 1024 * 1024 };
    expect(await session.text(message('image', { media: large }))).toMatchObject({
      kind: 'refused',
      code: 'MEDIA_TOO_LARGE',
      permanent: true,
    });
  });

  test('a template, and a flow', async () => {
    const refused = { kind: 'refused', code: 'UNSUPPORTED_ON_CHANNEL', permanent: true };
    expect(
      await session.text(message('template', { name: 'x', language: 'en', components: [] })),
    ).toMatchObject(refused);
    const flow = { type: 'flow', body: { text: 'x' }, action: {} };
    expect(await session.text(message('interactive', { interactive: flow }))).toMatchObject(refused);
  });
});

describe('an upload', () => {
  test('that fails leaves it certain that nothing was sent, and the next attempt sends', async () => {
    await sim.faults(number, { uploadFails: true });
    const sent = message('image', { media: png() });
    expect(await session.text(sent)).toMatchObject({
      kind: 'refused',
      code: 'PROVIDER_UNAVAILABLE',
      permanent: false,
    });
    await sim.faults(number, null);
    expect(await session.text({ ...sent, attempt: 2 })).toMatchObject({ kind: 'sent' });
    expect((await entryOf(sent)).times).toBe(1);
  });

  test('leaves no file behind, neither on the disk nor in the page', async () => {
    await session.text(message('document', { media: bill() }));
    expect(await readdir(join(sessionDir, 'outgoing'))).toEqual([]);
  });

  test('during which the browser is killed ends without a duplicate: it is absent, and then sent once', async () => {
    await sim.faults(number, { uploadMs: 20_000 });
    const sent = message('video', { media: film() });
    const sending = session.text(sent);
    await until('the file lies ready', async () => (await readdir(join(sessionDir, 'outgoing'))).length > 0);
    const { dir } = profileOf(sessionDir, session.phone.phoneId);
    for (const pid of await processesOn(dir)) process.kill(pid, 'SIGKILL');
    // Until the page is asked to upload it is certain that nothing went out, and from then on nobody knows.
    expect(['unknown', 'refused']).toContain((await sending).kind);
    await sim.faults(number, null);
    await until('another status', () => session.status() !== 'ready');
    await ready(session);
    const look = () => session.lookup(sent.id, sent.chatId, AbortSignal.timeout(8000));
    await until('the lookup says absent', async () => (await look()).kind === 'absent');
    expect(await session.text({ ...sent, attempt: 2 })).toMatchObject({ kind: 'sent' });
    expect(await look()).toMatchObject({ kind: 'present' });
    expect((await entryOf(sent)).times).toBe(1);
    expect(await readdir(join(sessionDir, 'outgoing'))).toEqual([]);
  });
});

test('a file of 64 MiB goes out while the page stays alive', async () => {
  const media = storeFile(Buffer.alloc(64 * 1024 * 1024, 7), 'application/zip', 'large.zip');
  const sent = message('document', { media });
  expect(await session.text(sent)).toMatchObject({ kind: 'sent' });
  expect(await entryOf(sent)).toMatchObject({ media: { sha256: media.sha256, size: media.sizeBytes } });
});

test('a phone that is to type is seen typing for as long as the text takes, and then the text arrives', async () => {
  const { phone } = session;
  session.update!({ ...phone, limits: { enabled: true, typingSeconds: 2 } });
  try {
    const startedAt = performance.now();
    const sent = message('text', { text: 'Fifteen letters' });
    const outcome = session.text(sent);
    const typing = () => sim.call<{ chats: Record<string, string> }>('GET', `/sim/presence?phone=${number}`);
    await until('it types', async () => Object.values((await typing()).chats).includes('typing'));
    expect((await outcome).kind).toBe('sent');
    expect(performance.now() - startedAt).toBeGreaterThan(1500);
    expect(await entryOf(sent)).toMatchObject({ text: 'Fifteen letters' });
  } finally {
    session.update!(phone);
  }
});
