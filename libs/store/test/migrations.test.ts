import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import { silentLog } from '@watertight/core';
import { migrate, openStore, readMigrations, REQUIRED_MIGRATION } from '@watertight/store';
import { emptyDatabase, type TestDatabase } from '@watertight/testkit';
import { Prisma } from '../src/generated/client.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');
let database: TestDatabase;
beforeEach(async () => (database = await emptyDatabase()));
afterEach(() => database.drop());

async function query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const openHere = () =>
  openStore({ databaseUrl: database.url, encryptionKey: Buffer.alloc(32), log: silentLog });

async function ownMigrations(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'watertight-migrations-'));
  await cp(MIGRATIONS, dir, { recursive: true });
  return dir;
}

async function addMigration(dir: string, name: string, sql: string): Promise<void> {
  await cp(join(dir, '20261123190000_init'), join(dir, name), { recursive: true });
  await writeFile(join(dir, name, 'migration.sql'), sql);
}

describe('migrate', () => {
  it('applies each file once, also when two run at once, and records it as Prisma does', async () => {
    const [a, b] = await Promise.all([
      migrate(database.url, { dir: MIGRATIONS }),
      migrate(database.url, { dir: MIGRATIONS }),
    ]);
    const all = (await readMigrations(MIGRATIONS)).map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      applied_steps_count: 1,
    }));
    expect([...a.applied, ...b.applied]).toEqual(all.map((row) => row.migration_name));
    expect(
      await query('SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations ORDER BY 1'),
    ).toEqual(all);
    expect((await migrate(database.url, { dir: MIGRATIONS })).applied).toEqual([]);
  });

  it('keeps nothing of a file that fails half-way, says which, and goes on once it is mended', async () => {
    const dir = await ownMigrations();
    await addMigration(
      dir,
      '20990101000000_broken',
      'CREATE TABLE half (id int); SELECT no_such_function();',
    );
    await expect(migrate(database.url, { dir })).rejects.toThrow(
      /20990101000000_broken failed and nothing of it was kept/,
    );
    expect(await query(`SELECT 1 FROM pg_tables WHERE tablename = 'half'`)).toEqual([]);
    await addMigration(dir, '20990101000000_broken', 'CREATE TABLE half (id int);');
    expect((await migrate(database.url, { dir })).applied).toEqual(['20990101000000_broken']);
  });

  it('refuses a file that was changed after it was applied', async () => {
    const dir = await ownMigrations();
    await addMigration(dir, '20990101000000_more', 'CREATE TABLE more (id int);');
    await migrate(database.url, { dir });
    await addMigration(dir, '20990101000000_more', 'CREATE TABLE more (id bigint);');
    await expect(migrate(database.url, { dir })).rejects.toThrow('was changed after it was applied');
  });

  it('names an unreachable database as such', async () => {
    await expect(migrate('postgres://nobody@127.0.0.1:1/none', { dir: MIGRATIONS })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });
});

describe('the schema', () => {
  it('that is missing or too old is told in one sentence', async () => {
    const store = openHere();
    expect(await store.schemaFault()).toMatch(/npm run migrate/);
    await migrate(database.url, { dir: MIGRATIONS });
    expect(await store.schemaFault()).toBeNull();
    await store.close();
  });

  it('that apps ask for is the newest one', async () => {
    expect(REQUIRED_MIGRATION).toBe((await readMigrations(MIGRATIONS)).at(-1)?.name);
  });

  it('of Prisma and the migrations name the same tables and columns', async () => {
    await migrate(database.url, { dir: MIGRATIONS });
    const rows = await query<{ table_name: string; column_name: string }>(
      `SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_name, table_schema)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'`,
    );
    const inDatabase = rows.map((row) => `${row.table_name}.${row.column_name}`).sort();
    expect(prismaColumns().sort()).toEqual(inDatabase);
  });

  it('has the views that dashboards read', async () => {
    await migrate(database.url, { dir: MIGRATIONS });
    for (const view of ['process_health_latest', 'process_health_1h', 'queue_backlog'])
      await query(`SELECT * FROM ${view}`);
  });
});

const TABLES: Record<string, string> = {
  Company: 'companies',
  ApiKey: 'api_keys',
  Employee: 'employees',
  EmployeeSession: 'employee_sessions',
  PhoneConfig: 'phone_configs',
  PhoneStatus: 'phone_status',
  Lease: 'leases',
  SessionSnapshot: 'session_snapshots',
  SessionSnapshotChunk: 'session_snapshot_chunks',
  SessionSnapshotLeftover: 'session_snapshot_leftovers',
  ChatPace: 'chat_pace',
  ProviderUpload: 'provider_uploads',
  PersonReached: 'people_reached',
  Message: 'messages',
  IdempotencyKey: 'idempotency_keys',
  MessageAttempt: 'message_attempts',
  MessageEvent: 'message_events',
  InboundWaiting: 'inbound_waiting',
  Contact: 'contacts',
  Chat: 'chats',
  Media: 'media',
  Template: 'templates',
  TemplateSync: 'template_syncs',
  InboundJournal: 'inbound_journal',
  EventCursor: 'event_cursors',
  WebhookEndpoint: 'webhook_endpoints',
  WebhookSecret: 'webhook_secrets',
  WebhookLane: 'webhook_lanes',
  WebhookDelivery: 'webhook_deliveries',
  AuditLog: 'audit_log',
  Erasure: 'erasures',
  ErasureFile: 'erasure_files',
  ProcessHealth: 'process_health',
  ProcessMetric: 'process_metrics',
  ProcessEvent: 'process_events',
};

function prismaColumns(): string[] {
  const enums = Prisma as unknown as Record<string, Record<string, string>>;
  return Object.keys(Prisma.ModelName).flatMap((model) =>
    Object.values(enums[`${model}ScalarFieldEnum`] ?? {}).map(
      (field) =>
        `${TABLES[model] ?? model}.${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
    ),
  );
}
