import { createHmac, randomBytes } from 'node:crypto';
import { createCoordination, type Coordination } from '@watertight/coordination';
import { silentLog, systemClock, type Message } from '@watertight/core';
import { createAccepting, type Accepting } from '@watertight/delivery';
import { createQueueing, type Queueing } from '@watertight/queueing';
import { openStore, type Store } from '@watertight/store';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from './simulator.ts';
import { openTestStores, type TestStores } from './stores.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const APP_SECRET = "the phone's own app secret";
const TOKEN = 'EAAG-the-token';
const PHONE_NUMBER_ID = '100200300';
const DEADLINE = { timeout: 15_000, interval: 25 };

let stores: TestStores;
let simulator: Simulator;
let worker: WorkerProcess;
let store: Store;
let queueing: Queueing;
let coordination: Coordination;
let accepting: Accepting;
let phoneId: string;

beforeAll(async () => {
  [stores, simulator] = await Promise.all([openTestStores(), startSimulator({ META_SIM_OPEN: '0' })]);
  const encryptionKey = randomBytes(32);
  const redis = { redisUrl: stores.redisUrl, prefix: stores.prefix, log: silentLog };
  store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
  queueing = createQueueing(redis);
  coordination = createCoordination(redis);
  const deps = { store, queueing, coordination, clock: systemClock, log: silentLog, instanceId: 'test' };
  accepting = createAccepting(deps);
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const phone = await store.phones.create('demo', {
    connectionType: 'meta',
    mode: 'sandbox',
    meta: {
      phoneNumberId: PHONE_NUMBER_ID,
      accessToken: TOKEN,
      appSecret: APP_SECRET,
      verifyToken: 'verify',
    },
  });
  phoneId = phone.phoneId;
  worker = await startWorker({
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: simulator.url,
    META_GRAPH_URL: 'http://127.0.0.1:9',
  });
  await simulator.control('PUT', `/sim/phones/${PHONE_NUMBER_ID}`, {
    accessToken: TOKEN,
    appSecret: APP_SECRET,
    webhookUrl: `${worker.url}/api/meta/webhook`,
    verifyToken: 'verify',
  });
});

afterEach(() => simulator.control('DELETE', '/sim/behaviour'));

afterAll(async () => {
  await worker?.stop();
  await simulator?.stop();
  await queueing?.close();
  await coordination?.close();
  await store?.close();
  await stores?.close();
});

async function accept(chatId = '60123456789', text = 'Selamat pagi'): Promise<Message> {
  const result = await accepting.accept({ companyId: 'demo', type: 'text', chatId, content: { text } });
  if (result.kind === 'refused') throw new Error(result.code);
  return result.message;
}

const reaches = (message: Message, status: Message['status']) =>
  vi.waitFor(async () => {
    const found = await store.messages.get('demo', message.id);
    expect(found?.status).toBe(status);
    return found!;
  }, DEADLINE);

const phoneBecomes = (status: string) =>
  vi.waitFor(async () => {
    const phone = await store.phones.byId(phoneId);
    expect(phone?.state.status).toBe(status);
    return phone!;
  }, DEADLINE);

