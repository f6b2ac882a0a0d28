import { randomBytes } from 'node:crypto';
import { createCoordination } from '@watertight/coordination';
import { silentLog, systemClock } from '@watertight/core';
import { createAccepting, type Accepting } from '@watertight/delivery';
import { createQueueing } from '@watertight/queueing';
import { openStore } from '@watertight/store';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from './simulator.ts';
import { openTestStores, type TestStores } from './stores.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const SLOW_CHAT = '60111000111';
const SLOW_MS = 15_000;
const OTHERS = 200;
const DEADLINE = { timeout: 30_000, interval: 50 };

let stores: TestStores;
let simulator: Simulator;
let worker: WorkerProcess;
let accepting: Accepting;
let env: Record<string, string>;
let close: () => Promise<unknown>;

beforeAll(async () => {
  [stores, simulator] = await Promise.all([openTestStores(), startSimulator()]);
  const encryptionKey = randomBytes(32);
  const redis = { redisUrl: stores.redisUrl, prefix: stores.prefix, log: silentLog };
  const store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
  const queueing = createQueueing(redis);
  const coordination = createCoordination(redis);
  close = () => Promise.all([queueing.close(), coordination.close(), store.close()]);
  const deps = { store, queueing, coordination, clock: systemClock, log: silentLog, instanceId: 'test' };
  accepting = createAccepting(deps);
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const meta = { phoneNumberId: '1001', accessToken: 'token' };
  await store.phones.create('demo', { connectionType: 'meta', mode: 'sandbox', meta });
  env = {
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: simulator.url,
    META_GRAPH_URL: 'http://127.0.0.1:9',
  };
  worker = await startWorker(env);
}, 90_000);

afterAll(async () => {
  await worker?.stop();
  await simulator?.stop();
  await close?.();
  await stores?.close();
}, 60_000);

async function send(text: string, chatId: string): Promise<string> {
  const result = await accepting.accept({ companyId: 'demo', type: 'text', chatId, content: { text } });
  if (result.kind === 'refused') throw new Error(result.code);
  return result.message.id;
}

async function counts(): Promise<Record<string, number>> {
  const rows = await stores.query(`SELECT status, count(*)::int AS n FROM messages GROUP BY status`);
  return Object.fromEntries(rows.map(({ status, n }) => [String(status), Number(n)]));
}

test('a worker killed over a slow send leaves that one message uncertain, and no other', async () => {
  const fault = { match: { to: SLOW_CHAT }, kind: 'slow', delayMs: SLOW_MS };
  await simulator.control('PUT', '/sim/behaviour', { statuses: false, faults: [fault] });
  const slow = await send('slow', SLOW_CHAT);
  const isKept = `SELECT 1 FROM message_attempts WHERE message_id = '${slow}' AND held_until > now()`;
  await vi.waitFor(async () => expect(await stores.query(isKept)).toHaveLength(1), DEADLINE);
  await Promise.all(Array.from({ length: OTHERS }, (_, n) => send('beside', `6012${1_000_000 + n}`)));
  await vi.waitFor(async () => expect(await counts()).toEqual({ sent: OTHERS, sending: 1 }), DEADLINE);

  await worker.kill();
  worker = await startWorker(env);
  await vi.waitFor(async () => expect(await counts()).toEqual({ sent: OTHERS, unconfirmed: 1 }), DEADLINE);
  const { messages, duplicatesByOpaque } = (await simulator.control('GET', '/sim/ledger/summary')) as {
    messages: number;
    duplicatesByOpaque: number;
  };
  expect({ messages, duplicatesByOpaque }).toEqual({ messages: OTHERS + 1, duplicatesByOpaque: 0 });
}, 120_000);
