import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  webMessageKey,
  type ChatObservation,
  type MessageObservation,
  type Observation,
  type PhoneAction,
} from '@watertight/core';
import { receive } from '../src/receive.ts';
import {
  makeFolder,
  memoryFiles,
  newNumber,
  open,
  openPaired,
  ready,
  removeFolder,
  sessionDeps,
  startSim,
  textMessage,
  until,
  type OpenedSession,
  type Sim,
} from './support.ts';

let sim: Sim;
let dir: string;
let session: OpenedSession;
let number: string;
const files = memoryFiles();

beforeAll(async () => {
  sim = await startSim();
  dir = await makeFolder();
  number = newNumber();
  session = await openPaired(sim, sessionDeps(sim, dir, { files, fileHoldMs: 4000 }), number);
}, 60_000);
afterAll(async () => {
  await session?.close();
  await sim?.stop();
  await removeFolder(dir);
}, 30_000);

const ANN = '60177777777';
const GROUP = '120363041234567890';

interface Arrived {
  id: string;
  key: string;
}
const arrive = (what: object, phone = number) =>
  sim.call<Arrived>('POST', '/sim/inbound', { phone, from: ANN, ...what });

/** What the entries that the session journalled mean. */
const observed = (of: OpenedSession = session): Observation[] =>
  of.inbound.flatMap((raw) =>
    receive({
      ...{ journalId: '1', source: 'wwebjs' as const, phoneId: 'ph_1', attempts: 0 },
      ...{ body: JSON.stringify(raw), receivedAt: new Date() },
    }),
  );
const messagesWith = (key: string, of?: OpenedSession) =>
  observed(of).filter(
    (one): one is MessageObservation => one.kind === 'message' && one.providerMessageId.includes(key),
  );
const message = (key: string, of?: OpenedSession) =>
  until(`the message ${key}`, () => messagesWith(key, of).at(0));
