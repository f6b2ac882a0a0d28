import { randomBytes } from 'node:crypto';
import { createCoordination, type Coordination } from '@watertight/coordination';
import { silentLog, systemClock } from '@watertight/core';
import { createAccepting, type Accepting } from '@watertight/delivery';
import { createQueueing, type Queueing } from '@watertight/queueing';
import { openStore, type Store } from '@watertight/store';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Fleet } from './fleet.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { openTestStores, type TestStores } from './stores.ts';

/** Fewer for a quick look: `FAULT_MESSAGES=1000`. */
const MESSAGES = Number(process.env.FAULT_MESSAGES ?? 10_000);
const PHONES = 20;
/** A chat waits for evidence after an uncertain send: with many of them, few wait twice. */
const CHATS_OF_A_PHONE = 100;
const BATCH = 500;
/** What a worker may have under way when it is killed (docs/decisions/0019). */
const UNDER_WAY = 512;
/** Long enough for a chat that waited for evidence three times, a minute each. */
const SETTLED_MS = 240_000;
const APP_SECRET = 'the-app-secret';
const TOKEN = 'EAAG-the-token';

let stores: TestStores;
let simulator: Simulator;
let fleet: Fleet;
let store: Store;
let queueing: Queueing;
let coordination: Coordination;
let accepting: Accepting;

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
  for (let index = 0; index < PHONES; index += 1)
    await store.phones.create('demo', {
      connectionType: 'meta',
      mode: 'sandbox',
      meta: {
        phoneNumberId: numberOf(index),
        accessToken: TOKEN,
        appSecret: APP_SECRET,
        verifyToken: 'verify',
      },
    });
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
  for (let index = 0; index < PHONES; index += 1)
    await simulator.control('PUT', `/sim/phones/${numberOf(index)}`, {
      accessToken: TOKEN,
      appSecret: APP_SECRET,
      webhookUrl: fleet.webhookUrl,
      verifyToken: 'verify',
    });
}, 180_000);

afterAll(async () => {
  await fleet?.stop();
  await simulator?.stop();
  await queueing?.close();
  await coordination?.close();
  await store?.close();
  await stores?.close();
}, 60_000);

const numberOf = (phoneIndex: number) => String(100_200_300 + phoneIndex);

/** Every kind of fault at random, about one send in twenty. */
const FAULTS = [
  { kind: 'http500', probability: 0.01 },
  { kind: 'http503', probability: 0.01 },
  { kind: 'http429', probability: 0.005 },
  { kind: 'error', code: 131056, probability: 0.002 },
  { kind: 'reset-before', probability: 0.005 },
  { kind: 'reset-after', probability: 0.01 },
  { kind: 'slow', delayMs: 1500, probability: 0.003 },
];

interface Row {
  id: string;
  chatId: string;
  status: string;
}
interface Entry {
  seq: number;
  phoneNumberId: string;
  to: string;
  text: string;
  opaque: string;
  times: number;
}

async function counts(): Promise<Record<string, number>> {
  const rows = await stores.query(`SELECT status, count(*)::int AS n FROM messages GROUP BY status`);
  return Object.fromEntries(rows.map(({ status, n }) => [String(status), Number(n)]));
}

const ENDED = ['sent', 'delivered', 'read', 'played', 'failed', 'unconfirmed'];

function ended(by: Record<string, number>): number {
  return ENDED.reduce((sum, status) => sum + (by[status] ?? 0), 0);
}

async function until(count: number): Promise<void> {
  const deadline = { timeout: SETTLED_MS, interval: 100 };
  await vi.waitFor(async () => expect(ended(await counts())).toBeGreaterThanOrEqual(count), deadline);
}

/** Message `n` goes to one of 2,000 chats; the text says which one of its chat it is. */
async function acceptAll(): Promise<void> {
  const chats = PHONES * CHATS_OF_A_PHONE;
  for (let from = 0; from < MESSAGES; from += BATCH) {
    const requests = Array.from({ length: Math.min(BATCH, MESSAGES - from) }, (_, i) => {
      const chat = (from + i) % chats;
      return {
        companyId: 'demo',
        phoneIndex: chat % PHONES,
        type: 'text' as const,
        chatId: `4915${String(chat).padStart(8, '0')}`,
        content: { text: String(Math.floor((from + i) / chats)) },
      };
    });
    const results = await accepting.acceptBatch(requests);
    expect(results.filter(({ kind }) => kind === 'refused')).toEqual([]);
  }
}

async function ledger(): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: { entries: Entry[]; nextAfter: number | null } = (await simulator.control(
      'GET',
      `/sim/ledger?limit=5000&after=${after}`,
    )) as { entries: Entry[]; nextAfter: number | null };
    all.push(...page.entries);
    after = page.nextAfter;
  }
  return all;
}

test(
  '10,000 messages through faults, a crash and a change of workers: none lost, none doubled in silence, each chat in order',
  { timeout: 420_000 },
  async () => {
    await simulator.control('PUT', '/sim/behaviour', {
      faults: FAULTS,
      duplicateWebhooks: true,
      shuffleWebhooks: true,
    });
    const from = performance.now();
    await acceptAll();
    await until(MESSAGES * 0.2);
    await fleet.kill();
    await fleet.add();
    await until(MESSAGES * 0.5);
    await fleet.add();
    expect(await fleet.remove()).toBe(0);
    expect(fleet.size).toBe(2);
    await until(MESSAGES);
    const seconds = ((performance.now() - from) / 1000).toFixed(1);

    const rows = (await stores.query(
      `SELECT id, chat_id AS "chatId", status FROM messages WHERE direction = 'outbound'`,
    )) as unknown as Row[];
    const arrived = await ledger();
    const byId = new Map(arrived.map((entry) => [entry.opaque, entry]));
    expect(rows).toHaveLength(MESSAGES);

    const told = (row: Row) => row.status === 'failed' || row.status === 'unconfirmed';
    const lost = rows.filter((row) => !byId.has(row.id) && !told(row));
    const doubled = arrived.filter(({ times }) => times > 1);
    process.stdout.write(
      `${MESSAGES} messages in ${seconds} s: ${JSON.stringify(await counts())}, ${arrived.length} arrived, ` +
        `${lost.length} lost, ${doubled.length} doubled, ${outOfOrder(arrived).length} out of order\n`,
    );
    expect(lost).toEqual([]);
    expect(doubled).toEqual([]);
    expect(outOfOrder(arrived)).toEqual([]);
    // Unconfirmed are those whose connection was cut, which nobody can tell from lost answers, and what a
    // killed worker was sending: told to the customer, not repeated behind his back.
    expect(rows.filter(told).length).toBeLessThan(MESSAGES * 0.01 + UNDER_WAY);
    expect(rows.filter(({ status }) => status === 'failed')).toEqual([]);
  },
);

/** Messages that arrived after a later one of their chat. */
function outOfOrder(entries: Entry[]): Entry[] {
  const last = new Map<string, number>();
  return entries.filter(({ to, text }) => {
    const before = last.get(to) ?? -1;
    last.set(to, Math.max(before, Number(text)));
    return Number(text) < before;
  });
}
