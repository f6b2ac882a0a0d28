import { silentLog } from '@watertight/core';
import { openStore, type Store } from '@watertight/store';
import { Redis } from 'ioredis';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestStores, type TestStores } from './stores.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const PHONES = 1000;
const ACCOUNTS = 20;
const DEADLINE = { timeout: 170_000, interval: 250 };
const LATENCY_MS = 20;

let stores: TestStores;
let store: Store;
let redis: Redis;
let graph: Server;
let env: Record<string, string>;
let worker: WorkerProcess | undefined;

/** What Graph was asked for, and how much at once. */
const asked = { numbers: 0, tokens: 0, lists: 0, underway: 0, most: 0 };

/** Answers as Graph would for any number, after a while. */
function startGraph(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.includes('/message_templates')) asked.lists++;
    else if (path.includes('/debug_token')) asked.tokens++;
    else asked.numbers++;
    asked.most = Math.max(asked.most, ++asked.underway);
    setTimeout(() => {
      asked.underway--;
      response.setHeader('content-type', 'application/json');
      response.end(path.includes('/message_templates') ? '{"data":[]}' : '{"status":"CONNECTED","data":{}}');
    }, LATENCY_MS);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const connections = async (): Promise<number> =>
  String(await redis.client('LIST'))
    .trim()
    .split('\n').length;

async function makeAccount(account: number): Promise<void> {
  const companyId = `company-${account}`;
  await store.companies.create({ id: companyId, name: companyId });
  for (let phoneIndex = 0; phoneIndex < PHONES / ACCOUNTS; phoneIndex++) {
    const phoneNumberId = String(1_000_000 + account * 1000 + phoneIndex);
    const meta = { phoneNumberId, wabaId: String(9000 + account), accessToken: `token-${account}` };
    await store.phones.create(companyId, { connectionType: 'meta', mode: 'live', phoneIndex, meta });
  }
}

beforeAll(async () => {
  [stores, graph] = await Promise.all([openTestStores(), startGraph()]);
  const encryptionKey = randomBytes(32);
  store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
  redis = new Redis(stores.redisUrl);
  const accounts = Array.from({ length: ACCOUNTS }, (_, account) => account);
  const makeSome = async () => {
    for (let account = accounts.pop(); account !== undefined; account = accounts.pop())
      await makeAccount(account);
  };
  await Promise.all([makeSome(), makeSome(), makeSome()]);
  env = {
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    META_GRAPH_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
  };
}, 180_000);

afterAll(async () => {
  await worker?.stop();
  redis?.disconnect();
  graph?.close();
  await store?.close();
  await stores?.close();
});

const ready = async (): Promise<number> => {
  const [row] = await stores.query(`SELECT count(*)::int AS n FROM phone_status WHERE status = 'ready'`);
  return Number(row?.n);
};

const memoryMb = async (): Promise<number> => {
  const rows = await stores.query(
    'SELECT memory_usage_mb AS mb FROM process_health ORDER BY timestamp DESC LIMIT 1',
  );
  return Number(rows[0]?.mb);
};

test('a thousand phones are served by one worker over a handful of connections, and asked in turn', async () => {
  const before = await connections();
  const startedAt = performance.now();
  worker = await startWorker(env);
  await vi.waitFor(async () => expect(await ready()).toBe(PHONES), DEADLINE);
  await vi.waitFor(() => expect(asked.lists).toBe(ACCOUNTS), DEADLINE);
  await vi.waitFor(async () => expect(await memoryMb()).toBeGreaterThan(0), DEADLINE);
  const seconds = (performance.now() - startedAt) / 1000;
  const own = (await connections()) - before;
  process.stdout.write(
    `${PHONES} phones ready after ${seconds.toFixed(1)} s; Graph: ${JSON.stringify(asked)}; ` +
      `Redis connections: ${own}; worker's memory: ${await memoryMb()} MB\n`,
  );
  expect(own).toBeLessThanOrEqual(20);
  // Eight numbers at once, and the templates of four accounts; a number may be asked again when a probe came late.
  expect(asked.most).toBeLessThanOrEqual(12);
  expect(asked.numbers).toBeLessThan(PHONES * 1.1);
  expect(asked.tokens).toBe(ACCOUNTS);
  // About one number every 0.3 s from here on: 200 a minute.
  const [plan] = await stores.query(
    `SELECT count(*) FILTER (WHERE next_check_at < now() + interval '60 seconds')::int AS soon FROM phone_status`,
  );
  expect(Number(plan?.soon)).toBeLessThan(PHONES / 2);
}, 180_000);

test('a worker that starts again asks for nothing that is not due', async () => {
  await worker?.stop();
  const dueIn = "now() + interval '240 seconds' + random() * interval '120 seconds'";
  await stores.query(`UPDATE phone_status SET next_check_at = ${dueIn}`);
  const due = '(SELECT phone_id FROM phone_status ORDER BY phone_id LIMIT 3)';
  await stores.query(`UPDATE phone_status SET next_check_at = now() WHERE phone_id IN ${due}`);
  const { numbers, lists } = asked;
  worker = await startWorker(env);
  await vi.waitFor(() => expect(asked.numbers - numbers).toBe(3), DEADLINE);
  await vi.waitFor(async () => {
    const rows = await stores.query(
      `SELECT 1 FROM phone_status WHERE next_check_at < now() + interval '2 minutes'`,
    );
    expect(rows).toEqual([]); // all three are put off again
  }, DEADLINE);
  expect([asked.numbers - numbers, asked.lists - lists]).toEqual([3, 0]);
}, 120_000);