async function heard(what: object): Promise<MessageObservation> {
  return message((await arrive(what)).key);
}
const observation = <Kind extends Observation['kind']>(
  kind: Kind,
  is: (one: Extract<Observation, { kind: Kind }>) => boolean,
) =>
  until(`the ${kind}`, () =>
    observed()
      .filter((one): one is Extract<Observation, { kind: Kind }> => one.kind === kind)
      .find(is),
  );

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const media = (bytes: Buffer, mimetype: string, more: object = {}) => ({
  media: { data: bytes.toString('base64'), mimetype, ...more },
});
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('what arrives without a file', () => {
  test('is a text with mentions, a forward mark and what it answers', async () => {
    const first = await arrive({ text: 'First' });
    const answer = await heard({
      ...{ text: 'Hi @60188888888', pushName: 'Ann', quoted: first.key },
      ...{ mentions: ['60188888888'], forwarded: { score: 3 } },
    });
    expect(answer).toMatchObject({
      ...{ type: 'text', content: { text: 'Hi @60188888888', forwarded: 3 }, chatId: ANN, from: ANN },
      ...{ fromMe: false, participant: null, senderName: 'Ann', mentions: ['60188888888'] },
      quotedProviderMessageId: first.id,
    });
  });

  test.each<[string, object, object]>([
    [
      'a place',
      { location: { latitude: 3.139, longitude: 101.6869, name: 'Kuala Lumpur', address: 'Malaysia' } },
      {
        type: 'location',
        content: { latitude: 3.139, longitude: 101.6869, name: 'Kuala Lumpur', address: 'Malaysia' },
      },
    ],
    [
      'a place that moves',
      { location: { latitude: -1.5, longitude: 0, live: true } },
      { type: 'location', content: { latitude: -1.5, longitude: 0, live: true } },
    ],
    [
      'a poll',
      { poll: { name: 'Lunch?', options: ['Rice', 'Noodles'], multiple: true } },
      { type: 'poll', content: { question: 'Lunch?', options: ['Rice', 'Noodles'], maxSelections: 0 } },
    ],
    [
      'an answer to buttons',
      { button: { id: 'yes-1', text: 'Yes' } },
      { type: 'interactive', content: { kind: 'button', id: 'yes-1', title: 'Yes' } },
    ],
    [
      'an answer to a list',
      { listRow: { id: 'row-2', title: 'Tuesday', description: '10:00' } },
      {
        type: 'interactive',
        content: { kind: 'list', id: 'row-2', title: 'Tuesday', payload: { description: '10:00' } },
      },
    ],
    [
      'an order',
      { order: { id: 'o1', token: 't1', title: 'Cakes', itemCount: 3 } },
      { type: 'order', content: { orderId: 'o1', token: 't1', title: 'Cakes', itemCount: 3 } },
    ],
    [
      'a product',
      { product: { id: 'p1', title: 'Cake', description: 'Sweet' } },
      {
        type: 'order',
        content: { product: { productId: 'p1', title: 'Cake', description: 'Sweet', owner: `${ANN}@c.us` } },
      },
    ],
    [
      'an entry of the call log',
      { type: 'call_log', attributes: { isVideoCall: true, callOutcome: 'Missed' } },
      { type: 'call', content: expect.objectContaining({ group: false }) as object },
    ],
    [
      'a notice of WhatsApp',
      { type: 'e2e_notification', attributes: { subtype: 'encrypt' } },
      { type: 'system', content: { event: 'encrypt', participants: [] } },
    ],
  ])('%s', async (_, what, expected) => {
    expect(await heard(what)).toMatchObject(expected);
  });

  test('cards, one and several, with their numbers as written and without their pictures', async () => {
    const card = (name: string, tel: string) =>
      `BEGIN:VCARD\nVERSION:3.0\nN:;${name};;;\nFN:${name}\nPHOTO;BASE64:${'A'.repeat(30_000)}\n ${'B'.repeat(70)}\n` +
      `item1.TEL;type=CELL;waid=60123:${tel}\nORG:Shop\\, Ltd;\nEND:VCARD`;
    const one = await heard({ vcards: [card('Bob', '+60 12-3')] });
    const [bob] = (one.content as { contacts: Record<string, unknown>[] }).contacts;
    expect(bob).toMatchObject({ name: 'Bob', phones: ['+60 12-3'], organization: 'Shop, Ltd' });
    expect(String(bob?.vcard)).not.toContain('AAAA');
    const two = await heard({ vcards: [card('Bob', '1'), card('Cem', '2')] });
    expect(two).toMatchObject({
      type: 'contact',
      content: {
        contacts: [
          { name: 'Bob', phones: ['1'] },
          { name: 'Cem', phones: ['2'] },
        ],
      },
    });
  });

  test('what nobody knows is unsupported, with what WhatsApp said', async () => {
    const strange = await heard({ type: 'hologram', attributes: { title: 'From tomorrow' } });
    expect(strange).toMatchObject({
      type: 'unsupported',
      content: { raw: { type: 'hologram', details: { title: 'From tomorrow' } } },
    });
  });

  test('what could not be read at first arrives once, as what it is', async () => {
    const { key } = await arrive({ text: 'Sealed', ciphertext: { afterMs: 300 } });
    expect(await message(key)).toMatchObject({ type: 'text', content: { text: 'Sealed' } });
    expect(messagesWith(key)).toHaveLength(1);
  });

  test('what can never be read is told as that', { timeout: 40_000 }, async () => {
    const { key } = await arrive({ text: 'Lost', ciphertext: { never: true } });
    const sealed = await until('the sealed message', () => messagesWith(key).at(0), 30_000);
    expect(sealed).toMatchObject({ type: 'unsupported', content: { raw: { type: 'ciphertext' } } });
  });

  test('a status update is nobody’s message', async () => {
    await arrive({ text: 'My day', status: true });
    const after = await heard({ text: 'After the status' });
    expect(after.content).toEqual({ text: 'After the status' });
    expect(observed().some((one) => one.kind === 'message' && one.chatId.includes('broadcast'))).toBe(false);
  });
});

