import { CodedError } from '@watertight/core';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { storageFault } from './fault.ts';

/** Longer than any file takes to come in: what is older was left behind by a process that died. */
const STALE_MS = 3_600_000;

/** Bytes that came in whole and lie on the disk, not in the storage yet. */
export interface Spooled {
  path: string;
  sizeBytes: number;
  sha256: string;
  /** Removes the file, if it is still there. */
  discard(): Promise<void>;
}

/** Where files lie while they come in: on the file system of the storage, so that a name is all that changes. */
export interface Spool {
  /**
   * Reads `source` to its end; never more than one piece of it is in memory. A fault of the source is thrown as it is.
   * @throws CodedError MEDIA_TOO_LARGE, MEDIA_TYPE_INVALID when it is empty, MEDIA_STORAGE_UNAVAILABLE
   */
  take(source: Readable | Buffer, maxBytes: number, signal?: AbortSignal): Promise<Spooled>;
}

/** Makes the folder, and removes what died in it. @throws when the folder cannot be used */
export async function openSpool(dir: string): Promise<Spool> {
  await mkdir(dir, { recursive: true });
  await removeStale(dir);
  return {
    async take(source, maxBytes, signal) {
      const path = join(dir, randomUUID());
      const discard = () => rm(path, { force: true });
      try {
        const file = await open(path, 'wx').catch(storageFault);
        const { sizeBytes, sha256 } = await write(source, file, maxBytes, signal);
        return { path, sizeBytes, sha256, discard };
      } catch (error) {
        await discard();
        throw error;
      }
    },
  };
}

async function write(
  source: Readable | Buffer,
  file: FileHandle,
  maxBytes: number,
  signal: AbortSignal | undefined,
) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of Buffer.isBuffer(source) ? [source] : (source as AsyncIterable<Buffer>)) {
      signal?.throwIfAborted();
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes)
        throw new CodedError('MEDIA_TOO_LARGE', `The file has more than ${maxBytes} bytes.`);
      hash.update(chunk);
      await file.writeFile(chunk).catch(storageFault);
    }
    if (sizeBytes === 0) throw new CodedError('MEDIA_TYPE_INVALID', 'The file is empty.');
    await file.sync().catch(storageFault);
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

async function removeStale(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const path = join(dir, name);
    const found = await stat(path).catch(() => null); // another process may remove it in the same moment
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}
