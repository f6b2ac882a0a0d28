import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCipher, idsFrom, newId, silentLog } from '@watertight/core';
import type { Lease, Store } from '@watertight/store';
import { openDb, type Db } from '../src/db.ts';
import { events } from '../src/events.ts';
import { figures } from '../src/figures.ts';
import { journal } from '../src/journal.ts';
import { acceptAll } from '../src/messages/accept.ts';
import { countActivity } from '../src/messages/activity.ts';
import { change } from '../src/messages/change.ts';
import { claim } from '../src/messages/claim.ts';
import { findDead, getMessage, listMessages } from '../src/messages/read.ts';
import { findByProviderIds } from '../src/messages/observe.ts';
import * as sweep from '../src/messages/sweep.ts';
import { processes } from '../src/processes.ts';
import { deliveries } from '../src/webhooks/deliveries.ts';
import { fanOut } from '../src/webhooks/fan-out.ts';
import { hookLanes } from '../src/webhooks/lanes.ts';
import { demoStore, text } from './open.ts';

/** More of them by hand: `GROWTH_ROWS=10000000 npx vitest run --root libs/store test/growth.test.ts`. */
const ROWS = Number(process.env['GROWTH_ROWS'] ?? 60_000);
const MANY_MS = 60_000 + ROWS / 10;
/** What planners are told of a large system. */
const LARGE = 50_000_000;
/** Pages of 8 KB, read or found in memory, for one statement: some hundred rows by their keys, in indexes of any depth. */
const MOST_PAGES = 3000;
const GROWING = new Set([
  'messages',
  'message_events',
  'message_attempts',
  'idempotency_keys',
  'inbound_journal',
  'webhook_deliveries',
]);

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}
interface Explained {
  'Query Text': string;
  Plan: PlanNode;
}

let store: Store;
let db: Db;
let phoneId: string;
let lease: Lease;
let endpointId: string;
let close: () => Promise<void>;
/** What the server says of each statement that it has run: auto_explain, on the connection itself. */
let explained: Explained[] = [];

const sql = async (statement: string, values: unknown[] = []) =>
  (await db.pool.query(statement, values)).rows;

/** Each message was sent, told of and forgotten about: rows of all tables of its way, none of which has work left. */
async function makeOld(): Promise<void> {
  // Stored at the same pace over the last 29 days, and not in that order in the table: as where new rows have taken the
  // place of removed ones.
  await sql(
    `INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, to_id, content,
        status, attempts, epoch, provider_message_id, created_at, available_at, sent_at, delivered_at)
      SELECT $2 || lpad(n::text, 16, '0'), 'demo', $1, 0, 'meta', CASE n % 3 WHEN 0 THEN 'inbound' ELSE 'outbound' END,
        'text', '6012' || n % 5000, '6012', '{"text":"an old one"}', CASE n % 3 WHEN 0 THEN 'received' ELSE 'delivered' END,
        1, 1, 'wamid.old.' || n, at, at, at, at
      FROM generate_series(1, $3::int) AS n, LATERAL (SELECT now() - (n * 7919 % $3::int) * interval '29 days' / $3::int AS at) AS o`,
    [phoneId, idsFrom('msg', Date.now() - 29 * 86_400_000), ROWS],
  );
  await sql(
    `INSERT INTO message_events (company_id, phone_index, message_id, type, at)
      SELECT m.company_id, 0, m.id, t, m.created_at FROM messages m, unnest(ARRAY['message.queued', 'message.sent']) AS t`,
  );
  await sql(
    `INSERT INTO message_attempts (message_id, attempt, epoch, instance_id, ended_at, outcome) SELECT id, 1, 1, 'w', now(), 'sent' FROM messages`,
  );
  await sql(
    `INSERT INTO idempotency_keys (company_id, key, request_hash, message_id) SELECT company_id, id, 'h', id FROM messages`,
  );
  await sql(
    `INSERT INTO inbound_journal (source, body, processed_at) SELECT 'meta', '\\x7b7d', now() FROM messages`,
  );
  await sql(
    `INSERT INTO webhook_deliveries (id, company_id, endpoint_id, event_seq, event_type, chat_key, message_id, body, status, attempts, finished_at)
      SELECT $2 || n, 'demo', $1, n, 'message.sent', 'chat ' || n % 5000, 'msg ' || n, '{}', 'delivered', 1, now()
      FROM generate_series(1, $3::int) AS n`,
    [endpointId, idsFrom('dlv', Date.now() - 86_400_000), ROWS],
  );
  await sql('VACUUM (ANALYZE)');
}