describe('what arrives with a file', () => {
  test.each<[string, object, string, Buffer]>([
    ['image', { caption: 'See' }, 'image/png', PNG],
    ['video', { gif: true, seconds: 2 }, 'video/mp4', randomBytes(3000)],
    ['audio', {}, 'audio/mpeg', randomBytes(2000)],
    ['document', { filename: 'größe.pdf', caption: 'Read' }, 'application/pdf', randomBytes(3_500_000)],
  ])('of type %s is there when the message is told, byte for byte', async (type, more, mimetype, bytes) => {
    const told = await heard(media(bytes, mimetype, more));
    const content = told.content as { media: { mediaId: string; sha256: string } };
    expect(told.type).toBe(type);
    expect(content.media).toMatchObject({
      mimeType: mimetype,
      sizeBytes: bytes.length,
      sha256: sha256(bytes),
    });
    expect(files.kept.get(content.media.mediaId)?.equals(bytes)).toBe(true);
    const { gif, caption, filename } = more as Record<string, unknown>;
    if (gif) expect(content).toMatchObject({ gif: true, durationSeconds: 2 });
    if (caption) expect(content).toMatchObject({ caption });
    if (filename) expect(content.media).toMatchObject({ filename });
  });

  test('as voice note, sticker and to be seen once is told as that', async () => {
    const voice = await heard({ type: 'ptt', ...media(randomBytes(900), 'audio/ogg; codecs=opus') });
    expect(voice).toMatchObject({ type: 'voice', content: { media: { sizeBytes: 900 } } });
    const sticker = await heard({ type: 'sticker', ...media(randomBytes(800), 'image/webp') });
    expect(sticker).toMatchObject({ type: 'sticker', content: { media: { sizeBytes: 800 } } });
    const once = await heard(media(PNG, 'image/png', { viewOnce: true }));
    expect(once).toMatchObject({ type: 'image', content: { viewOnce: true } });
  });

  test('holds up what comes after it in its chat, and no other chat', async () => {
    const slow = await arrive({ ...media(PNG, 'image/png', { downloadMs: 1500 }) });
    const next = await arrive({ text: 'After the picture' });
    const other = await arrive({ from: '60166666666', text: 'Elsewhere' });
    await message(other.key);
    expect(messagesWith(slow.key)).toEqual([]);
    await message(next.key);
    const keys = observed().flatMap((one) => (one.kind === 'message' ? one.key : []));
    expect(keys.indexOf(slow.key)).toBeLessThan(keys.indexOf(next.key));
    expect(keys.indexOf(other.key)).toBeLessThan(keys.indexOf(slow.key));
  });

  test('that had expired is asked for again', async () => {
    const told = await heard(media(PNG, 'image/png', { state: 'expired' }));
    expect(told.content).toMatchObject({ media: { sha256: sha256(PNG) } });
  });

  test('that is gone is told without it, with the reason', async () => {
    const told = await heard(media(PNG, 'image/png', { state: 'gone' }));
    expect(told.content).toMatchObject({ media: null, mediaError: expect.any(String) as string });
  });

  test('that is too large is told without it', async () => {
    const told = await heard(media(randomBytes(20_100_000), 'application/zip'));
    expect(told.content).toMatchObject({
      media: null,
      mediaError: expect.stringContaining('bytes') as string,
    });
  });
});

