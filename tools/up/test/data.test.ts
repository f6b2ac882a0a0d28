import { createStreamSealer, loginContext, silentLog } from '@watertight/core';
import { keepMedia, openMedia, readMedia, type MediaFiles } from '@watertight/media';
import { openStore, type Store } from '@watertight/store';
import { emptyDatabase, testDatabase, type TestDatabase } from '@watertight/testkit';
import { startTestBucket, type TestBucket } from '@watertight/testkit/bucket';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDataProgram } from '../src/data/program.ts';
import { createTerminal } from '../src/terminal.ts';

// Files and logins in a bucket, as `npm run data` looks after them: backup, restore, rotation.

const OLD_KEY = randomBytes(32);
const NEW_KEY = randomBytes(32);
const PDF = Buffer.from('%PDF-1.4 of the test');
const LOGIN = randomBytes(200_000);

type Env = Record<string, string>;
const closers: (() => Promise<unknown> | void)[] = [];
let dir: string;
let bucket: TestBucket;
let database: TestDatabase;
let env: Env;
let store: Store;
let files: MediaFiles;
let phoneId: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'watertight-data-'));
  closers.push(() => rmSync(dir, { recursive: true, force: true }));
  database = await newDatabase(testDatabase);
  bucket = await newBucket();
  env = system('home', database, bucket);
  store = open(database, OLD_KEY);
  files = await storageOf(env, bucket);
  await store.companies.create({ id: 'demo', name: 'Demo' });
  ({ phoneId } = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' }));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function newDatabase(make: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const made = await make();
  closers.push(() => made.drop());
  return made;
}

async function newBucket(): Promise<TestBucket> {
  const made = await startTestBucket();
  closers.push(() => made.close());
  return made;
}

const system = (home: string, { url }: TestDatabase, at?: TestBucket): Env => ({
  DATABASE_URL: url,
  WATERTIGHT_HOME: join(dir, home),
  ENCRYPTION_KEY: OLD_KEY.toString('base64'),
  ...(at && {
    MEDIA_S3_BUCKET: at.s3.bucket,
    MEDIA_S3_URL: at.s3.endpoint,
    MEDIA_S3_ACCESS_KEY_ID: at.s3.credentials.accessKeyId,
    MEDIA_S3_SECRET_ACCESS_KEY: at.s3.credentials.secretAccessKey,
  }),
});

function open({ url }: TestDatabase, encryptionKey: Buffer): Store {
  const opened = openStore({ databaseUrl: url, encryptionKey, log: silentLog });
  closers.push(() => opened.close());
  return opened;
}

async function storageOf({ WATERTIGHT_HOME = '' }: Env, at?: TestBucket): Promise<MediaFiles> {
  const opened = await openMedia({ dir: join(WATERTIGHT_HOME, 'media'), ...(at && { s3: at.s3 }) });
  closers.push(() => opened.close());
  return opened;
}

/** Types `npm run data -- …`; answers its status and what it said. */
async function data(of: Env, ...args: string[]): Promise<{ status: number; said: string }> {
  let said = '';
  const own: (() => Promise<unknown> | void)[] = [];
  const terminal = createTerminal((text) => void (said += text));
  const never = new AbortController().signal;
  const life = {
    terminal,
    stop: never,
    hurry: never,
    onClose: (close: () => Promise<unknown> | void) => void own.push(close),
  };
  try {
    return { status: await createDataProgram({ life, env: of }).run(args), said };
  } finally {
    for (const close of own.reverse()) await close();
  }
}

const upload = (source: Buffer) =>
  keepMedia(store.media, files, { companyId: 'demo', source, origin: 'upload', maxBytes: 1e6 });

/** A login of the phone in the bucket, as its worker saves it. */
async function saveLogin(): Promise<string> {
  const acquired = await store.leases.acquire(phoneId, 'worker', 60_000);
  if (acquired.kind !== 'acquired') throw new Error('Somebody has the phone');
  const { version } = (await store.snapshots.begin(acquired.lease)) ?? { version: 0 };
  const sealed = createStreamSealer(OLD_KEY).seal(Readable.from([LOGIN]), loginContext(phoneId));
  const incoming = await files.receive('demo', Readable.from(sealed), { maxBytes: 1e6 });
  await store.snapshots.assign(version, incoming.storageKey);
  await incoming.keep();
  await store.snapshots.keep(acquired.lease, version, { ...incoming, keep: 3 });
  return incoming.storageKey;
}

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

/** The phone's newest login as a worker with this key finds it. */
async function loginIn(of: Store, at: MediaFiles, key: Buffer): Promise<Buffer> {
  const [newest] = (await of.snapshots.list(phoneId)).kept;
  const found = await at.get(newest?.storageKey ?? '');
  if (!found) throw new Error('There is no login');
  return bytesOf(createStreamSealer(key).open(found.stream as AsyncIterable<Buffer>, loginContext(phoneId)));
}

