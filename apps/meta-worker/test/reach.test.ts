import { randomBytes } from 'node:crypto';
import { createCoordination } from '@watertight/coordination';
import { silentLog, systemClock } from '@watertight/core';
import { createAccepting, type Accepting } from '@watertight/delivery';
import { createQueueing } from '@watertight/queueing';
import { openStore, type Store } from '@watertight/store';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Fleet } from './fleet.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { openTestStores, type TestStores } from './stores.ts';

const LIMIT = 50;
const TEMPLATES = 80;
const NUMBERS = ['1001', '1002'];
const DEADLINE = { timeout: 30_000, interval: 50 };

let stores: TestStores;
let simulator: Simulator;
let fleet: Fleet;
let store: Store;
let accepting: Accepting;
let close: () => Promise<unknown>;

beforeAll(async () => {
  [stores, simulator] = await Promise.all([openTestStores(), startSimulator()]);
  const limits = { uniqueUsers: LIMIT, window: true, told: 'at-once' };
  await simulator.control('PUT', '/sim/behaviour', { statuses: false, limits });
  const encryptionKey = randomBytes(32);
  const redis = { redisUrl: stores.redisUrl, prefix: stores.prefix, log: silentLog };
  store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
  const queueing = createQueueing(redis);
  const coordination = createCoordination(redis);
  close = () => Promise.all([queueing.close(), coordination.close(), store.close()]);
  const deps = { store, queueing, coordination, clock: systemClock, log: silentLog, instanceId: 'test' };
  accepting = createAccepting(deps);
  await store.companies.create({ id: 'demo', name: 'Demo' });
  for (const phoneNumberId of NUMBERS) {
    await simulator.control('PUT', `/sim/phones/${phoneNumberId}`, { wabaId: '900', accessToken: 'token' });
    await simulator.control('PUT', `/sim/phones/${phoneNumberId}/state`, { messagingLimit: 'TIER_50' });
    const meta = { phoneNumberId, accessToken: 'token', wabaId: '900' };
    await store.phones.create('demo', {
      connectionType: 'meta',
      mode: 'sandbox',
      limits: { enabled: true },
      meta,
    });
  }
  const env = {
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: simulator.url,
    META_GRAPH_URL: 'http://127.0.0.1:9',
  };
  fleet = await Fleet.start(env, 2);
}, 120_000);

afterAll(async () => {
  await fleet?.stop();
  await simulator?.stop();
  await close?.();
  await stores?.close();
}, 60_000);

test('two workers write first to as many people as Meta allows the account, and Meta refuses none of them', async () => {
  const known = `SELECT 1 FROM phone_status WHERE status = 'ready' AND (provider->>'messagingLimit')::int = ${LIMIT}`;
  await vi.waitFor(async () => expect(await stores.query(known)).toHaveLength(NUMBERS.length), DEADLINE);
  const results = await accepting.acceptBatch(
    Array.from({ length: TEMPLATES }, (_, n) => ({
      companyId: 'demo',
      phoneIndex: n % NUMBERS.length,
      type: 'template' as const,
      chatId: `6012${3_000_000 + n}`,
      content: { name: 'hello', language: 'en', components: [] },
    })),
  );
  expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
  const ends = `SELECT m.status, a.code, a.provider_code, count(*)::int AS n
    FROM messages m JOIN message_attempts a ON a.message_id = m.id GROUP BY 1, 2, 3 ORDER BY 1`;
  await vi.waitFor(
    async () =>
      expect(await stores.query(ends)).toEqual([
        { status: 'queued', code: 'MESSAGING_LIMIT', provider_code: null, n: TEMPLATES - LIMIT },
        { status: 'sent', code: null, provider_code: null, n: LIMIT },
      ]),
    DEADLINE,
  );
  const { messages } = (await simulator.control('GET', '/sim/ledger/summary')) as { messages: number };
  expect(messages).toBe(LIMIT);
}, 90_000);
