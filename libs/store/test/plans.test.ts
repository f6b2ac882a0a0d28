import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCipher, silentLog } from '@watertight/core';
import type { Lease, Store } from '@watertight/store';
import { openDb, type Db } from '../src/db.ts';
import { matching } from '../src/contacts/rows.ts';
import { change } from '../src/messages/change.ts';
import { claim } from '../src/messages/claim.ts';
import { hookLanes } from '../src/webhooks/lanes.ts';
import { demoStore, text } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;
/** One connection: what it has prepared it keeps. */
let db: Db;
let lease: Lease;

beforeAll(async () => {
  const demo = await demoStore();
  ({ store, phoneId, close } = demo);
  db = openDb({ databaseUrl: demo.url, poolSize: 1, log: silentLog });
  const acquired = await store.leases.acquire(phoneId, 'worker-1', 600_000);
  if (acquired.kind !== 'acquired') throw new Error(acquired.kind);
  lease = acquired.lease;
});
afterAll(async () => {
  await db.close();
  await close();
});

const unbounded = {
  messagesPerSecond: null,
  burst: 1,
  jitter: 0,
  pairIntervalSeconds: null,
  pairBurst: 1,
  dailyCap: null,
  timezone: 'UTC',
};

/** Claims as a worker does, and tells that it was sent. */
async function turn(isGoverned: boolean, quantum = 64): Promise<string[]> {
  const options = { quantum, instanceId: 'w', connectionType: 'meta' as const };
  const claimed = await claim(db, lease, { ...options, pace: isGoverned ? unbounded : null });
  return claimed.kind === 'claimed' ? claimed.messages.map(({ id }) => id) : [];
}

const sent = (ids: string[]) =>
  change(db, { facts: new Map(ids.map((id) => [id, null])), decide: () => ({ status: 'sent' }) });

const fill = (chats: number, each: number) =>
  store.messages.acceptAll(
    Array.from({ length: chats * each }, (_, n) => text(phoneId, { chatId: `60${n % chats}` })),
  );

interface PlanNode {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: PlanNode[];
}

/** How many rows all parts of a plan touched. */
const touched = (node: PlanNode): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0)) *
    node['Actual Loops'] +
  (node.Plans ?? []).reduce((sum, part) => sum + touched(part), 0);

async function planOf(name: string, values: string): Promise<PlanNode> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    const asked = `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE ${name}(${values})`;
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(asked);
    return rows[0]!['QUERY PLAN'][0]!.Plan;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** Rows of messages that were read without an index so far. */
async function readWhole(): Promise<number> {
  await db.pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await db.pool.query<{ n: string }>(
    `SELECT seq_tup_read AS n FROM pg_stat_user_tables WHERE relname = 'messages'`,
  );
  return Number(rows[0]!.n);
}

describe('plans that were made while a lane was nearly empty', () => {
  it('are still right when thousands of messages wait in it', async () => {
    // After five uses of a statement PostgreSQL keeps a plan that does not look at the values.
    for (let n = 0; n < 8; n++) {
      await fill(2, 1);
      for (const isGoverned of [false, true]) await sent(await turn(isGoverned, 1));
    }
    const { rows } = await db.pool.query<{ name: string }>(
      `SELECT name FROM pg_prepared_statements WHERE generic_plans > 0 ORDER BY name`,
    );
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['claim', 'claim_governed']));

    for (let n = 0; n < 8; n++) await fill(500, 2);
    const underway = await turn(false, 250);
    expect(underway).toHaveLength(250);
    const key = `'${phoneId}', '${lease.owner}', ${lease.epoch}, 64, 'w', 'meta'`;
    // 1000 rows of the lane, a few times over; with a nested loop it would be 250,000.
    expect(touched(await planOf('claim', key))).toBeLessThan(20_000);
    const bounds = `NULL, 1, 0, NULL, 1, NULL, 'UTC'`;
    expect(touched(await planOf('claim_governed', `${key}, ${bounds}`))).toBeLessThan(20_000);

    const before = await readWhole();
    await sent(underway);
    expect((await readWhole()) - before).toBe(0);
  });

  it('are still right when thousands of deliveries wait at an endpoint', async () => {
    const lanes = hookLanes(db, createCipher(Buffer.alloc(32, 1)));
    const { id: endpointId } = await store.webhooks.endpoints.create('demo', {
      url: 'https://hooks.example/events',
      events: ['*'],
      format: 'watertight',
    });
    const add = (from: number, count: number) =>
      db.pool.query(
        `INSERT INTO webhook_deliveries (id, company_id, endpoint_id, event_seq, event_type, chat_key, body)
          SELECT 'd' || n, 'demo', $1, n, 'message.sent', 'chat ' || n % 100, '{}'
          FROM generate_series($2::int, $3::int) AS n`,
        [endpointId, from, from + count - 1],
      );
    const hold = { endpointId, owner: 'w', epoch: 0 };
    const entry = { at: '', durationMs: 1 } as never; // what an attempt's log says is of no matter here
    const delivered = { status: 'delivered', againMs: 0, responseStatus: 204, error: null, entry } as const;
    const state = { streak: 0, restMs: 0, hasSucceeded: true };
    for (let n = 0; n < 8; n++) {
      await add(n, 1);
      await lanes.settle(hold, [{ ...delivered, id: `d${n}` }], state);
    }
    await add(100, 5000);
    const ends = `ARRAY['d100'], ARRAY['delivered'], ARRAY[0], ARRAY[204], ARRAY[NULL::text], ARRAY['[]'::jsonb]`;
    const plan = await planOf('hook_settle', `'${endpointId}', 'w', 0, ${ends}, 0, 0, true`);
    // With the index of what waits it would be 10,000.
    expect(touched(plan)).toBeLessThan(100);
  });

  it('are made anew while their connection is young: who writes is found among thousands', async () => {
    const person = (n: number) => ({ companyId: 'demo', phoneNumber: `6011${n}`, lid: null });
    const find = (count: number) =>
      matching(
        db,
        Array.from({ length: count }, (_, n) => person(n)),
      );
    for (let n = 0; n < 8; n++) await find(30); // one alone would be planned each time
    await db.pool.query(
      `INSERT INTO contacts (id, company_id, phone_number, updated_at)
        SELECT 'c' || n, 'demo', '6011' || n, now() FROM generate_series(0, 4999) AS n`,
    );
    const key = `ARRAY['demo'], ARRAY['60117'], ARRAY[NULL::text], ARRAY[NULL::text]`;
    await pause(1000);
    expect(await find(30)).toHaveLength(30);
    // By whatever index begins with the company it would be 5,000 and more.
    expect(touched(await planOf('contacts_matching', key))).toBeLessThan(100);
  });
});
