import { silentLog } from '@watertight/core';
import { backup, openStore, readMigrations, restore } from '@watertight/store';
import { emptyDatabase, migrateDatabase, type TestDatabase } from '@watertight/testkit';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoStore, text } from './open.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');

let demo: Awaited<ReturnType<typeof demoStore>>;
let empty: TestDatabase;
let dir: string;
beforeEach(async () => {
  demo = await demoStore();
  empty = await emptyDatabase();
  dir = await mkdtemp(join(tmpdir(), 'watertight-backup-'));
});
afterEach(async () => {
  await demo.close();
  await empty.drop();
  await rm(dir, { recursive: true, force: true });
});

it('a backup is found again whole in an empty system, and what was on its way is held, not sent again', async () => {
  const later = new Date(Date.now() + 3_600_000);
  const [waiting, scheduled] = await demo.store.messages.acceptAll([
    text(demo.phoneId),
    text(demo.phoneId, { scheduledAt: later, chatId: '60123456780' }),
  ]);
  const { key } = await demo.store.companies.createKey('demo', { name: 'k', scopes: ['messages:send'] });
  const manifest = await backup(demo.url, dir);
  expect(manifest.tables.find(({ name }) => name === 'messages')?.rows).toBe(2);
  await expect(backup(demo.url, dir)).rejects.toThrow('holds a backup already');

  expect(await restore(empty.url, dir, MIGRATIONS)).toMatchObject({ unsure: 1 });
  const store = openStore({ databaseUrl: empty.url, encryptionKey: Buffer.alloc(32, 1), log: silentLog });
  try {
    expect(await store.companies.findKey(key)).toMatchObject({ companyId: 'demo' });
    expect(await store.phones.metaCredentials(demo.phoneId)).toMatchObject({ accessToken: 'token-1' });
    const statusOf = async (accepted: typeof waiting) =>
      (await store.messages.get('demo', (accepted as { message: { id: string } }).message.id))?.status;
    expect(await statusOf(waiting)).toBe('unconfirmed');
    expect(await statusOf(scheduled)).toBe('scheduled');
    expect(await store.sweeps.unreconciled('meta')).toEqual([]);
    expect(await store.sweeps.dueOf([demo.phoneId])).toEqual([]);
    // Numbers go on where they were: a new message comes after all others.
    expect(await store.messages.accept(text(demo.phoneId))).toMatchObject({ kind: 'accepted' });
    expect((await store.messages.list('demo', {}, { limit: 9 })).data).toHaveLength(3);
  } finally {
    await store.close();
  }
  await expect(restore(empty.url, dir, MIGRATIONS)).rejects.toThrow('not empty');
});

/** A database as the version before the last migration has it, with a company and a message that waits. */
async function olderDatabase(): Promise<TestDatabase> {
  const older = join(dir, 'older');
  await cp(MIGRATIONS, older, { recursive: true });
  const last = (await readMigrations(MIGRATIONS)).at(-1)?.name ?? '';
  await rm(join(older, last), { recursive: true });
  const database = await emptyDatabase();
  await migrateDatabase(database.url, older);
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(`INSERT INTO companies (id, name) VALUES ('old', 'Old')`);
  await client.query(`INSERT INTO phone_configs (phone_id, company_id, phone_index, connection_type, phone_number_id, mode, updated_at)
    VALUES ('ph_old', 'old', 0, 'wwebjs', '100', 'live', now())`);
  await client.query(`INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, content, status)
    VALUES ('msg_old', 'old', 'ph_old', 0, 'wwebjs', 'outbound', 'text', '60123456789', '{"text": "hi"}', 'queued')`);
  await client.end();
  return database;
}

it('a backup of an older version is migrated to this one, whole or not at all', async () => {
  const older = await olderDatabase();
  const taken = join(dir, 'taken');
  await backup(older.url, taken);
  await older.drop();
  const last = (await readMigrations(MIGRATIONS)).at(-1)?.name;
  const migrated = await emptyDatabase();
  await migrateDatabase(migrated.url);
  await expect(restore(migrated.url, taken, MIGRATIONS)).rejects.toThrow('restore into a new one');
  await migrated.drop();

  // What comes after the backup fails: nothing may be left, so that it can be tried again.
  const broken = join(dir, 'broken');
  await cp(MIGRATIONS, broken, { recursive: true });
  await mkdir(join(broken, '20990101000000_broken'));
  await writeFile(join(broken, '20990101000000_broken', 'migration.sql'), 'SELECT 1 / 0;\n');
  await expect(restore(empty.url, taken, broken)).rejects.toThrow('20990101000000_broken');

  expect(await restore(empty.url, taken, MIGRATIONS)).toEqual({
    rows: expect.any(Number) as number,
    unsure: 1,
    migrated: [last],
  });
  const store = openStore({ databaseUrl: empty.url, encryptionKey: Buffer.alloc(32, 1), log: silentLog });
  try {
    expect(await store.schemaFault()).toBeNull();
    expect(await store.messages.get('old', 'msg_old')).toMatchObject({ status: 'unconfirmed' });
    expect((await store.erasures.list(undefined, { limit: 5 })).data).toEqual([]);
  } finally {
    await store.close();
  }
});

it('what is no whole backup is refused', async () => {
  await expect(restore(empty.url, dir, MIGRATIONS)).rejects.toThrow('no whole backup');
});
