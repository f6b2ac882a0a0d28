import { newId, silentLog } from '@watertight/core';
import { keepMedia, openMedia } from '@watertight/media';
import { openStore, type Store } from '@watertight/store';
import {
  eventually,
  testDatabase,
  testRedis,
  whereIs,
  type TestDatabase,
  type TestRedis,
} from '@watertight/testkit';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { killProcesses, startProcess, type ApiProcess } from './support/process.ts';

// Processes as in production: one is killed with -9 while a step of an erasure is under way, another one goes on.

vi.setConfig({ testTimeout: 120_000 });

const KEY = 'admin-key-of-the-process-test';
const HIM = '60123456789';
const HER = '60199999999';
const MESSAGES = 3000;

let database: TestDatabase;
let redis: TestRedis;
let home: string;
let store: Store;
let client: pg.Client;
let environment: Record<string, string>;

beforeEach(async () => {
  [database, redis, home] = await Promise.all([
    testDatabase(),
    testRedis(),
    mkdtemp(join(tmpdir(), 'watertight-erasure-')),
  ]);
  const encryptionKey = randomBytes(32);
  environment = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    ADMIN_API_KEY: KEY,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    WATERTIGHT_HOME: home,
  };
  store = openStore({ databaseUrl: database.url, encryptionKey, log: silentLog });
  client = new pg.Client(database.url);
  await client.connect();
});
afterEach(async () => {
  killProcesses();
  await Promise.all([store.close(), client.end(), redis.clear()]);
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

const rows = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await client.query<Row>(sql, values)).rows;

/** A company with thousands of messages of his and a few of hers, each with a file, and what else names him. */
async function furnish(companyId: string): Promise<void> {
  await store.companies.create({ id: companyId, name: companyId });
  const { phoneId } = await store.phones.create(companyId, { connectionType: 'wwebjs', mode: 'live' });
  await store.contacts.create(companyId, { phoneNumber: HIM, name: 'Joseph Doe' });
  await store.contacts.create(companyId, { phoneNumber: HER, name: 'Jane' });
  const files = await openMedia({ dir: join(home, 'media') });
  for (const who of [HIM, HER]) {
    const source = Buffer.from(`%PDF-1.4 of ${companyId} ${who}`);
    const { mediaId } = await keepMedia(store.media, files, {
      companyId,
      source,
      origin: 'inbound',
      maxBytes: 1000,
    });
    const count = who === HIM ? MESSAGES : 5;
    await rows(
      `WITH m AS (
        INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, from_id,
          content, provider_message_id, status)
        SELECT $1 || n, $2, $3, 0, 'wwebjs', 'inbound', 'document', $4, $4, $5, $1 || n, 'received' FROM generate_series(1, $6::int) n
        RETURNING id)
      INSERT INTO message_events (company_id, phone_index, message_id, type) SELECT $2, 0, id, 'message.received' FROM m`,
      [newId('msg'), companyId, phoneId, who, { media: { mediaId }, caption: `words of ${who}` }, count],
    );
    await rows(
      `INSERT INTO inbound_journal (source, phone_id, body, processed_at) VALUES ('wwebjs', $1, convert_to($2, 'UTF8'), now())`,
      [phoneId, `{"from":"${who}"}`],
    );
  }
}

async function start(): Promise<ApiProcess> {
  const api = await startProcess(environment);
  const isReady = async () => (await call(api, 'GET', '/health/ready')).ok;
  await eventually(isReady, { timeoutMs: 30_000, label: 'the API' });
  return api;
}

const call = ({ port }: ApiProcess, method: string, path: string) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'x-api-key': KEY },
    signal: AbortSignal.timeout(10_000),
  });

interface Erasure {
  status: string;
  stage: string | null;
  counts: Record<string, number>;
}

/**
 * Asks for an erasure and kills the process for good while the step is under way that would take the last of the
 * messages: somebody holds that one. Answers what is written down then.
 */