describe('what happens to a message later', () => {
  test('an edit, by its writer', async () => {
    const { id, key } = await arrive({ text: 'Teh' });
    await message(key);
    await arrive({ edit: { key, text: 'The' } });
    expect(await observation('edit', (one) => one.providerMessageId === id)).toMatchObject({ text: 'The' });
  });

  test('a revocation, by its writer', async () => {
    const { id, key } = await arrive({ text: 'Oops' });
    await message(key);
    await arrive({ revoke: { key } });
    await observation('revocation', (one) => one.providerMessageId === id);
  });

  test('a reaction, another one, and none', async () => {
    const { id, key } = await arrive({ text: 'Nice' });
    for (const emoji of ['👍', '❤️', '']) await arrive({ reaction: { key, emoji } });
    const reactions = () =>
      observed().filter(
        (one): one is MessageObservation =>
          one.kind === 'message' && one.type === 'reaction' && one.quotedProviderMessageId === id,
      );
    await until('three reactions', () => reactions().length >= 3);
    expect(reactions().map(({ content }) => (content as { emoji: string }).emoji)).toEqual(['👍', '❤️', '']);
    expect(reactions()[0]).toMatchObject({ from: ANN, chatId: ANN, fromMe: false });
    expect(new Set(reactions().map((one) => one.key)).size).toBe(3);
  });

  test('a vote, a change of it and its end', async () => {
    const poll = await arrive({ poll: { name: 'Day?', options: ['Mon', 'Tue'] } });
    await message(poll.key);
    for (const options of [['Tue'], ['Mon'], []]) await arrive({ vote: { key: poll.key, options } });
    const votes = () =>
      observed().flatMap((one) =>
        one.kind === 'vote' && one.providerMessageId === poll.id ? [one.options] : [],
      );
    await until('three votes', () => votes().length >= 3);
    expect(votes()).toEqual([['Tue'], ['Mon'], []]);
  });
});

test('a call is a message and an event', async () => {
  await sim.call('POST', '/sim/calls', { phone: number, from: ANN, video: true, id: 'call-1' });
  expect(await observation('message', (one) => one.type === 'call' && one.from === ANN)).toBeTruthy();
  expect(await observation('happening', (one) => one.type === 'call.received')).toMatchObject({
    data: { callId: 'call-1', from: ANN, video: true, group: false },
  });
});

describe('in groups', () => {
  test('the chat is the group and the writer its participant', async () => {
    const told = await heard({ group: GROUP, text: 'To all' });
    expect(told).toMatchObject({ chatId: `${GROUP}@g.us`, from: ANN, participant: ANN });
    const answer = await heard({ group: GROUP, text: 'Yes', quoted: told.key });
    expect(answer.quotedProviderMessageId).toBe(told.providerMessageId);
  });

  test('what happens to a group is a notice in it and an event', async () => {
    const group = await sim.call<{ id: string }>('POST', '/sim/groups', {
      ...{ subject: 'Crew', owner: ANN, members: [number, '60155555555'] },
    });
    const change = (what: object) => sim.call('POST', `/sim/groups/${group.id}`, { by: ANN, ...what });
    await change({ add: ['60144444444'] });
    await change({ subject: 'Crew of two' });
    await change({ promote: ['60144444444'] });
    const events = () =>
      observed().flatMap((one) =>
        one.kind === 'happening' && one.type === 'group.updated' ? [one.data] : [],
      );
    await until('the promotion', () => events().some(({ event }) => event === 'promote'));
    expect(events()).toContainEqual(
      expect.objectContaining({ event: 'add', by: ANN, participants: ['60144444444'] }),
    );
    expect(await observation('chat', (one) => one.change.name === 'Crew of two')).toBeTruthy();
    expect(
      await observation(
        'message',
        (one) => one.type === 'system' && one.chatId.startsWith(group.id.split('@')[0] ?? ''),
      ),
    ).toBeTruthy();
  });
});

describe('people behind LIDs', () => {
  test('are known by their number where the page can tell, with both spellings', async () => {
    await sim.call('PUT', '/sim/behaviour', { addressing: 'lid' });
    const told = await heard({ from: '60133333333', text: 'From a LID' }).finally(() =>
      sim.call('PUT', '/sim/behaviour', { addressing: 'pn' }),
    );
    expect(told).toMatchObject({ chatId: '60133333333', from: '60133333333' });
    expect(told.providerMessageId).toContain('@lid');
    expect(told.people).toContainEqual(
      expect.objectContaining({
        phoneNumber: '60133333333',
        lid: expect.stringMatching(/^\d+@lid$/) as string,
      }),
    );
  });

  test('who hide their number are known by their LID', async () => {
    // Whoever is not on WhatsApp cannot be asked for: the page does not learn the number by asking.
    await sim.call('PUT', '/sim/behaviour', { addressing: 'lid', notOnWhatsApp: ['60122222222'] });
    const told = await heard({ from: '60122222222', text: 'Hidden', hidden: true }).finally(() =>
      sim.call('PUT', '/sim/behaviour', { addressing: 'pn', notOnWhatsApp: [] }),
    );
    expect(told.chatId).toMatch(/^\d+@lid$/);
    expect(told.from).toBe(told.chatId);
  });
});