test('a backup of a system with a bucket has its files and logins, and is restored into a bucket or a folder', async () => {
  const { mediaId, storageKey } = await upload(PDF);
  const removed = await upload(Buffer.from('%PDF-1.4 removed'));
  await store.media.remove('demo', removed.mediaId);
  const loginKey = await saveLogin();
  const copy = join(dir, 'copy');
  expect(await data(env, 'backup', copy)).toMatchObject({
    status: 0,
    said: expect.stringContaining('and 2 files') as string,
  });
  expect(readFileSync(join(copy, 'media', storageKey))).toEqual(PDF);
  expect(existsSync(join(copy, 'media', loginKey))).toBe(true);
  expect(existsSync(join(copy, 'media', removed.storageKey))).toBe(false);
  expect(existsSync(join(copy, 'media/.incoming'))).toBe(false);

  for (const at of [await newBucket(), undefined]) {
    const empty = await newDatabase(emptyDatabase);
    const other = system(at ? 'other-bucket' : 'other-folder', empty, at);
    const { status, said } = await data(other, 'restore', copy);
    expect([status, said]).toEqual([0, expect.stringContaining('and 2 files are restored')]);
    const [theirs, theirFiles] = [open(empty, OLD_KEY), await storageOf(other, at)];
    const file = await readMedia(theirs.media, theirFiles, { companyId: 'demo', mediaId });
    expect(file && (await bytesOf(file.stream))).toEqual(PDF);
    expect((await loginIn(theirs, theirFiles, OLD_KEY)).equals(LOGIN)).toBe(true);
  }
});

test('a file that the database names and the bucket has not is named, and the backup says that it is not all', async () => {
  await upload(PDF);
  const { storageKey } = await upload(Buffer.from('%PDF-1.4 lost'));
  await files.delete(storageKey);
  const { status, said } = await data(env, 'backup', join(dir, 'copy'));
  expect(status).toBe(1);
  expect(said).toContain(`not in the storage, or not whole: ${storageKey}`);
  expect(said).toContain('and 1 files');
});

test('bytes that are not what was backed up are not restored as if they were', async () => {
  const { storageKey } = await upload(PDF);
  const copy = join(dir, 'copy');
  await data(env, 'backup', copy);
  writeFileSync(join(copy, 'media', storageKey), 'damaged');
  const at = await newBucket();
  const other = system('other', await newDatabase(emptyDatabase), at);
  const { status, said } = await data(other, 'restore', copy);
  expect(status).toBe(1);
  expect(said).toContain(`not whole in the backup: ${storageKey}`);
  expect(await at.keys()).toEqual([]);
});

test('logins in a bucket are brought under a new key, each while its old object stays for whoever reads it', async () => {
  const oldKey = await saveLogin();
  const keys = {
    ENCRYPTION_KEY: NEW_KEY.toString('base64'),
    ENCRYPTION_OTHER_KEYS: OLD_KEY.toString('base64'),
  };
  const withoutBucket = await data({ ...system('home', database), ...keys }, 'rotate-keys');
  expect([withoutBucket.status, withoutBucket.said]).toEqual([
    1,
    expect.stringContaining('1 logins lie in a bucket'),
  ]);

  expect(await data({ ...env, ...keys }, 'rotate-keys')).toMatchObject({
    status: 0,
    said: expect.stringContaining('and 1 logins of phones are now under ENCRYPTION_KEY') as string,
  });
  expect((await loginIn(store, files, NEW_KEY)).equals(LOGIN)).toBe(true);
  const [kept] = (await store.snapshots.list(phoneId)).kept;
  expect(kept?.storageKey).not.toBe(oldKey);
  expect((await bucket.keys()).sort()).toEqual([oldKey, kept?.storageKey ?? ''].sort());
  // The old object goes with the sweep of leftovers, and the new one is none.
  expect(await data({ ...env, ...keys }, 'rotate-keys')).toMatchObject({
    status: 0,
    said: expect.stringContaining(
      '0 logins of phones are now under ENCRYPTION_KEY; 1 were already',
    ) as string,
  });
  expect(await store.snapshots.removeLeftover(() => Promise.reject(new Error('not yet')))).toBe(false);
});

test('a login in a bucket that no key opens is named and left as it is', async () => {
  const key = await saveLogin();
  const lost = { ENCRYPTION_KEY: NEW_KEY.toString('base64') };
  const { status, said } = await data({ ...env, ...lost }, 'rotate-keys');
  expect([status, said]).toEqual([1, expect.stringContaining(`session_snapshots ${phoneId} version`)]);
  expect(await bucket.keys()).toEqual([key]);
  expect((await loginIn(store, files, OLD_KEY)).equals(LOGIN)).toBe(true);
});
