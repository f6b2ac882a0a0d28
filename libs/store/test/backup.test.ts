import { silentLog } from '@watertight/core';
import { backup, openStore, restore } from '@watertight/store';
import { emptyDatabase, type TestDatabase } from '@watertight/testkit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

it('what is no whole backup is refused', async () => {
  await expect(restore(empty.url, dir, MIGRATIONS)).rejects.toThrow('no whole backup');
});