beforeAll(async () => {
  const demo = await demoStore();
  ({ store, phoneId, close } = demo);
  ({ id: endpointId } = await store.webhooks.endpoints.create('demo', {
    url: 'https://hooks.example/events',
    events: ['*'],
    format: 'watertight',
  }));
  const acquired = await store.leases.acquire(phoneId, 'worker-1', 3_600_000);
  if (acquired.kind !== 'acquired') throw new Error(acquired.kind);
  lease = acquired.lease;
  db = openDb({ databaseUrl: demo.url, poolSize: 1, log: silentLog });
  const { rows } = await db.pool.query<{ name: string }>('SELECT current_database() AS name');
  await db.pool.query('SET statement_timeout = 0');
  await makeOld();
  await db.close();
  const settings = [
    `session_preload_libraries = 'auto_explain'`,
    'auto_explain.log_min_duration = 0',
    'auto_explain.log_analyze = on',
    'auto_explain.log_timing = off',
    'auto_explain.log_buffers = on',
    `auto_explain.log_format = 'json'`,
    `auto_explain.log_level = 'notice'`,
  ];
  const admin = openDb({ databaseUrl: demo.url, poolSize: 1, log: silentLog });
  for (const setting of settings) await admin.pool.query(`ALTER DATABASE "${rows[0]!.name}" SET ${setting}`);
  await admin.close();
  db = openDb({ databaseUrl: demo.url, poolSize: 1, log: silentLog });
  db.pool.on('connect', (client) =>
    client.on('notice', ({ message }) => {
      const json = message?.indexOf('{') ?? -1;
      if (message?.includes('plan:') && json > 0)
        explained.push(JSON.parse(message.slice(json)) as Explained);
    }),
  );
}, MANY_MS);
afterAll(async () => {
  await db.close();
  await close();
});

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
const pagesOf = (node: PlanNode) => (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0);

/** What is wrong with the plans of all that was asked since the last look: tables read whole, too many pages. */
function faults(): string[] {
  const found = explained.flatMap(({ 'Query Text': query, Plan }) => {
    const whole = nodesOf(Plan).filter(
      (node) => node['Node Type'] === 'Seq Scan' && GROWING.has(node['Relation Name'] ?? ''),
    );
    const pages = pagesOf(Plan);
    return [
      ...whole.map((node) => `reads all of ${node['Relation Name']}: ${query}`),
      ...(pages > MOST_PAGES ? [`touches ${pages} pages: ${query}`] : []),
    ];
  });
  explained = [];
  return found;
}

const ids = () => Array.from({ length: 20 }, () => newId('msg'));
const accept = (names: string[]) =>
  acceptAll(
    db,
    names.map((id, n) =>
      text(phoneId, { id, chatId: `6013${n}`, idempotencyKey: `key ${id}`, requestHash: 'h' }),
    ),
  );
const options = { quantum: 64, instanceId: 'w', connectionType: 'meta' as const };
const pace = {
  ...{ messagesPerSecond: 1000, burst: 1000, jitter: 0, pairIntervalSeconds: null, pairBurst: 1 },
  ...{ dailyCap: null, timezone: 'UTC' },
};
const page = { limit: 50 };

/** A message's whole way and all that looks after it, a few at a time, as in a system that is calm. */
async function live(): Promise<void> {
  const names = ids();
  await accept(names);
  await accept(names.slice(0, 2)); // known keys
  const isGoverned = names[0]! < names[1]!;
  const claimed = await claim(db, lease, isGoverned ? { ...options, pace } : options);
  const of = (list: string[]) => new Map(list.map((id) => [id, null]));
  if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
  const own = claimed.messages.map(({ id }) => id);
  await change(db, {
    lease,
    facts: of(own),
    decide: ({ id }) => ({
      status: 'sent',
      providerMessageId: `wamid.${id}`,
      times: { sentAt: new Date() },
      attemptEnd: { outcome: 'sent' },
      events: [{ type: 'message.sent' }],
    }),
  });
  await findByProviderIds(db, [{ phoneId, providerMessageId: `wamid.${own[0]}` }] as never);
  await change(db, { facts: of(own), decide: () => ({ status: 'delivered' }) });
  await claim(db, lease, options); // nothing is left
  await claim(db, lease, { ...options, pace });
}

async function lookAfter(): Promise<void> {
  await sweep.dueLanes(db, 'meta', { after: null, limit: 2000 });
  await sweep.dueOf(db, [phoneId]);
  await sweep.orphaned(db, 'meta');
  await sweep.orphanedOf(db, phoneId, 9);
  await sweep.unreconciled(db, 'meta');
  await sweep.unreconciledOf(db, phoneId);
  await sweep.dueScheduled(db, 'meta');
  await sweep.expired(db, 'meta');
  await sweep.homeless(db);
  expect(await sweep.forget(db, 'meta', 30, 1000), 'nothing is old enough').toBe(0);
  await deliveries(db).forget(14, 1000);
  await processes(db).forget();
  await processes(db).backlog();
  await figures(db);
}

