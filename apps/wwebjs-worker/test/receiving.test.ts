import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webMessageKey, type MediaContent, type Message } from '@watertight/core';
import { openMedia, readMedia, type MediaFiles } from '@watertight/media';
import { makeFolder, removeFolder, until } from './support.ts';
import { startWorkers, type PairedPhone, type Worker, type Workers } from './workers.ts';

let workers: Workers;
let worker: Worker;
let phone: PairedPhone;
let sessionDir: string;
let mediaDir: string;
let files: MediaFiles;

const start = () => workers.start(sessionDir, { MEDIA_DIR: mediaDir });

beforeAll(async () => {
  [workers, sessionDir, mediaDir] = await Promise.all([startWorkers(), makeFolder(), makeFolder()]);
  files = await openMedia({ dir: mediaDir });
  worker = start();
  phone = await workers.pair();
}, 120_000);
afterAll(async () => {
  await workers?.stop();
  files?.close();
  await Promise.all([removeFolder(sessionDir), removeFolder(mediaDir)]);
}, 30_000);

const ANN = '60177777777';
const arrive = (what: object) =>
  workers.sim.call<{ id: string; key: string }>('POST', '/sim/inbound', {
    phone: phone.number,
    from: ANN,
    ...what,
  });
const behave = (what: object) => workers.sim.call('PUT', '/sim/behaviour', what);

const list = async (filter: object = {}): Promise<Message[]> =>
  (await workers.store.messages.list('demo', filter, { limit: 200 })).data;
const stored = (is: (message: Message) => boolean, filter?: object) =>
  until('the message is stored', async () => (await list(filter)).find(is), 60_000);
const withKey = (key: string) => (message: Message) => message.providerMessageId?.includes(key) ?? false;

async function restart(signal: NodeJS.Signals): Promise<void> {
  await worker.kill(signal);
  worker = start();
  const ready = async () => (await workers.statusOf(phone.phoneId)).status === 'ready';
  const isAgain = () => worker.said('session.state').some(({ status }) => status === 'ready');
  await until('the phone is ready again', async () => isAgain() && (await ready()), 60_000);
}

describe('a file that arrives', () => {
  test('lies in the storage when its message is received, byte for byte', async () => {
    const bytes = randomBytes(2_500_000);
    const { key } = await arrive({
      media: { data: bytes.toString('base64'), mimetype: 'application/pdf', filename: 'a.pdf' },
    });
    const message = await stored(withKey(key));
    const { media } = message.content as MediaContent;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(media).toMatchObject({ sha256, sizeBytes: bytes.length, filename: 'a.pdf' });
    const opened = await readMedia(workers.store.media, files, {
      companyId: 'demo',
      mediaId: media?.mediaId ?? '',
    });
    const hash = createHash('sha256');
    for await (const chunk of opened?.stream ?? []) hash.update(chunk as Buffer);
    expect(hash.digest('hex')).toBe(sha256);
    expect(opened?.item).toMatchObject({ origin: 'inbound', phoneId: phone.phoneId });
  });

  test(
    'is not lost with its message when the worker is killed while it comes in',
    { timeout: 90_000 },
    async () => {
      const bytes = randomBytes(50_000);
      const media = { data: bytes.toString('base64'), mimetype: 'application/zip', downloadMs: 3000 };
      const { key } = await arrive({ media });
      const { key: after } = await arrive({ text: 'After the file' });
      await restart('SIGKILL');
      const message = await stored(withKey(key));
      expect((message.content as MediaContent).media).toMatchObject({ sizeBytes: bytes.length });
      await stored(withKey(after));
      expect((await list()).filter(withKey(key))).toHaveLength(1);
    },
  );
});