describe('what the phone’s owner writes', () => {
  test('on the phone is told as his, with how far it has come', async () => {
    const { key } = await arrive({ fromMe: true, to: ANN, text: 'From my phone' });
    expect(await message(key)).toMatchObject({
      ...{ fromMe: true, chatId: ANN, from: number, status: 'sent' },
      content: { text: 'From my phone' },
    });
  });

  test('through us is not told to us again', async () => {
    const ours = textMessage({ chatId: ANN });
    expect(await session.text(ours)).toMatchObject({ kind: 'sent' });
    await heard({ text: 'After ours' });
    expect(messagesWith(webMessageKey(ours.id))).toEqual([]);
  });
});

test('a chat that was archived, read or deleted is told', async () => {
  await heard({ from: '60111111111', text: 'To be read' });
  const ask = (action: PhoneAction) => session.perform?.(action, AbortSignal.timeout(20_000));
  const state = (is: (change: ChatObservation) => boolean) =>
    observation('chat', (one) => one.chatId === '60111111111' && is(one));
  await ask({ name: 'chat.archive', chatId: '60111111111', archived: true });
  expect(await state(({ change }) => change.archived === true)).toMatchObject({
    key: expect.any(String) as string,
  });
  await ask({ name: 'chat.read', chatId: '60111111111', message: null });
  await state(({ change }) => change.unreadCount === 0);
  await ask({ name: 'chat.delete', chatId: '60111111111' });
  await state(({ removed }) => removed);
});

test(
  'what came while nobody listened is fetched once: all kinds, edits, revocations, reactions and votes too',
  { timeout: 60_000 },
  async () => {
    const deps = sessionDeps(sim, await makeFolder());
    const owner = newNumber();
    const before = await openPaired(sim, deps, owner);
    const known = await arrive({ text: 'Known' }, owner);
    const doomed = await arrive({ text: 'Doomed' }, owner);
    const poll = await arrive({ poll: { name: 'Day?', options: ['Mon', 'Tue'] } }, owner);
    await message(poll.key, before);
    await before.close();

    const text = await arrive({ text: 'Missed' }, owner);
    const picture = await arrive(media(PNG, 'image/png'), owner);
    const own = await arrive({ fromMe: true, to: ANN, text: 'My own' }, owner);
    await arrive({ edit: { key: known.key, text: 'Known better' } }, owner);
    await arrive({ revoke: { key: doomed.key } }, owner);
    await arrive({ reaction: { key: known.key, emoji: '🙏' } }, owner);
    for (const options of [['Tue'], ['Mon']]) await arrive({ vote: { key: poll.key, options } }, owner);

    const after = open(deps, before.phone, 2);
    await ready(after);
    for (const { key } of [text, picture, own]) await message(key, after);
    expect(await message(picture.key, after)).toMatchObject({ content: { media: { sha256: sha256(PNG) } } });
    const has = (is: (one: Observation) => boolean) => until('it', () => observed(after).some(is));
    await has((one) => one.kind === 'edit' && one.text === 'Known better');
    await has((one) => one.kind === 'revocation' && one.providerMessageId === doomed.id);
    await has((one) => one.kind === 'message' && one.type === 'reaction');
    await has((one) => one.kind === 'chat' && one.chatId === ANN);
    const votes = () => observed(after).filter((one) => one.kind === 'vote');
    const choice = { providerMessageId: poll.id, voter: ANN, options: ['Mon'] };
    await has((one) => one.kind === 'vote' && one.options[0] === 'Mon');
    expect(votes().at(-1)).toMatchObject(choice);
    expect(new Set(votes().map(({ at }) => at.getTime())).size).toBe(votes().length);
    for (const { key } of [text, picture, own]) expect(messagesWith(key, after)).toHaveLength(1);
    await after.close();
  },
);
