import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MediaFiles } from '@watertight/media';
import { sleep } from '@watertight/service';
import { SNAPSHOT_CHUNK_BYTES, type Snapshot, type Snapshots } from '@watertight/store';

/** A version whose bytes are no longer there. */
export class LostSnapshot extends Error {
  override readonly name = 'LostSnapshot';
}

/** What was written of a version. */
export interface Shelved {
  sizeBytes: number;
  /** Of the bytes, hex. */
  sha256: string;
}

/** Where the sealed bytes of logins lie. What counts as a version stands in the store, whatever the shelf is. */
export interface Shelf {
  /** Takes the bytes of a version that is being written. Null when it is no longer being written: a newer owner began. */
  put(
    version: number,
    companyId: string,
    bytes: AsyncIterable<Buffer>,
    signal: AbortSignal,
  ): Promise<Shelved | null>;
}

/** In pieces, in the store itself. */
export function storeShelf(snapshots: Pick<Snapshots, 'append'>): Shelf {
  return {
    async put(version, _companyId, bytes, signal) {
      const hash = createHash('sha256');
      let [seq, sizeBytes] = [0, 0];
      for await (const chunk of inChunks(bytes)) {
        signal.throwIfAborted();
        hash.update(chunk);
        sizeBytes += chunk.length;
        if (!(await snapshots.append(version, seq++, chunk))) return null;
      }
      return { sizeBytes, sha256: hash.digest('hex') };
    },
  };
}

/** Far above every login that was seen; a profile that grew beyond it is not one. */
const MAX_LOGIN_BYTES = 1024 * 1024 * 1024;

/** As objects in the bucket of media. The store learns of an object before it is there, so none can be forgotten. */
export function bucketShelf(snapshots: Pick<Snapshots, 'assign'>, files: Pick<MediaFiles, 'receive'>): Shelf {
  return {
    async put(version, companyId, bytes, signal) {
      const incoming = await files.receive(companyId, Readable.from(bytes), {
        maxBytes: MAX_LOGIN_BYTES,
        signal,
      });
      if (!(await snapshots.assign(version, incoming.storageKey))) {
        await incoming.discard();
        return null;
      }
      await incoming.keep(signal);
      return incoming;
    },
  };
}

/** The bytes of a version, wherever they lie. `bucket` is null when none is configured. */
export async function* bytesOf(
  snapshots: Pick<Snapshots, 'read'>,
  bucket: Pick<MediaFiles, 'get'> | null,
  phoneId: string,
  { version, storageKey }: Snapshot,
): AsyncGenerator<Buffer> {
  if (storageKey === null) {
    yield* snapshots.read(phoneId, version);
    return;
  }
  if (!bucket) throw new Error('The login lies in a bucket, and none is configured: set MEDIA_S3_BUCKET.');
  const found = await bucket.get(storageKey);
  if (!found) throw new LostSnapshot('Its object is no longer in the bucket');
  yield* found.stream as AsyncIterable<Buffer>;
}

const LEFTOVERS_MS = 60_000;
const LEFTOVERS_AT_ONCE = 100;

/** Removes now and then the objects of versions that are gone. Any number of processes may do it at once. */
export function startLeftoverSweep(
  snapshots: Pick<Snapshots, 'removeLeftover'>,
  files: Pick<MediaFiles, 'delete'>,
  onFault: (error: unknown) => void,
  everyMs = LEFTOVERS_MS,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const round = async () => {
    for (let n = 0; n < LEFTOVERS_AT_ONCE && !stopping.signal.aborted; n++)
      if (!(await snapshots.removeLeftover((key) => files.delete(key)))) return;
  };
  const rounds = async () => {
    do await round().catch(onFault);
    while (await sleep(everyMs, stopping.signal));
  };
  const running = rounds();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Pieces of any size as pieces of the store's. */
async function* inChunks(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    waiting.push(part);
    length += part.length;
    if (length < SNAPSHOT_CHUNK_BYTES) continue;
    const all = Buffer.concat(waiting, length);
    const whole = length - (length % SNAPSHOT_CHUNK_BYTES);
    for (let at = 0; at < whole; at += SNAPSHOT_CHUNK_BYTES)
      yield all.subarray(at, at + SNAPSHOT_CHUNK_BYTES);
    waiting = [all.subarray(whole)];
    length -= whole;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