async function killedInTheMiddle(
  companyId: string,
  method: string,
  path: string,
): Promise<{ path: string; erasure: Erasure }> {
  const api = await start();
  await client.query('BEGIN');
  await rows(
    'SELECT 1 FROM messages WHERE company_id = $1 AND chat_id = $2 ORDER BY seq DESC LIMIT 1 FOR UPDATE',
    [companyId, HIM],
  );
  const asked = await call(api, method, path);
  expect([202, 204]).toContain(asked.status);
  const where = (asked.headers.get('location') ?? '').replace(/.*\/erasures/, '/api/v2/erasures');
  const isWaiting = async () =>
    (
      await rows(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    ).length > 0;
  await eventually(isWaiting, { timeoutMs: 20_000, label: 'a step that is under way' });
  const erasure = (await (await call(api, 'GET', where)).json()) as Erasure;
  api.child.kill('SIGKILL');
  await api.ended;
  await client.query('ROLLBACK');
  return { path: where, erasure };
}

/** What a process holds it holds for a minute, and erasures wait: that time passes here at once. */
const aMinutePasses = () =>
  rows(
    `UPDATE erasures SET owned_until = owned_until - interval '1 minute', next_at = next_at - interval '1 minute',
      created_at = created_at - interval '1 minute'`,
  );

async function finishedByAnother(path: string): Promise<Erasure> {
  const api = await start();
  expect(((await (await call(api, 'GET', path)).json()) as Erasure).status).toBe('running');
  await aMinutePasses();
  let erasure: Erasure | undefined;
  await eventually(
    async () => {
      await rows(`UPDATE erasures SET next_at = now() WHERE next_at > now()`);
      erasure = (await (await call(api, 'GET', path)).json()) as Erasure;
      return erasure.status === 'done';
    },
    { timeoutMs: 60_000, label: 'the erasure is done' },
  );
  return erasure as Erasure;
}

const filesOf = async (companyId: string): Promise<number> =>
  (await readdir(join(home, 'media', companyId), { recursive: true })).filter((name) => name.length > 60)
    .length;

test('a person’s erasure outlives the process that did it: nothing of him is left anywhere, and nothing is counted twice', async () => {
  await furnish('demo');
  expect(await whereIs(database.url, HIM)).toEqual(
    expect.arrayContaining(['messages.chat_id', 'inbound_journal.body']),
  );
  const killed = await killedInTheMiddle('demo', 'POST', `/api/v2/companies/demo/contacts/${HIM}/erase`);
  expect(killed.erasure).toMatchObject({ status: 'running', stage: 'messages', counts: { messages: 2500 } });
  const done = await finishedByAnother(killed.path);
  expect(done.counts).toMatchObject({ messages: MESSAGES, files: 1, contacts: 1, journalEntries: 1 });
  expect(await whereIs(database.url, HIM, 'Joseph')).toEqual([]);
  expect(await filesOf('demo')).toBe(1);
  expect(await rows('SELECT 1 FROM messages WHERE chat_id = $1', [HER])).toHaveLength(5);
});

test('a company’s erasure outlives it too: nothing is left but what says that it was done', async () => {
  await furnish('closing');
  await furnish('neighbour');
  const killed = await killedInTheMiddle('closing', 'DELETE', '/api/v2/companies/closing');
  expect(killed.erasure).toMatchObject({ status: 'running', stage: 'messages', counts: { messages: 2000 } });
  const done = await finishedByAnother(killed.path);
  expect(done.counts).toMatchObject({ messages: MESSAGES + 5, files: 2, contacts: 2, journalEntries: 2 });
  expect(await whereIs(database.url, 'closing')).toEqual(['audit_log.company_id', 'erasures.company_id']);
  expect(await filesOf('closing')).toBe(0);
  expect(await filesOf('neighbour')).toBe(2);
  expect(await rows(`SELECT 1 FROM messages WHERE company_id = 'neighbour'`)).toHaveLength(MESSAGES + 5);
});
