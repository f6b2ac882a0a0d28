import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStreamSealer, silentLog } from '@watertight/core';
import { openMedia, type MediaFiles } from '@watertight/media';
import { startTestBucket, type TestBucket } from '@watertight/testkit/bucket';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { profileOf, type Profile } from '../src/credentials.ts';
import { createSnapshots, UnusableSnapshot, type SnapshotService } from '../src/snapshots.ts';
import { startLeftoverSweep } from '../src/shelves.ts';
import { memorySnapshots, type MemorySnapshots } from './memory-snapshots.ts';
import {
  makeFolder,
  newPhone,
  open,
  openPaired,
  newNumber,
  quietMeters,
  ready,
  removeFolder,
} from './support.ts';
import { sessionDeps, startSim, textMessage, until } from './support.ts';

const LOGIN = 'Default/Local Storage/leveldb/000003.log';
const sealer = createStreamSealer(Buffer.alloc(32, 7));

let bucket: TestBucket;
let files: MediaFiles;
let store: MemorySnapshots;
let folders: string[];
beforeEach(async () => {
  bucket = await startTestBucket();
  folders = [];
  files = await openMedia({ dir: await folder(), s3: bucket.s3 });
  store = memorySnapshots();
});
afterEach(async () => {
  files.close();
  await bucket.close();
  await Promise.all(folders.map(removeFolder));
});

async function folder(): Promise<string> {
  const path = await makeFolder();
  folders.push(path);
  return path;
}

const service = (shelf: 'store' | 'bucket' = 'bucket', of: MediaFiles | null = files): SnapshotService =>
  createSnapshots({ snapshots: store, sealer, bucket: of, shelf, log: silentLog, meters: quietMeters });

const LEASE = { phoneId: 'ph_1', owner: 'test', epoch: 1 };

async function profileWith(text: string): Promise<Profile> {
  const profile = profileOf(await folder(), LEASE.phoneId);
  await mkdir(join(profile.dir, LOGIN, '..'), { recursive: true });
  await writeFile(join(profile.dir, LOGIN), text);
  return profile;
}

async function keep(
  profile: Profile,
  by = service(),
  signal = AbortSignal.timeout(5000),
): Promise<number | null> {
  return by.save(await by.stage(profile, 'closed'), LEASE, signal);
}

async function restored(by = service()): Promise<string> {
  const profile = profileOf(await folder(), LEASE.phoneId);
  const [newest] = (await by.versions(LEASE.phoneId)).kept;
  await by.restore(profile, LEASE.phoneId, newest!);
  return readFile(join(profile.dir, LOGIN), 'utf8');
}

test('a login goes into the bucket, sealed, below its company, and comes back as it was', async () => {
  const version = await keep(await profileWith('the login'));
  const [row] = [...store.rows.values()];
  expect(row).toMatchObject({ version, state: 'kept', chunks: [] });
  expect(await bucket.keys()).toEqual([row!.storageKey]);
  expect(row!.storageKey).toMatch(/^acme\//);
  const object = await files.get(row!.storageKey!);
  const bytes = Buffer.concat(await object!.stream.toArray());
  expect(bytes.subarray(0, 4).toString()).toBe('WTS1');
  expect(bytes).toHaveLength(row!.sizeBytes);
  expect(await restored()).toBe('the login');
});

test('versions of both kinds are read, whichever kind is written now', async () => {
  await keep(await profileWith('in the store'), service('store'));
  expect(await restored()).toBe('in the store');
  await keep(await profileWith('in the bucket'));
  expect(await restored(service('store'))).toBe('in the bucket');
});

test('an object that is gone, or is another one, makes its version unusable; a bucket that is away or unknown does not', async () => {
  await keep(await profileWith('the login'));
  const [row] = [...store.rows.values()];
  const { storageKey } = row!;
  await expect(restored(service('store', null))).rejects.toThrow(/MEDIA_S3_BUCKET/);
  const away = await openMedia({ dir: await folder(), s3: { ...bucket.s3, endpoint: 'http://127.0.0.1:9' } });
  const fault = await restored(service('bucket', away)).catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: 'MEDIA_STORAGE_UNAVAILABLE' });
  away.close();
  row!.sha256 = '0'.repeat(64);
  await expect(restored()).rejects.toThrow(UnusableSnapshot);
  await files.delete(storageKey!);
  await expect(restored()).rejects.toThrow(UnusableSnapshot);
});

test('nothing counts whose object did not get there, and an owner who is no longer it leaves no object', async () => {
  const { keep: mark, assign } = store;
  const away = await openMedia({ dir: await folder(), s3: { ...bucket.s3, endpoint: 'http://127.0.0.1:9' } });
  await expect(keep(await profileWith('lost'), service('bucket', away))).rejects.toMatchObject({
    code: 'MEDIA_STORAGE_UNAVAILABLE',
  });
  away.close();
  expect(await service().versions(LEASE.phoneId)).toEqual({ newest: 0, kept: [] });

  store.assign = async () => false;
  expect(await keep(await profileWith('stale'))).toBeNull();
  expect(await bucket.keys()).toEqual([]);
  store.assign = assign;

  // The lease went while the bytes were on their way: the version is known by its object, so the sweep finds it.
  store.keep = async () => false;
  expect(await keep(await profileWith('stale'))).toBeNull();
  store.keep = mark;
  expect(await bucket.keys()).toEqual([[...store.rows.values()].at(-1)!.storageKey]);
});

test('the sweep removes what is left over, and goes on after a fault', async () => {
  await keep(await profileWith('the login'));
  const left = [[...store.rows.values()][0]!.storageKey!];
  let faults = 0;
  const sweep = startLeftoverSweep(
    {
      async removeLeftover(remove) {
        if (faults === 0) throw new Error('The database is away');
        const key = left.pop();
        if (key) await remove(key);
        return key !== undefined;
      },
    },
    files,
    () => faults++,
    20,
  );
  await until('gone', async () => (await bucket.keys()).length === 0);
  await sweep.stop();
  expect(faults).toBe(1);
});

test('a phone that was paired on one host is ready on another by the bucket alone', async () => {
  const sim = await startSim();
  const phone = newPhone();
  const on = async () => sessionDeps(sim, await folder(), { snapshots: service() });
  const first = await openPaired(sim, await on(), newNumber(), phone);
  await first.close();
  const second = open(await on(), phone, 2);
  try {
    await ready(second);
    expect(second.qrs).toEqual([]);
    expect((await second.text(textMessage())).kind).toBe('sent');
    expect([...store.rows.values()].every(({ chunks }) => chunks.length === 0)).toBe(true);
  } finally {
    await second.close();
    await sim.stop();
  }
});
