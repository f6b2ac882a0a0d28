import { CodedError, newId, silentLog } from '@watertight/core';
import { keepMedia, readMedia, startMediaSweep, sweepMedia, type MediaFiles } from '@watertight/media';
import { openStore, type Store } from '@watertight/store';
import { eventually, testDatabase, type TestDatabase } from '@watertight/testkit';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bytesOf, openMedia, PDF, PNG, removeDir, tempDir } from './support.ts';

let database: TestDatabase;
let store: Store;
let files: MediaFiles;
let dir: string;
let companyId: string;
let companies = 0;

beforeAll(async () => {
  database = await testDatabase();
  store = openStore({ databaseUrl: database.url, encryptionKey: Buffer.alloc(32), log: silentLog });
  dir = await tempDir();
  files = await openMedia({ dir });
});
afterAll(async () => {
  await store.close();
  await database.drop();
  await removeDir(dir);
});
beforeEach(async () => {
  companyId = `company-${++companies}`;
  await store.companies.create({ id: companyId, name: 'x' });
});

const keep = (source: Buffer = PNG, more: Partial<Parameters<typeof keepMedia>[2]> = {}) =>
  keepMedia(store.media, files, { companyId, source, origin: 'upload', maxBytes: 10_000, ...more });
const read = (mediaId: string, of = companyId) => readMedia(store.media, files, { companyId: of, mediaId });
const sweep = (retentionDays: number | null = null) =>
  sweepMedia({ records: store.media, files, retentionDays });

async function sql(text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client(database.url);
  await client.connect();
  return (await client.query(text, values).finally(() => client.end())).rows as unknown[];
}
const waitsForLock = async () =>
  (
    await sql(
      `SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
      WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`,
    )
  ).length > 0;
const age = (mediaId: string, days: number) =>
  sql(`UPDATE media SET created_at = now() - $2 * interval '1 day' WHERE id = $1`, [mediaId, days]);

/** A message that waits for its time, with a file. */
async function schedule(mediaId: string): Promise<string> {
  const { phoneId } = await store.phones.create(companyId, { connectionType: 'wwebjs', mode: 'live' });
  const id = newId('msg');
  await store.messages.accept({
    id,
    companyId,
    phoneId,
    phoneIndex: 0,
    connectionType: 'wwebjs',
    type: 'image',
    chatId: '60123456789',
    content: { media: { mediaId, mimeType: 'image/png', sizeBytes: PNG.length, sha256: '' } },
    quotedMessageId: null,
    mentions: null,
    metadata: null,
    idempotencyKey: null,
    requestHash: null,
    onUncertain: 'hold',
    scheduledAt: new Date(Date.now() + 3_600_000),
    routing: { routedBy: 'named' },
    expiresAt: null,
  });
  return id;
}

test('a kept file can be read with what is known of it, by its company alone', async () => {
  const item = await keep(PNG, { filename: '/tmp/dot.png', declaredType: 'image/png' });
  expect(item.mediaId).toMatch(/^med_/);
  const found = await read(item.mediaId);
  expect(found?.ref).toEqual({
    mediaId: item.mediaId,
    mimeType: 'image/png',
    sizeBytes: PNG.length,
    sha256: item.sha256,
    filename: 'dot.png',
  });
  expect(await bytesOf(found!.stream)).toEqual(PNG);
  await store.companies.create({ id: `${companyId}-b`, name: 'x' });
  expect(await read(item.mediaId, `${companyId}-b`)).toBeNull();
});

test('what the check refuses is neither kept nor on record', async () => {
  const check = () => {
    throw new CodedError('MEDIA_TOO_LARGE');
  };
  await expect(keep(PNG, { check })).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE' });
  expect((await store.media.list(companyId, { limit: 10 })).data).toEqual([]);
});

test('bytes that are not what was declared are refused', async () => {
  await expect(keep(PDF, { declaredType: 'image/png' })).rejects.toMatchObject({
    code: 'MEDIA_TYPE_INVALID',
  });
});

test('a company that is not there can have no file', async () => {
  await expect(keep(PNG, { companyId: 'nobody' })).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
});