function post(body: string, secret = APP_SECRET): Promise<Response> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return fetch(`${worker.url}/api/meta/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
    signal: AbortSignal.timeout(5000),
  });
}

const journal = async (marker: string): Promise<number> => {
  const rows = await stores.query(`SELECT convert_from(body, 'UTF8') AS body FROM inbound_journal`);
  return rows.filter(({ body }) => String(body).includes(marker)).length;
};

const inbound = (id: string, text: string) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '9',
        changes: [
          {
            field: 'messages',
            value: {
              metadata: { phone_number_id: PHONE_NUMBER_ID },
              messages: [
                { id, from: '60111222333', timestamp: '1764000000', type: 'text', text: { body: text } },
              ],
            },
          },
        ],
      },
    ],
  });

test('a text goes out once and its statuses come back as far as read', async () => {
  await phoneBecomes('ready');
  const message = await accept();
  const read = await reaches(message, 'read');
  expect(read).toMatchObject({ attempts: 1, sentAt: expect.any(Date), deliveredAt: expect.any(Date) });
  expect(await simulator.ledger(message.id)).toMatchObject([{ id: read.providerMessageId, times: 1 }]);
});

test('forty texts of one chat arrive in their order, each once', async () => {
  const chatId = '60999888777';
  const texts = Array.from({ length: 40 }, (_, i) => `no. ${i}`);
  const requests = texts.map((text) => ({
    companyId: 'demo',
    type: 'text' as const,
    chatId,
    content: { text },
  }));
  await accepting.acceptBatch(requests);
  await vi.waitFor(async () => {
    const { data } = await store.messages.list('demo', { chatId, statuses: ['read'] }, { limit: 50 });
    expect(data).toHaveLength(40);
  }, DEADLINE);
  const page = (await simulator.control('GET', `/sim/ledger?to=${chatId}`)) as {
    entries: { text: string }[];
  };
  expect(page.entries.map(({ text }) => text)).toEqual(texts);
});

test('a webhook with a wrong signature stores nothing', async () => {
  expect((await post(inbound('wamid.forged', 'marker-forged'), 'guessed')).status).toBe(401);
  expect(await journal('marker-forged')).toBe(0);
});

test('a webhook is in the journal before its 200, and its text is stored once however often it comes', async () => {
  const body = inbound('wamid.twice', 'marker-twice');
  for (const times of [1, 2]) {
    expect((await post(body)).status).toBe(200);
    expect(await journal('marker-twice')).toBe(times);
  }
  const received = await vi.waitFor(async () => {
    const { data } = await store.messages.list('demo', { direction: 'inbound' }, { limit: 50 });
    const found = data.filter(({ providerMessageId }) => providerMessageId === 'wamid.twice');
    expect(found).toHaveLength(1);
    return found;
  }, DEADLINE);
  expect(received).toMatchObject([
    { status: 'received', content: { text: 'marker-twice' }, from: '60111222333' },
  ]);
  await vi.waitFor(async () => {
    const open = await stores.query('SELECT 1 FROM inbound_journal WHERE processed_at IS NULL');
    expect(open).toEqual([]);
  }, DEADLINE);
  const { data } = await store.messages.list('demo', { direction: 'inbound' }, { limit: 50 });
  expect(data.filter(({ providerMessageId }) => providerMessageId === 'wamid.twice')).toHaveLength(1);
});

test('statuses that come twice and in any order end in the same message', async () => {
  await simulator.control('PUT', '/sim/behaviour', { duplicateWebhooks: true, shuffleWebhooks: true });
  const read = await reaches(await accept(), 'read');
  const types = read.events.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
});

test("Meta's handshake is answered with the phone's own token", async () => {
  const url = `${worker.url}/api/meta/webhook`;
  expect(await simulator.control('POST', '/sim/verify', { url, verifyToken: 'verify' })).toMatchObject({
    verified: true,
  });
  expect(await simulator.control('POST', '/sim/verify', { url, verifyToken: 'no' })).toMatchObject({
    status: 403,
  });
});

test('a send whose answer was lost is confirmed by its status and not repeated', async () => {
  await simulator.control('PUT', '/sim/behaviour', { faults: [{ kind: 'reset-after', count: 1 }] });
  const message = await accept();
  await reaches(message, 'read');
  expect(await simulator.ledger(message.id)).toMatchObject([{ times: 1 }]);
});

test('a message that Meta reports as failed ends with the reason', async () => {
  await simulator.control('PUT', '/sim/behaviour', { faults: [{ kind: 'failed-status', code: 131026 }] });
  const failed = await reaches(await accept(), 'failed');
  expect(failed.error).toMatchObject({ code: 'RECIPIENT_INVALID', providerCode: '131026', retryable: false });
});

test('a refused token fails the phone with a sentence and no message; with a valid one sending goes on', async () => {
  const setToken = async (accessToken: string) => {
    await store.phones.change('demo', 0, { meta: { accessToken } });
    coordination.publish('phones', { companyId: 'demo', phoneId });
  };
  await setToken('EAAG-of-somebody-else');
  const { state } = await phoneBecomes('failed');
  expect(state.reason).toMatch(/^Meta refused the access token \(code 190\): /);
  const refused = await accept();
  await vi.waitFor(async () => {
    const resting = await stores.query('SELECT 1 FROM leases WHERE not_before > now() AND owner IS NULL');
    expect(resting).toHaveLength(1);
  }, DEADLINE);
  expect(await reaches(refused, 'queued')).toMatchObject({ attempts: 1, error: null });

  await setToken(TOKEN);
  await phoneBecomes('ready');
  const next = await accept('60777666555');
  await reaches(next, 'read');
  expect(await simulator.ledger(next.id)).toMatchObject([{ times: 1 }]);
  expect((await store.messages.get('demo', refused.id))?.status).not.toBe('failed');
});

test('it is ready, counts its sends, and logs neither text, number nor token', async () => {
  expect((await fetch(`${worker.url}/health/ready`)).status).toBe(200);
  const metrics = await (await fetch(`${worker.url}/metrics`)).text();
  expect(metrics).toMatch(/watertight_sends_total\{[^}]*outcome="sent"[^}]*\} [1-9]/);
  expect(metrics).toMatch(/watertight_webhook_posts_total\{result="unsigned",process_name="meta"\} 1/);
  expect(worker.lines.filter((line) => line.includes('"message.send"')).length).toBeGreaterThan(40);
  expect(worker.lines.join('\n')).not.toMatch(/Selamat|marker-|60123456789|60111222333|EAAG|own app secret/);
});

test('a blocked account that Meta tells of by a status alone stops the phone, as its answer would', async () => {
  const fault = { match: { to: '60777000111' }, kind: 'failed-status', code: 131031 };
  await simulator.control('PUT', '/sim/behaviour', { faults: [fault] });
  const told = await accept('60777000111');
  await phoneBecomes('failed');
  const state = (await store.phones.byId(phoneId))?.state;
  expect(state).toMatchObject({ reasonCode: 'ACCOUNT_BLOCKED', reason: expect.stringContaining('131031') });
  expect(await reaches(told, 'failed')).toMatchObject({ error: { providerCode: '131031' } });
  const after = await accept('60777666555');
  const resting = await stores.query('SELECT 1 FROM leases WHERE not_before > now()');
  expect(resting).toHaveLength(1);
  expect(await reaches(after, 'queued')).toMatchObject({ attempts: 0 });
});

test('it ends with status 0 when it is asked to', async () => {
  expect(await worker.stop()).toBe(0);
});