async function journalAndWebhooks(): Promise<void> {
  const inbound = journal(db);
  await inbound.commit({ source: 'meta', phoneId, body: Buffer.from('{}') });
  await inbound.process('meta', 100, (_tx, entries) =>
    Promise.resolve(entries.map(({ journalId }) => ({ journalId, kind: 'done' as const }))),
  );
  const [last] = (await sql('SELECT max(seq) AS last FROM message_events')) as { last: number }[];
  await sql(`UPDATE event_cursors SET position = $1 WHERE name = 'webhooks'`, [last!.last - 10]);
  await fanOut(db, last!.last, (told) =>
    told.map((event) => ({ endpointId, event, chatKey: `chat ${event.seq}`, body: '{}' })),
  );
  const lanes = hookLanes(db, createCipher(Buffer.alloc(32, 1)));
  const [taken] = await lanes.take('w', 10, 60_000);
  if (!taken) throw new Error('There is work for the endpoint');
  const wish = { chats: 64, run: 16, after: '', busy: [] };
  const claimed = await lanes.claim(taken.lease, wish);
  expect(claimed).toHaveLength(10);
  const entry = { at: '', durationMs: 1 } as never; // what an attempt's log says is of no matter here
  const end = { status: 'delivered', againMs: 0, responseStatus: 204, error: null, entry } as const;
  await lanes.settle(
    taken.lease,
    claimed.map(({ id }) => ({ ...end, id })),
    { streak: 0, restMs: 0, hasSucceeded: true },
  );
  expect(await lanes.claim(taken.lease, wish)).toEqual([]);
  await lanes.release(taken.lease, taken.pokes);
}

async function lookAt(): Promise<void> {
  const { data } = await listMessages(db, 'demo', {}, page);
  await listMessages(db, 'demo', { chatId: '601277' }, page);
  await listMessages(db, 'demo', { statuses: ['failed'] }, page);
  await listMessages(db, 'demo', { statuses: ['delivered'], phoneIndex: 0 }, page);
  await getMessage(db, 'demo', data[0]!.id);
  await findDead(db, 'demo', {}, 100);
  await countActivity(db, 'demo', new Date(Date.now() - 60_000));
  await deliveries(db).list('demo', {}, page);
  await deliveries(db).list('demo', { status: 'failed' }, page);
  const [last] = (await sql('SELECT max(seq) AS last FROM message_events')) as { last: number }[];
  await events(db).read({ after: last!.last - 100, upTo: last!.last, companyIds: ['demo'], limit: 100 });
}

/** Statistics as they would be with fifty million old messages: the planner chooses for those. */
const believeLarge = () =>
  sql(
    `SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text, 'version', 180000,
        'relpages', relpages, 'reltuples', $2::real)
      FROM pg_class WHERE relname = ANY($1::text[])`,
    [[...GROWING], LARGE],
  );

describe.each([
  ['as they are', () => Promise.resolve()],
  ['as they would be with fifty million', async () => void (await believeLarge())],
])('beside many old messages, with statistics %s', (_what, prepare) => {
  beforeAll(async () => {
    await prepare();
    explained = [];
    await sql('DISCARD PLANS');
  });

  // More than five times each: then PostgreSQL keeps a plan that does not look at the values.
  const often = async (work: () => Promise<void>) => {
    for (let n = 0; n < 7; n++) await work();
  };

  it('a message is accepted, claimed, settled and told of by keys and small indexes', async () => {
    await often(live);
    expect(explained.length, 'plans were heard of').toBeGreaterThan(30);
    expect(faults()).toEqual([]);
  });

  it('sweeps look at what is unfinished, and retention at what is old enough', async () => {
    await often(lookAfter);
    expect(faults()).toEqual([]);
  });

  it('the journal and webhooks look at what waits', async () => {
    await often(journalAndWebhooks);
    expect(faults()).toEqual([]);
  });

  it('lists and timelines look at a page', async () => {
    await often(lookAt);
    expect(faults()).toEqual([]);
  });
});

it('retention finds what is old without looking at what is not, wherever it lies in the table', async () => {
  const old = idsFrom('msg', Date.now() - 31 * 86_400_000);
  await sql(
    `UPDATE messages SET id = $1 || right(id, 16) WHERE id IN (SELECT id FROM messages WHERE status = 'delivered'
    AND provider_message_id IN ('wamid.old.7', 'wamid.old.40001'))`,
    [old],
  );
  explained = [];
  expect(await sweep.forget(db, 'meta', 30, 1000)).toBe(2);
  expect(faults()).toEqual([]);
});

it('would find a statement that reads a table whole, or most of an index', async () => {
  explained = [];
  await sql(`SELECT count(*) FROM messages WHERE provider_message_id LIKE '%7'`);
  await sql(`SELECT id FROM messages WHERE company_id = 'demo' AND status = 'queued' ORDER BY seq DESC`);
  expect(faults().length).toBeGreaterThan(0);
});
