import type { Readable } from 'node:stream';

/** Both ends included, as in HTTP. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface BlobContent {
  /** To be read to its end, or destroyed. */
  stream: Readable;
  /** Of the whole, also when a range was asked for. */
  sizeBytes: number;
}

/** One kind of storage: bytes under keys. What lies at a key is whole, and never changes. */
export interface Blobs {
  /** Takes the file at `path` over; it may be gone afterwards. What lies at the key already is kept. */
  place(storageKey: string, path: string, sizeBytes: number, signal?: AbortSignal): Promise<void>;
  /** Null when nothing lies there. */
  open(storageKey: string, range?: ByteRange, signal?: AbortSignal): Promise<BlobContent | null>;
  /** Answers also when nothing lies there. */
  remove(storageKey: string): Promise<void>;
  close(): void;
}

/** Any server that speaks S3. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** Amazon's own when absent. With one, the bucket stands in the path. */
  endpoint?: string;
  /** What Amazon's client finds (environment, role of the machine) when absent. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

const KEY = /^[a-z0-9][a-z0-9-]{0,62}\/[0-9a-f]{2}\/[0-9a-f]{64}$/;

/** Where bytes lie: below their company, by their content. @throws when one of the two is none */
export function storageKeyOf(companyId: string, sha256: string): string {
  return checkedKey(`${companyId}/${sha256.slice(0, 2)}/${sha256}`);
}

/** A key of another form could lead out of the storage. */
export function checkedKey(storageKey: string): string {
  if (!KEY.test(storageKey)) throw new Error('This is no storage key');
  return storageKey;
}