describe('what we send', () => {
  test(
    'is one message, whatever its echo says and however often it is fetched again',
    { timeout: 90_000 },
    async () => {
      const sent = await workers.accept(phone.phoneIndex, 'Ours', '60155555555');
      await behave({ addressing: 'lid' });
      const addressed = await workers.accept(phone.phoneIndex, 'Ours, addressed by LID', '60144444444');
      for (const message of [sent, addressed]) expect(await workers.timesOf(phone, message)).toBe(1);
      await behave({ addressing: 'pn' });
      await restart('SIGTERM');
      const { key } = await arrive({ text: 'After the restart' });
      await stored(withKey(key));
      for (const chatId of ['60155555555', '60144444444'])
        expect(await list({ chatId, direction: 'outbound' })).toHaveLength(1);
      expect(await list({ direction: 'outbound' })).toHaveLength(2);
    },
  );

  test('is one message also when its worker is killed before it knows', { timeout: 90_000 }, async () => {
    await behave({ faults: { [phone.number]: { slowMs: 1500 } } });
    const message = await workers.accept(phone.phoneIndex, 'Under way', '60133333333');
    const isUnderWay = async () =>
      (await workers.store.messages.find('demo', message.id))?.status === 'sending';
    await until('the send is under way', isUnderWay);
    await restart('SIGKILL');
    await behave({ faults: { [phone.number]: null } });
    expect(await workers.timesOf(phone, message)).toBe(1);
    const all = await list({ direction: 'outbound' });
    expect(all.filter(withKey(webMessageKey(message.id)))).toHaveLength(1);
    expect(await list({ chatId: '60133333333' })).toHaveLength(1);
  });
});

test(
  'what the owner writes on the phone is an outbound message, once, and the chat is read',
  { timeout: 90_000 },
  async () => {
    await stored(withKey((await arrive({ from: '60122222222', text: 'A question' })).key));
    const { key } = await arrive({ fromMe: true, to: '60122222222', text: 'An answer, from the phone' });
    const message = await stored(withKey(key));
    expect(message).toMatchObject({ direction: 'outbound', chatId: '60122222222', to: '60122222222' });
    expect(['sent', 'delivered', 'read']).toContain(message.status);
    const [first] = (await workers.store.messages.get('demo', message.id))?.events ?? [];
    expect(first).toMatchObject({ type: 'message.sent', detail: { device: true } });
    const chat = () => workers.store.chats.get('demo', phone.phoneIndex, '60122222222');
    await until('the chat is read', async () => (await chat())?.unreadCount === 0);
    expect(await chat()).toMatchObject({ lastMessageId: message.id });
    await restart('SIGTERM');
    await stored(withKey((await arrive({ text: 'After that restart' })).key));
    expect((await list()).filter(withKey(key))).toHaveLength(1);
  },
);

test('a person who hid his number and shows it later is one contact with one chat', async () => {
  const from = '60188888888';
  // Whoever is not on WhatsApp cannot be asked for: the page does not learn the number by asking.
  await behave({ addressing: 'lid', notOnWhatsApp: [from] });
  const hidden = await stored(
    withKey((await arrive({ from, text: 'Guess who', hidden: true, pushName: 'Eve' })).key),
  );
  expect(hidden.chatId).toMatch(/@lid$/);
  await behave({ notOnWhatsApp: [] });
  const shown = await stored(withKey((await arrive({ from, text: 'It is me', pushName: 'Eve' })).key));
  await behave({ addressing: 'pn' });
  expect(shown.chatId).toBe(from);
  const moved = await until('the chat has moved', async () => {
    const found = await workers.store.messages.find('demo', hidden.id);
    return found?.chatId === from ? found : null;
  });
  expect(moved.from).toBe(from);
  expect(await workers.store.contacts.find('demo', hidden.chatId)).toMatchObject({
    phoneNumber: from,
    lid: hidden.chatId,
    pushName: 'Eve',
  });
  const chats = (await workers.store.chats.list('demo', {}, { limit: 200 })).data;
  expect(chats.filter(({ chatId }) => [from, hidden.chatId].includes(chatId))).toMatchObject([
    { chatId: from, name: 'Eve', unreadCount: 2, lastMessageId: shown.id },
  ]);
});
