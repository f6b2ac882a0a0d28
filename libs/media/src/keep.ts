import { mediaRef, type MediaItem, type MediaOrigin, type MediaRef, type NewMedia } from '@watertight/core';
import type { Readable } from 'node:stream';
import type { ByteRange } from './blobs.ts';
import type { Incoming, MediaFiles } from './files.ts';
import { safeFilename } from './filename.ts';
import { credible, settleType } from './mime-type.ts';

/** The records of files; `store.media` is one. */
export interface MediaRecords {
  /** From now on nobody removes what lies at the storage key. */
  begin(media: NewMedia): Promise<MediaItem>;
  /** The bytes are safe: the record can be seen. */
  stored(mediaId: string): Promise<void>;
  get(companyId: string, mediaId: string): Promise<MediaItem | null>;
}

export interface KeepOptions {
  companyId: string;
  source: Readable | Buffer;
  origin: MediaOrigin;
  maxBytes: number;
  /** What whoever gave it says that it is. Of an inbound file it is taken as it is. */
  declaredType?: string | undefined;
  /** What a server says that it is: believed where the bytes can be that and nothing is declared. */
  hintType?: string | undefined;
  filename?: string | null | undefined;
  /** The phone that received it. */
  phoneId?: string | undefined;
  /** Looks at what came in before it is kept; what it throws is thrown, and nothing is kept. */
  check?: (facts: { mimeType: string; sizeBytes: number; animated: boolean }) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Takes a file in, stores it and puts it on record. When this answers, the bytes are safe and the record is
 * committed; when it throws, neither can be seen, and what may be left is the sweep's.
 * @throws CodedError MEDIA_TOO_LARGE, MEDIA_TYPE_INVALID, MEDIA_STORAGE_UNAVAILABLE, COMPANY_NOT_FOUND,
 *   STORE_UNAVAILABLE, what `check` throws, and faults of the source as they are
 */
export async function keepMedia(
  records: MediaRecords,
  files: MediaFiles,
  options: KeepOptions,
): Promise<MediaItem> {
  const { companyId, source, maxBytes, signal, check } = options;
  const incoming = await files.receive(companyId, source, { maxBytes, signal });
  try {
    const media = describe(incoming, options);
    check?.({ ...media, animated: incoming.animated });
    const item = await records.begin(media);
    await incoming.keep(signal);
    await records.stored(item.mediaId);
    return item;
  } finally {
    await incoming.discard();
  }
}

function describe(incoming: Incoming, options: KeepOptions): NewMedia {
  const { companyId, origin, phoneId = null, filename, hintType } = options;
  const declaredType = options.declaredType ?? credible(incoming.sniffedType, hintType);
  return {
    companyId,
    origin,
    phoneId,
    mimeType: settleType(incoming.sniffedType, declaredType, origin === 'inbound'),
    sizeBytes: incoming.sizeBytes,
    sha256: incoming.sha256,
    filename: safeFilename(filename),
    storageKey: incoming.storageKey,
  };
}

export interface ReadMedia {
  ref: MediaRef;
  item: MediaItem;
  /** To be read to its end, or destroyed. */
  stream: Readable;
}

/**
 * Opens a file of a company, or a part of it. Null when there is none, or its bytes are gone.
 * @throws CodedError MEDIA_STORAGE_UNAVAILABLE, STORE_UNAVAILABLE
 */
export async function readMedia(
  records: Pick<MediaRecords, 'get'>,
  files: Pick<MediaFiles, 'get'>,
  wanted: { companyId: string; mediaId: string; range?: ByteRange; signal?: AbortSignal },
): Promise<ReadMedia | null> {
  const item = await records.get(wanted.companyId, wanted.mediaId);
  const content = item && (await files.get(item.storageKey, wanted.range, wanted.signal));
  return content && { ref: mediaRef(item), item, stream: content.stream };
}