test('a file that the storage did not take is not to be seen, and is swept a day later', async () => {
  const broken: MediaFiles = {
    ...files,
    receive: async (...given) => ({
      ...(await files.receive(...given)),
      keep: () => Promise.reject(new CodedError('MEDIA_STORAGE_UNAVAILABLE')),
    }),
  };
  const options = { companyId, source: PNG, origin: 'upload', maxBytes: 1000 } as const;
  await expect(keepMedia(store.media, broken, options)).rejects.toMatchObject({
    code: 'MEDIA_STORAGE_UNAVAILABLE',
  });
  expect((await store.media.list(companyId, { limit: 10 })).data).toEqual([]);
  expect(await sweep()).toBe(0);
  await sql(`UPDATE media SET created_at = now() - interval '2 days' WHERE company_id = $1`, [companyId]);
  expect(await sweep()).toBe(1);
});

test('lists are pages, the newest first', async () => {
  const made = [];
  for (let i = 0; i < 3; i++) made.push((await keep()).mediaId);
  const first = await store.media.list(companyId, { limit: 2 });
  const second = await store.media.list(companyId, { limit: 2, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...second.data].map((item) => item.mediaId)).toEqual(made.reverse());
  expect(second.nextCursor).toBeNull();
});

test('bytes go with the last record that needs them', async () => {
  const [a, b] = [await keep(), await keep()];
  expect(await store.media.remove(companyId, a.mediaId)).toBe('removed');
  expect(await store.media.remove(companyId, a.mediaId)).toBe('absent');
  expect(await read(a.mediaId)).toBeNull();
  await sweep();
  expect(await bytesOf((await read(b.mediaId))!.stream)).toEqual(PNG);
  await store.media.remove(companyId, b.mediaId);
  expect(await sweep()).toBe(1);
  expect(await files.get(b.storageKey)).toBeNull();
});

test('a file that comes in while the last one like it is dropped is there in the end', async () => {
  const old = await keep();
  await store.media.remove(companyId, old.mediaId);
  let coming: ReturnType<typeof keep> | undefined;
  await store.media.drop(old.mediaId, async (storageKey) => {
    coming = keep();
    // It waits for the drop. Did it not, it would find the bytes where they are about to vanish, and be done.
    await Promise.race([coming, eventually(waitsForLock, { label: 'the newcomer waits' })]);
    await files.delete(storageKey);
  });
  const fresh = await coming;
  const found = fresh && (await read(fresh.mediaId));
  expect(found && (await bytesOf(found.stream))).toEqual(PNG);
});

test('bytes that cannot be removed keep their record for the next round', async () => {
  const item = await keep();
  await store.media.remove(companyId, item.mediaId);
  const away = { delete: () => Promise.reject(new CodedError('MEDIA_STORAGE_UNAVAILABLE')) };
  await expect(sweepMedia({ records: store.media, files: away, retentionDays: null })).rejects.toThrow();
  expect(await sweep()).toBe(1);
  expect(await files.get(item.storageKey)).toBeNull();
});

test('without a retention nothing is too old; with one, old files go and younger ones stay', async () => {
  const [old, young] = [await keep(PNG), await keep(PDF)];
  await age(old.mediaId, 31);
  await sweep(null);
  expect(await read(old.mediaId)).not.toBeNull();
  await sweep(30);
  expect(await read(old.mediaId)).toBeNull();
  const kept = await read(young.mediaId);
  expect(await bytesOf(kept!.stream)).toEqual(PDF);
});

test('a message that is not sent yet keeps its file, from age and from removal', async () => {
  const item = await keep();
  const messageId = await schedule(item.mediaId);
  await age(item.mediaId, 400);
  await sweep(30);
  expect(await store.media.remove(companyId, item.mediaId)).toBe('in-use');
  const found = await read(item.mediaId);
  expect(await bytesOf(found!.stream)).toEqual(PNG);
  await sql(`UPDATE messages SET status = 'cancelled' WHERE id = $1`, [messageId]);
  await sweep(30);
  expect(await read(item.mediaId)).toBeNull();
});

test('a file that was removed is seen by nobody and swept', async () => {
  const item = await keep();
  expect(await store.media.remove(companyId, item.mediaId)).toBe('removed');
  expect((await store.media.list(companyId, { limit: 10 })).data).toEqual([]);
  const running = startMediaSweep({ records: store.media, files, retentionDays: null, log: silentLog });
  await eventually(async () => (await files.get(item.storageKey)) === null, { label: 'the bytes are gone' });
  await running.stop();
});
