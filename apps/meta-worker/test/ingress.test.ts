import { createHmac } from 'node:crypto';
import { silentLog } from '@watertight/core';
import { Secret } from '@watertight/service';
import { openStore, type Store } from '@watertight/store';
import fastify from 'fastify';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ingress } from '../src/ingress.ts';
import { openTestStores, type TestStores } from './stores.ts';

const SECRET = 'app secret';
const CLIENTS = 60;
const DEADLINE = { timeout: 20_000, interval: 20 };

let stores: TestStores;
let store: Store;
let app: ReturnType<typeof fastify>;
/** A session of its own, which can keep the journal locked. */
let other: pg.Client;
let answered: number[];

beforeEach(async () => {
  stores = await openTestStores();
  store = openStore({
    databaseUrl: stores.databaseUrl,
    encryptionKey: Buffer.alloc(32, 1),
    log: silentLog,
  });
  app = fastify();
  await app.register(
    ingress({
      ingest: { commit: (body, phoneId = null!) => store.journal.commit({ source: 'meta', phoneId, body }) },
      meters: { sent: vi.fn(), webhook: vi.fn(), journalLag: vi.fn() },
      credentials: { appSecrets: async () => new Map(), wabaSecrets: async () => [] },
      hasVerifyToken: async () => false,
      log: silentLog,
      appSecret: new Secret(SECRET),
      verifyToken: undefined,
    }),
  );
  other = new pg.Client(stores.databaseUrl);
  await other.connect();
  answered = [];
}, 60_000);

afterEach(async () => {
  await other.end();
  await app.close();
  await store.close();
  await stores.close();
});

async function post(n: number): Promise<void> {
  const body = `{"object":"whatsapp_business_account","entry":[],"n":${n}}`;
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/api/meta/webhook',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  });
  answered.push(statusCode);
}

const postAll = () => Promise.all(Array.from({ length: CLIENTS }, (_, n) => post(n)));
const numbers = async () =>
  (await stores.query('SELECT body FROM inbound_journal ORDER BY id')).map(
    ({ body }) => (JSON.parse(String(body)) as { n: number }).n,
  );
const inOrder = (list: number[]) => [...list].sort((a, b) => a - b);
const everyone = Array.from({ length: CLIENTS }, (_, n) => n);
const blocked = async () =>
  (
    await stores.query(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INTO inbound_journal%'`,
    )
  ).map(({ pid }) => Number(pid));

test('nobody is told 200 before his own body is committed, though many share a commit', async () => {
  await other.query('BEGIN');
  await other.query('LOCK TABLE inbound_journal');
  const posts = postAll();
  await vi.waitFor(async () => expect(await blocked()).not.toHaveLength(0), DEADLINE);
  expect(answered).toEqual([]);
  await other.query('COMMIT');
  await posts;
  expect(answered).toEqual(everyone.map(() => 200));
  expect(inOrder(await numbers())).toEqual(everyone);
});

test('a commit that fails is told to all in it, nothing of it is kept, and what Meta sends again is taken', async () => {
  await other.query('BEGIN');
  await other.query('LOCK TABLE inbound_journal');
  const posts = postAll();
  await vi.waitFor(async () => expect(await blocked()).not.toHaveLength(0), DEADLINE);
  const pids = await blocked();
  for (const pid of pids) await other.query('SELECT pg_terminate_backend($1)', [pid]);
  await vi.waitFor(() => expect(answered).not.toHaveLength(0), DEADLINE);
  await other.query('COMMIT');
  await posts;
  const taken = answered.filter((status) => status === 200).length;
  expect(answered.filter((status) => status === 503)).toHaveLength(CLIENTS - taken);
  expect(taken).toBeLessThan(CLIENTS);
  expect(await numbers()).toHaveLength(taken);

  answered = [];
  await postAll();
  expect(answered).toEqual(everyone.map(() => 200));
  expect(new Set(await numbers()).size).toBe(CLIENTS);
});
