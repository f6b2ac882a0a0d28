import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '@watertight/core';
import { openStore, type ReachAnswer, type Store } from '@watertight/store';
import { demoStore } from './open.ts';

const HOUR_MS = 3_600_000;
const ACCOUNT = { companyId: 'demo', phoneId: 'phn_1', wabaId: '900' };

let demo: Awaited<ReturnType<typeof demoStore>>;
let store: Store;
let client: pg.Client;
beforeAll(async () => {
  demo = await demoStore();
  ({ store } = demo);
  client = new pg.Client(demo.url);
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await demo?.close();
});
beforeEach(() => client.query('DELETE FROM people_reached'));

const person = (chatId: string, expiresAt: Date | null = null) => ({ chatId, expiresAt });
const take = (limit: number, ...ids: string[]) =>
  store.reach.take(
    ACCOUNT,
    limit,
    ids.map((id) => person(id)),
  );
const kinds = (answers: ReachAnswer[]) => answers.map(({ kind }) => kind);
const pass = (hours: number) =>
  client.query(`UPDATE people_reached SET at = at - $1 * interval '1 hour'`, [hours]);
const waiting = async () =>
  (
    await client.query<{ chat_id: string; ms: number }>(
      `SELECT chat_id, (extract(epoch FROM at - now()) * 1000)::float8 AS ms FROM people_reached WHERE waiting ORDER BY at, chat_id`,
    )
  ).rows;

describe('people that an account writes to first', () => {
  it('are as many as it may reach in a day; who is counted already costs nothing', async () => {
    expect(kinds(await take(3, 'a', 'b'))).toEqual(['reached', 'reached']);
    expect(kinds(await take(3, 'b', 'c', 'd', 'a'))).toEqual(['reached', 'reached', 'wait', 'reached']);
    expect(await store.reach.usedBy([ACCOUNT])).toEqual([3]);
  });

  it('wait for a place each, in the order in which they came, and are looked at after an hour at the latest', async () => {
    await take(2, 'a');
    await pass(10);
    await take(2, 'b');
    const answers = await take(2, 'c', 'd', 'e');
    for (const answer of answers) {
      expect(answer.kind).toBe('wait');
      const inMs = (answer as { until: Date }).until.getTime() - Date.now();
      expect(inMs).toBeGreaterThan(HOUR_MS * 0.99);
      expect(inMs).toBeLessThan(HOUR_MS * 1.01);
    }
    const places = await waiting();
    expect(places.map(({ chat_id, ms }) => [chat_id, Math.round(ms / HOUR_MS)])).toEqual([
      ['c', 14],
      ['d', 24],
      ['e', 38],
    ]);
    // Who asks again stays where he is, and somebody new comes after all of them.
    await take(2, 'd', 'f');
    expect((await waiting()).map(({ chat_id }) => chat_id)).toEqual(['c', 'd', 'e', 'f']);
  });

  it('get their place when its time has come, and nobody gets it before them', async () => {
    await take(2, 'a', 'b');
    expect(kinds(await take(2, 'c'))).toEqual(['wait']);
    await pass(24);
    expect(kinds(await take(2, 'x', 'y', 'c'))).toEqual(['reached', 'wait', 'reached']);
    expect(await store.reach.usedBy([ACCOUNT])).toEqual([2]);
  });

  it('go at once when the limit was raised', async () => {
    await take(1, 'a');
    expect(kinds(await take(1, 'b', 'c'))).toEqual(['wait', 'wait']);
    expect(kinds(await take(10, 'c', 'b', 'd'))).toEqual(['reached', 'reached', 'reached']);
  });

  it('who would wait longer than his message lives takes nobody’s place', async () => {
    await take(1, 'a');
    const soon = new Date(Date.now() + HOUR_MS);
    expect(kinds(await store.reach.take(ACCOUNT, 1, [person('b', soon), person('c')]))).toEqual([
      'wait',
      'wait',
    ]);
    expect((await waiting()).map(({ chat_id, ms }) => [chat_id, Math.round(ms / HOUR_MS)])).toEqual([
      ['c', 24],
    ]);
  });

  it('to whom nothing went are counted no more', async () => {
    await take(1, 'a');
    await store.reach.giveBack(ACCOUNT, 'a');
    expect(kinds(await take(1, 'b'))).toEqual(['reached']);
  });

  it('are counted for all numbers of the account in the company, and for no others', async () => {
    await take(1, 'a');
    const mate = { ...ACCOUNT, phoneId: 'phn_2' };
    const foreign = { ...ACCOUNT, companyId: 'other' };
    const unknown = { ...ACCOUNT, wabaId: null };
    for (const [owner, kind] of [
      [mate, 'wait'],
      [foreign, 'reached'],
      [unknown, 'reached'],
    ] as const)
      expect(kinds(await store.reach.take(owner, 1, [person('b')]))).toEqual([kind]);
    expect(await store.reach.usedBy([mate, foreign, unknown])).toEqual([1, 1, 1]);
  });

  it('more at once than the limit allows in several days have places all the same', async () => {
    const people = Array.from({ length: 7 }, (_, n) => `p${n}`);
    expect(kinds(await take(2, ...people)).filter((kind) => kind === 'reached')).toHaveLength(2);
    expect((await waiting()).map(({ ms }) => Math.round(ms / HOUR_MS))).toEqual([24, 24, 48, 48, 72]);
    expect(kinds(await take(0, 'q'))).toEqual(['wait']);
  });

  it('are no more than allowed when two processes ask at the same moment', async () => {
    const encryptionKey = Buffer.alloc(32, 1);
    const other = openStore({ databaseUrl: demo.url, encryptionKey, log: silentLog });
    const ask = (from: Store, n: number) => from.reach.take(ACCOUNT, 25, [person(`p${n}`), person(`q${n}`)]);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => [ask(store, n), ask(other, n + (n % 2))]).flat(),
    );
    await other.close();
    expect(await store.reach.usedBy([ACCOUNT])).toEqual([25]);
    const isNew = answers.flat().filter((answer) => answer.kind === 'reached' && answer.isNew);
    expect(isNew).toHaveLength(25);
  });
});
