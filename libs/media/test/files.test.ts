import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { startTestBucket } from '@watertight/testkit/bucket';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesOf, deadPort, openMedia, PNG, removeDir, tempDir, webp, type Opened } from './support.ts';

const MIB = 1024 * 1024;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const hash = sha256(PNG);
const keyOf = (companyId: string, of = hash) => `${companyId}/${of.slice(0, 2)}/${of}`;

async function openFolder(): Promise<Opened> {
  const dir = await tempDir();
  const files = await openMedia({ dir });
  return {
    files,
    dir,
    async keys() {
      const found = await readdir(dir, { recursive: true, withFileTypes: true });
      return found
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
    },
    async close() {
      files.close();
      await removeDir(dir);
    },
  };
}

async function openBucket(): Promise<Opened> {
  const dir = await tempDir();
  const bucket = await startTestBucket();
  const files = await openMedia({ dir, s3: bucket.s3 });
  return {
    files,
    dir,
    keys: bucket.keys,
    async close() {
      files.close();
      await bucket.close();
      await removeDir(dir);
    },
  };
}

describe.each([
  ['a folder', openFolder],
  ['a bucket', openBucket],
])('files in %s', (_kind, open) => {
  let opened: Opened;
  beforeEach(async () => (opened = await open()));
  afterEach(() => opened.close());

  const spooled = () => readdir(join(opened.dir, '.incoming'));

  test('come back as they went in, from a buffer and from a stream', async () => {
    const large = randomBytes(20 * MIB); // several parts in a bucket
    for (const source of [PNG, Readable.from([PNG.subarray(0, 10), PNG.subarray(10)])])
      expect(await opened.files.put('demo', source, { maxBytes: 1000 })).toEqual({
        storageKey: keyOf('demo'),
        sizeBytes: PNG.length,
        sha256: hash,
      });
    const { storageKey } = await opened.files.put('demo', large, { maxBytes: 20 * MIB });
    const content = await opened.files.get(storageKey);
    expect(content?.sizeBytes).toBe(large.length);
    expect(sha256(await bytesOf(content!.stream))).toBe(sha256(large));
    expect(await spooled()).toEqual([]);
  });

  test('are stored once for each company, however often they come', async () => {
    await Promise.all(
      ['demo', 'demo', 'demo', 'other'].map((id) => opened.files.put(id, PNG, { maxBytes: 1000 })),
    );
    expect((await opened.keys()).sort()).toEqual([keyOf('demo'), keyOf('other')]);
  });

  test('give a part with the size of the whole', async () => {
    const { storageKey } = await opened.files.put('demo', PNG, { maxBytes: 1000 });
    const part = await opened.files.get(storageKey, { start: 1, end: 3 });
    expect([part?.sizeBytes, (await bytesOf(part!.stream)).toString()]).toEqual([PNG.length, 'PNG']);
  });

  test('are gone when deleted, and deleting again is no fault', async () => {
    const { storageKey } = await opened.files.put('demo', PNG, { maxBytes: 1000 });
    await opened.files.delete(storageKey);
    await opened.files.delete(storageKey);
    expect(await opened.files.get(storageKey)).toBeNull();
    expect(await opened.keys()).toEqual([]);
  });

  test('too large or empty are refused, and nothing is left of them', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1000);
      })(),
    );
    await expect(opened.files.put('demo', endless, { maxBytes: 5000 })).rejects.toMatchObject({
      code: 'MEDIA_TOO_LARGE',
    });
    expect(endless.destroyed).toBe(true);
    await expect(opened.files.put('demo', Buffer.alloc(0), { maxBytes: 10 })).rejects.toMatchObject({
      code: 'MEDIA_TYPE_INVALID',
    });
    expect([await opened.keys(), await spooled()]).toEqual([[], []]);
  });

  test('whose source breaks leave nothing, and the fault is the source’s', async () => {
    const broken = Readable.from(
      (async function* () {
        yield PNG;
        throw new Error('the caller hung up');
      })(),
    );
    await expect(opened.files.put('demo', broken, { maxBytes: 1000 })).rejects.toThrow('the caller hung up');
    expect([await opened.keys(), await spooled()]).toEqual([[], []]);
  });

  test('that came in and are not wanted are not kept', async () => {
    const incoming = await opened.files.receive('demo', webp(true), { maxBytes: 1000 });
    expect(incoming).toMatchObject({ sniffedType: 'image/webp', animated: true, sizeBytes: 64 });
    await incoming.discard();
    expect([await opened.keys(), await spooled()]).toEqual([[], []]);
  });

  test.each(['../../etc/passwd', 'demo/../x', '/etc/passwd', `demo/aa/${hash}`.slice(0, -1), ''])(
    'cannot be asked for by a key that leads elsewhere: %s',
    async (key) => {
      await expect(opened.files.get(key)).rejects.toThrow('no storage key');
      await expect(opened.files.delete(key)).rejects.toThrow('no storage key');
    },
  );

  test('of a company whose name leads elsewhere are refused', async () => {
    await expect(opened.files.put('../other', PNG, { maxBytes: 1000 })).rejects.toThrow('no storage key');
    expect([await opened.keys(), await spooled()]).toEqual([[], []]);
  });
});

test('a bucket that cannot be reached is one fault with one name', async () => {
  const dir = await tempDir();
  const endpoint = `http://127.0.0.1:${await deadPort()}`;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'y' };
  const files = await openMedia({ dir, s3: { bucket: 'media', region: 'us-east-1', endpoint, credentials } });
  const code = 'MEDIA_STORAGE_UNAVAILABLE';
  await expect(files.put('demo', PNG, { maxBytes: 1000 })).rejects.toMatchObject({ code });
  await expect(files.get(keyOf('demo'))).rejects.toMatchObject({ code });
  await expect(files.delete(keyOf('demo'))).rejects.toMatchObject({ code });
  expect(await readdir(join(dir, '.incoming'))).toEqual([]);
  await removeDir(dir);
});

test('a folder that cannot be used is told in one sentence at the start', async () => {
  const dir = await tempDir();
  await writeFile(join(dir, 'file'), '');
  await expect(openMedia({ dir: join(dir, 'file') })).rejects.toThrow(/correct MEDIA_DIR/);
  await removeDir(dir);
});

test('what a process left half-way is removed at the next start, what another one takes in is not', async () => {
  const dir = await tempDir();
  await openMedia({ dir });
  const [old, fresh] = [join(dir, '.incoming/old'), join(dir, '.incoming/fresh')];
  await writeFile(old, 'x');
  await writeFile(fresh, 'x');
  await utimes(old, new Date(0), new Date(0));
  await openMedia({ dir });
  await expect(stat(old)).rejects.toMatchObject({ code: 'ENOENT' });
  expect((await stat(fresh)).size).toBe(1);
  await removeDir(dir);
});
