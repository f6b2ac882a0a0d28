import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import {
  checkedKey,
  storageKeyOf,
  type BlobContent,
  type Blobs,
  type ByteRange,
  type S3Settings,
} from './blobs.ts';
import { storageFault } from './fault.ts';
import { folderBlobs } from './folder.ts';
import { openSpool } from './incoming.ts';
import { s3Blobs } from './s3.ts';
import { sniff, type Sniffed } from './sniff.ts';

export interface MediaSettings {
  /** Files lie here, and those that come in lie here first whatever the storage is. */
  dir: string;
  /** Files are kept in a bucket instead. */
  s3?: S3Settings;
}

/** Bytes that came in, before it is decided whether they are kept. One of `keep` and `discard` has to follow. */
export interface Incoming extends Sniffed {
  storageKey: string;
  sizeBytes: number;
  sha256: string;
  /** Puts them into the storage. @throws CodedError MEDIA_STORAGE_UNAVAILABLE */
  keep(signal?: AbortSignal): Promise<void>;
  discard(): Promise<void>;
}

export interface PutOptions {
  maxBytes: number;
  signal?: AbortSignal | undefined;
}

/**
 * Files, in a folder or in a bucket. The same bytes of one company are stored once; a file is there whole or not at
 * all. Everything here throws MEDIA_STORAGE_UNAVAILABLE when the storage cannot be used.
 */
export interface MediaFiles {
  /** Takes bytes in without keeping them yet. @throws CodedError MEDIA_TOO_LARGE, MEDIA_TYPE_INVALID when empty */
  receive(companyId: string, source: Readable | Buffer, options: PutOptions): Promise<Incoming>;
  /** Takes bytes in and keeps them. @throws as `receive` */
  put(
    companyId: string,
    source: Readable | Buffer,
    options: PutOptions,
  ): Promise<{ storageKey: string; sizeBytes: number; sha256: string }>;
  /** Null when there is nothing. */
  get(storageKey: string, range?: ByteRange, signal?: AbortSignal): Promise<BlobContent | null>;
  delete(storageKey: string): Promise<void>;
  close(): void;
}

/** Opens the storage. @throws Error in one sentence when the folder cannot be used */
export async function openMedia({ dir, s3 }: MediaSettings): Promise<MediaFiles> {
  const home = resolve(dir);
  const spool = await openSpool(join(home, '.incoming')).catch((cause: unknown) => {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    throw new Error(`The folder of media ${home} cannot be used (${code}): correct MEDIA_DIR.`, { cause });
  });
  const blobs: Blobs = s3 ? await s3Blobs(s3) : folderBlobs(home);

  const receive: MediaFiles['receive'] = async (companyId, source, { maxBytes, signal }) => {
    const { path, discard, sizeBytes, sha256 } = await spool.take(source, maxBytes, signal);
    try {
      const storageKey = storageKeyOf(companyId, sha256);
      return {
        ...(await sniff(path)),
        storageKey,
        sizeBytes,
        sha256,
        discard,
        async keep(outer) {
          await blobs.place(storageKey, path, sizeBytes, outer).catch(storageFault);
          await discard();
        },
      };
    } catch (error) {
      await discard();
      throw error;
    }
  };

  return {
    receive,
    async put(companyId, source, options) {
      const incoming = await receive(companyId, source, options);
      const { storageKey, sizeBytes, sha256 } = incoming;
      await incoming.keep(options.signal).finally(() => incoming.discard());
      return { storageKey, sizeBytes, sha256 };
    },
    get: async (storageKey, range, signal) =>
      blobs.open(checkedKey(storageKey), range, signal).catch(storageFault),
    delete: async (storageKey) => blobs.remove(checkedKey(storageKey)).catch(storageFault),
    close: () => blobs.close(),
  };
}
