import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostShared } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openProcess, openWorld } from './world.ts';

const PER_SECOND = 40;
const BURST = 10;
const MESSAGES = 200;

let world: Awaited<ReturnType<typeof openWorld>>;
let client: pg.Client;
let endings: (() => Promise<void>)[];

beforeEach(async () => {
  world = await openWorld();
  client = new pg.Client(world.stores.databaseUrl);
  await client.connect();
  endings = [];
});
afterEach(async () => {
  for (const end of endings.reverse()) await end();
  await client.end();
  await world.close();
});

async function worker(name: string, provider: LoopbackProvider): Promise<void> {
  const process = openProcess(world.stores, name);
  const host = hostShared(process, provider.shared(name));
  endings.push(() => process.close());
  await host.start();
  endings.push(() => host.stop());
}

/** When each attempt was claimed, by the database's clock, and by whom. */
async function attempts(): Promise<{ atMs: number; by: string }[]> {
  const { rows } = await client.query<{ at: number; by: string }>(
    `SELECT (extract(epoch FROM started_at) * 1000)::float8 AS at, instance_id AS by
     FROM message_attempts ORDER BY started_at`,
  );
  return rows.map(({ at, by }) => ({ atMs: at, by }));
}

/** The most that fell into any stretch of time of this length. */
const mostWithin = (ms: number, times: number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));

it('a phone keeps its pace when two workers share its lane', async () => {
  const limits = { enabled: true, messagesPerSecond: PER_SECOND, burst: BURST };
  await world.api.store.phones.change('demo', 0, { limits });
  const provider = new LoopbackProvider();
  await Promise.all([worker('meta-1', provider), worker('meta-2', provider)]);
  await Promise.all(
    Array.from({ length: MESSAGES }, (_, n) => world.send(`${n}`, { chatId: `6012${1_000_000 + n}` })),
  );
  await eventually(() => expect(provider.ledger).toHaveLength(MESSAGES), { timeoutMs: 40_000 });
  const made = await attempts();
  const times = made.map(({ atMs }) => atMs);
  expect(made).toHaveLength(MESSAGES);
  for (const seconds of [0.5, 1, 2, 3])
    expect(mostWithin(seconds * 1000, times)).toBeLessThanOrEqual(BURST + Math.ceil(PER_SECOND * seconds));
  expect(new Set(made.map(({ by }) => by)).size).toBe(2);
}, 60_000);

it('a person gets no more than the pair limit allows when two workers share the lane', async () => {
  const limits = {
    ...{ enabled: true, messagesPerSecond: 1000, burst: 1000 },
    ...{ pairIntervalSeconds: 0.5, pairBurst: 4 },
  };
  await world.api.store.phones.change('demo', 0, { limits });
  const provider = new LoopbackProvider();
  await Promise.all([worker('meta-1', provider), worker('meta-2', provider)]);
  await Promise.all(Array.from({ length: 12 }, (_, n) => world.send(`${n}`)));
  await eventually(() => expect(provider.ledger).toHaveLength(12), { timeoutMs: 40_000 });
  const times = (await attempts()).map(({ atMs }) => atMs);
  for (const seconds of [0.5, 1, 2, 3])
    expect(mostWithin(seconds * 1000, times)).toBeLessThanOrEqual(4 + Math.ceil(seconds / 0.5));
  expect(provider.texts()).toHaveLength(12);
}, 60_000);
