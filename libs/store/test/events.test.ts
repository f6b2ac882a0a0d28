import { afterAll, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import { placeOfEvent, type Horizon, type Store, type StreamedEvent } from '@watertight/store';
import { demoStore } from './open.ts';

let store: Store;
let pool: pg.Pool;
let close: () => Promise<void>;
beforeAll(async () => {
  const demo = await demoStore();
  ({ store, close } = demo);
  pool = new pg.Pool({ connectionString: demo.url, max: 20 });
});
afterAll(async () => {
  await pool.end();
  await close();
});

const INSERT = `INSERT INTO message_events (company_id, type, detail) VALUES ('demo', 'chat.updated', $1) RETURNING seq`;

/** A writer in a transaction of its own, which ends when the test says so. */
async function writer() {
  const client = await pool.connect();
  await client.query('BEGIN');
  const run = async (sql: string, values?: unknown[]) => (await client.query(sql, values)).rows;
  return {
    run,
    write: async (detail: object = {}) => Number((await run(INSERT, [JSON.stringify(detail)]))[0]?.['seq']),
    async end(how: 'COMMIT' | 'ROLLBACK') {
      await client.query(how);
      client.release();
    },
  };
}

const follow = (horizon: Horizon) => {
  let after = 0;
  return async (): Promise<StreamedEvent[]> => {
    const upTo = await horizon.settled(20);
    const events = await store.events.read({ after, upTo, companyIds: ['demo'], limit: 100_000 });
    after = upTo;
    return events;
  };
};

it('an event that is committed later with a smaller number is not missed, and comes in its place', async () => {
  const next = follow(store.events.horizon());
  await next();
  const [early, late] = [await writer(), await writer()];
  const first = await early.write();
  const second = await late.write();
  await late.end('COMMIT');
  expect(await next()).toEqual([]);
  await early.end('COMMIT');
  expect((await next()).map(({ seq }) => seq)).toEqual([first, second]);
  expect(await next()).toEqual([]);
});

it('what was rolled back leaves a gap, and holds nothing up', async () => {
  const next = follow(store.events.horizon());
  await next();
  const [gone, kept] = [await writer(), await writer()];
  await gone.write();
  const seq = await kept.write();
  await gone.end('ROLLBACK');
  await kept.end('COMMIT');
  expect((await next()).map((event) => event.seq)).toEqual([seq]);
});

it('a transaction that writes no events is not waited for, however long it is', async () => {
  const next = follow(store.events.horizon());
  await next();
  const long = await writer();
  await long.run(`UPDATE companies SET name = 'Long' WHERE id = 'demo'`);
  await long.run('SELECT count(*) FROM message_events');
  const other = await writer();
  const seq = await other.write();
  await other.end('COMMIT');
  expect((await next()).map((event) => event.seq)).toEqual([seq]);
  await long.end('ROLLBACK');
});

it('of two that waited for one row, the one that had it first is told first, whichever began first', async () => {
  const next = follow(store.events.horizon());
  await next();
  // The second to get the row is the one with the older transaction id.
  const older = await writer();
  await older.run(`SELECT pg_current_xact_id()`);
  const younger = await writer();
  await younger.run(`SELECT 1 FROM phone_configs FOR UPDATE`);
  const between = await writer();
  await between.run(`SELECT pg_current_xact_id()`);
  const waiting = older.run(`SELECT 1 FROM phone_configs FOR UPDATE`);
  await younger.write({ who: 'first' });
  await younger.end('COMMIT');
  await waiting;
  await older.write({ who: 'second' });
  await older.end('COMMIT');
  expect((await next()).map(({ detail }) => detail?.['who'])).toEqual(['first', 'second']);
  await between.end('ROLLBACK');
});

it('a reader among many writers misses nothing, repeats nothing, and sees each row in the order of its lock', async () => {
  await pool.query('CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL)');
  await pool.query('INSERT INTO counters SELECT i, 0 FROM generate_series(1, 5) AS t (i)');
  const next = follow(store.events.horizon());
  await next();
  const seen: StreamedEvent[] = [];
  let isWriting = true;
  const reading = (async () => {
    while (isWriting) seen.push(...(await next()));
    for (let i = 0; i < 3; i++) seen.push(...(await next()));
  })();

  let committed = 0;
  const work = async () => {
    for (let i = 0; i < 60; i++) {
      const one = await writer();
      const id = 1 + Math.floor(Math.random() * 5);
      if (Math.random() < 0.3) await one.write({ noise: true }); // a number that is drawn early
      const [row] = await one.run('UPDATE counters SET n = n + 1 WHERE id = $1 RETURNING n', [id]);
      await one.write({ id, n: row?.['n'] as number });
      if (Math.random() < 0.3) await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
      const keeps = Math.random() < 0.85;
      committed += keeps ? 1 : 0;
      await one.end(keeps ? 'COMMIT' : 'ROLLBACK');
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  isWriting = false;
  await reading;

  const counted = seen.filter(({ detail }) => detail?.['n'] !== undefined);
  expect(counted).toHaveLength(committed);
  expect(new Set(seen.map(({ seq }) => seq)).size).toBe(seen.length);
  for (let id = 1; id <= 5; id++) {
    const numbers = counted.filter(({ detail }) => detail?.['id'] === id).map(({ detail }) => detail?.['n']);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
});

it('numbers are drawn one by one, which the horizon rests on', async () => {
  const { rows } = await pool.query(
    `SELECT seqcache FROM pg_sequence WHERE seqrelid = 'message_events_seq_seq'::regclass`,
  );
  expect(rows).toEqual([{ seqcache: '1' }]);
});

it('an id tells its place, and nothing else does', () => {
  expect(placeOfEvent('evt_0000000000004711')).toBe(4711);
  for (const text of ['evt_4711', 'msg_0000000000004711', '', 'evt_000000000000471x'])
    expect(placeOfEvent(text)).toBeNull();
});
