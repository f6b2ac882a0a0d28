import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCoordination, type Coordination } from '@watertight/coordination';
import { sha256Hex, silentLog, systemClock, type Message } from '@watertight/core';
import { createAccepting } from '@watertight/delivery';
import { createQueueing, type Queueing } from '@watertight/queueing';
import { openStore, type Store } from '@watertight/store';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from './simulator.ts';
import { openTestStores, type TestStores } from './stores.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const APP_SECRET = "the phone's own app secret";
const NUMBER_ID = '100200300';
const WABA = '900800700';
const DEADLINE = { timeout: 20_000, interval: 50 };
const SLOW = { timeout: 60_000, interval: 250 };
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(200_000)]);

let stores: TestStores;
let simulator: Simulator;
let workers: WorkerProcess[];
let store: Store;
let queueing: Queueing;
let coordination: Coordination;
let mediaDir: string;
let workerEnv: Record<string, string>;

beforeAll(async () => {
  [stores, simulator, mediaDir] = await Promise.all([
    openTestStores(),
    startSimulator({ META_SIM_OPEN: '0' }),
    mkdtemp(join(tmpdir(), 'watertight-media-')),
  ]);
  const encryptionKey = randomBytes(32);
  const redis = { redisUrl: stores.redisUrl, prefix: stores.prefix, log: silentLog };
  store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
  queueing = createQueueing(redis);
  coordination = createCoordination(redis);
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const meta = { phoneNumberId: NUMBER_ID, wabaId: WABA, accessToken: 'EAAG-token', appSecret: APP_SECRET };
  await store.phones.create('demo', { connectionType: 'meta', mode: 'sandbox', meta });
  workerEnv = {
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: simulator.url,
    META_GRAPH_URL: 'http://127.0.0.1:9',
    MEDIA_DIR: mediaDir,
  };
  await simulator.control('PUT', `/sim/phones/${NUMBER_ID}`, {
    ...{ accessToken: 'EAAG-token', appSecret: APP_SECRET, wabaId: WABA },
    webhookUrl: 'http://127.0.0.1:9/',
  });
  workers = [await startWorker(workerEnv), await startWorker(workerEnv)];
}, 100_000);

afterEach(() => simulator.control('DELETE', '/sim/behaviour'));

afterAll(async () => {
  await Promise.all((workers ?? []).map((worker) => worker.stop()));
  await simulator?.stop();
  await queueing?.close();
  await coordination?.close();
  await store?.close();
  await stores?.close();
  await rm(mediaDir, { recursive: true, force: true });
});

interface Change {
  field: string;
  value: object;
}
interface Entry {
  id: string;
  time: number;
  changes: Change[];
}

async function post(worker: number, entry: Entry[]): Promise<number> {
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
  const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
  const answer = await fetch(`${workers[worker]!.url}/api/meta/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
    signal: AbortSignal.timeout(20_000),
  });
  return answer.status;
}

const metadata = { display_phone_number: '15550001000', phone_number_id: NUMBER_ID };
const entryOf = (...changes: Change[]): Entry => ({ id: WABA, time: 1_764_000_000, changes });
const change = (value: object): Change => ({ field: 'messages', value: { metadata, ...value } });
const item = (id: string, fields: object, from = '60111222333') => ({
  ...{ id, from, timestamp: String(Math.floor(Date.now() / 1000)) },
  ...fields,
});
const text = (id: string, from?: string) => item(id, { type: 'text', text: { body: `text ${id}` } }, from);

const inbound = async (chatId: string): Promise<Message[]> => {
  const { data } = await store.messages.list('demo', { chatId, direction: 'inbound' }, { limit: 200 });
  return data.reverse();
};
const idsIn = async (chatId: string) => (await inbound(chatId)).map((one) => one.providerMessageId);
const settled = () =>
  vi.waitFor(async () => {
    const open = await stores.query(
      'SELECT 1 FROM inbound_journal WHERE processed_at IS NULL UNION ALL SELECT 1 FROM inbound_waiting',
    );
    expect(open).toEqual([]);
  }, DEADLINE);

async function sendFive(): Promise<string[]> {
  await simulator.control('PUT', '/sim/behaviour', { statuses: false });
  const accepting = createAccepting({
    ...{ store, queueing, coordination, clock: systemClock, log: silentLog, instanceId: 'test' },
  });
  const requests = Array.from({ length: 5 }, (_, i) => ({
    ...{ companyId: 'demo', type: 'text' as const, chatId: `6019000000${i}`, content: { text: 'hello' } },
  }));
  await accepting.acceptBatch(requests);
  return vi.waitFor(async () => {
    const { data } = await store.messages.list('demo', { statuses: ['sent'] }, { limit: 10 });
    expect(data).toHaveLength(5);
    return data.flatMap(({ providerMessageId }) => providerMessageId ?? []);
  }, DEADLINE);
}

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

test('3 entries, 5 changes and 40 items are 40 events, once, though they come three times, shuffled and split', async () => {
  const ids = await sendFive();
  const statuses = ['delivered', 'read', 'played'].flatMap((status) =>
    ids.map((id) => ({
      id,
      status,
      timestamp: String(Math.floor(Date.now() / 1000) + 5),
      recipient_id: '1',
    })),
  );
  const texts = Array.from({ length: 23 }, (_, i) => text(`wamid.bar${i}`, `6018000000${i % 4}`));
  const template: Change = {
    field: 'message_template_status_update',
    value: {
      ...{ event: 'APPROVED', message_template_id: 12_345, message_template_name: 'a', reason: 'NONE' },
      message_template_language: 'en',
    },
  };
  const quality: Change = {
    field: 'phone_number_quality_update',
    value: { display_phone_number: '15550001000', event: 'FLAGGED', current_limit: 'TIER_1K' },
  };
  const whole = [
    entryOf(change({ messages: texts.slice(0, 10) }), change({ statuses })),
    entryOf(change({ messages: texts.slice(10) }), template),
    entryOf(quality),
  ];
  const split = [
    ...shuffled([...texts.map((one) => change({ messages: [one] })), template]),
    ...shuffled(statuses).map((one) => change({ statuses: [one] })),
    quality,
  ];
  const [{ last }] = (await stores.query('SELECT max(seq) AS last FROM message_events')) as [
    { last: string },
  ];
  const answers = await Promise.all([
    post(0, whole),
    post(1, [...whole].reverse()),
    ...shuffled(split).map((one, index) => post(index % 2, [entryOf(one)])),
  ]);
  expect(new Set(answers)).toEqual(new Set([200]));
  await settled();
  const told = await stores.query(
    `SELECT type, count(*)::int AS times FROM message_events WHERE seq > ${last} GROUP BY type ORDER BY type`,
  );
  expect(Object.fromEntries(told.map(({ type, times }) => [type, times]))).toEqual({
    'message.received': 23,
    'message.delivered': 5,
    'message.read': 5,
    'message.played': 5,
    'template.status': 1,
    'phone.quality': 1,
  });
  for (const one of texts) expect(await idsIn(one.from)).toContain(one.id);
}, 60_000);

async function giveFile(bytes = JPEG, mimeType = 'image/jpeg'): Promise<{ type: string; image: object }> {
  const data = bytes.toString('base64');
  const { id } = (await simulator.control('POST', '/sim/media', {
    phoneNumberId: NUMBER_ID,
    mimeType,
    data,
  })) as {
    id: string;
  };
  const sha256 = Buffer.from(sha256Hex(bytes), 'hex').toString('base64');
  return { type: 'image', image: { id, mime_type: mimeType, sha256, caption: 'a picture' } };
}

test('a picture is fetched, stored and told before the text that follows it', async () => {
  const chat = '60171000001';
  await simulator.control('PUT', '/sim/behaviour', {
    faults: [{ match: { call: 'download' }, kind: 'slow', delayMs: 1500, count: 1 }],
  });
  const picture = item('wamid.picture', await giveFile(), chat);
  await post(0, [
    entryOf(change({ messages: [picture, text('wamid.after', chat), text('wamid.other', '60171000002')] })),
  ]);
  await vi.waitFor(async () => expect(await idsIn('60171000002')).toEqual(['wamid.other']), DEADLINE);
  expect(await idsIn(chat)).toEqual([]);
  await vi.waitFor(async () => expect(await idsIn(chat)).toEqual(['wamid.picture', 'wamid.after']), DEADLINE);
  const [message] = await inbound(chat);
  const sha256 = sha256Hex(JPEG);
  expect(message).toMatchObject({
    type: 'image',
    content: { caption: 'a picture', media: { mimeType: 'image/jpeg', sizeBytes: JPEG.length, sha256 } },
  });
  expect(message?.content).not.toHaveProperty('mediaError');
  const stored = await readFile(join(mediaDir, 'demo', sha256.slice(0, 2), sha256));
  expect(stored.equals(JPEG)).toBe(true);
});

test('a file that is gone, or is another than was announced, is told without its bytes', async () => {
  const gone = await giveFile();
  const { id } = gone.image as { id: string };
  await simulator.control('DELETE', `/sim/media`);
  await post(0, [entryOf(change({ messages: [item('wamid.gone', gone, '60172000001')] }))]);
  await vi.waitFor(async () => expect(await idsIn('60172000001')).toEqual(['wamid.gone']), DEADLINE);
  expect(id).toMatch(/^\d+$/);
  expect((await inbound('60172000001'))[0]?.content).toMatchObject({
    media: null,
    mediaError: 'Meta has it no more.',
  });
});

test('what a killed worker was fetching, the other one fetches, and it is told once', async () => {
  const chat = '60173000001';
  await simulator.control('PUT', '/sim/behaviour', {
    faults: [{ match: { call: 'download' }, kind: 'slow', delayMs: 60_000, count: 1 }],
  });
  const [victim] = [workers[0]!, await workers[1]!.stop()];
  const picture = item('wamid.killed', await giveFile(), chat);
  await post(0, [entryOf(change({ messages: [picture, text('wamid.next', chat)] }))]);
  await vi.waitFor(async () => {
    expect(await stores.query('SELECT 1 FROM inbound_waiting WHERE attempts > 0')).toHaveLength(1);
  }, DEADLINE);
  workers[1] = await startWorker(workerEnv);
  expect(await idsIn(chat)).toEqual([]);
  await victim.kill();
  await vi.waitFor(async () => expect(await idsIn(chat)).toEqual(['wamid.killed', 'wamid.next']), SLOW);
  // On a busy machine the minute may be over before the file is here: then it completes its message.
  await vi.waitFor(async () => {
    expect((await inbound(chat))[0]?.content).toMatchObject({ media: { sizeBytes: JPEG.length } });
  }, SLOW);
  const [message] = await inbound(chat);
  const events = (await store.messages.get('demo', message?.id ?? ''))?.events.map(({ type }) => type) ?? [];
  expect(events.filter((type) => type === 'message.received')).toHaveLength(1);
  await settled();
}, 150_000);
