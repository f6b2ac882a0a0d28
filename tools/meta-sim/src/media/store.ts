import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { BehaviourStore } from '../behaviour.ts';
import { kindOf, type MediaKind } from './kinds.ts';

const DEFAULT_CAPACITY_BYTES = 256 * 1024 * 1024;
const MEDIA_ID = /^88\d{14}$/;

/** A file that "WhatsApp" keeps. */
export interface StoredMedia {
  id: string;
  /** The phone it belongs to. */
  phoneNumberId: string;
  /** `uploaded` by the business, or `inbound` from a user. */
  origin: 'uploaded' | 'inbound';
  mimeType: string;
  /** Undefined for an inbound file of a type that could not be uploaded. */
  kind: MediaKind | undefined;
  filename: string | undefined;
  /** SHA-256, hex. */
  sha256: string;
  bytes: Buffer;
  createdAt: number;
}

export type NewMedia = Pick<StoredMedia, 'phoneNumberId' | 'origin' | 'mimeType' | 'filename' | 'bytes'>;

export interface MediaSummary {
  files: number;
  bytes: number;
  capacityBytes: number;
  /** Files that gave way to newer ones because there was no room. */
  dropped: number;
}

/**
 * The files of all phones, in memory. When the capacity is reached the oldest files give way, whether they
 * have ended or not; an id that gave way is answered like one that never was.
 */
export class MediaStore {
  readonly #behaviour: BehaviourStore;
  readonly #capacityBytes: number;
  readonly #files = new Map<string, StoredMedia>();
  readonly #urlKey = randomBytes(32);
  #bytes = 0;
  #dropped = 0;

  constructor(behaviour: BehaviourStore, capacityBytes = DEFAULT_CAPACITY_BYTES) {
    this.#behaviour = behaviour;
    this.#capacityBytes = capacityBytes;
  }

  /** Keeps a file; undefined when it is larger than the whole store. */
  put(given: NewMedia): StoredMedia | undefined {
    if (given.bytes.length > this.#capacityBytes) return undefined;
    const sha256 = createHash('sha256').update(given.bytes).digest('hex');
    const media = { ...given, id: newMediaId(), kind: kindOf(given.mimeType), sha256, createdAt: Date.now() };
    this.#files.set(media.id, media);
    this.#bytes += media.bytes.length;
    this.#makeRoom();
    return media;
  }

  /** The file, unless it never was, was deleted, gave way or has ended. */
  find(id: string): StoredMedia | undefined {
    const media = this.#files.get(id);
    if (!media || !this.#hasEnded(media)) return media;
    this.delete(id);
    return undefined;
  }

  delete(id: string): boolean {
    const media = this.#files.get(id);
    if (!media) return false;
    this.#bytes -= media.bytes.length;
    return this.#files.delete(id);
  }

  clear(): void {
    this.#files.clear();
    this.#bytes = 0;
  }

  summary(): MediaSummary {
    const { size: files } = this.#files;
    return { files, bytes: this.#bytes, capacityBytes: this.#capacityBytes, dropped: this.#dropped };
  }

  /** Path and query under which the file can be fetched for as long as the behaviour says. */
  pathOf(media: StoredMedia): string {
    const ends = Date.now() + this.#behaviour.current.mediaUrlSeconds * 1000;
    const query = new URLSearchParams({
      mid: media.id,
      ext: String(ends),
      hash: this.#hashOf(media.id, ends),
    });
    return `/whatsapp_business/attachments/?${query.toString()}`;
  }

  /** The file behind such a query; undefined when the address has ended, was changed, or the file is gone. */
  open({ mid, ext, hash }: { mid?: string; ext?: string; hash?: string }): StoredMedia | undefined {
    if (!mid || !ext || !hash || !/^\d{1,15}$/.test(ext) || Number(ext) <= Date.now()) return undefined;
    const expected = Buffer.from(this.#hashOf(mid, Number(ext)));
    const given = Buffer.from(hash);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return this.find(mid);
  }

  #hashOf(id: string, ends: number): string {
    return createHmac('sha256', this.#urlKey).update(`${id} ${ends}`).digest('base64url');
  }

  #hasEnded({ origin, createdAt }: StoredMedia): boolean {
    const { uploadedMediaSeconds, inboundMediaSeconds } = this.#behaviour.current;
    const seconds = origin === 'uploaded' ? uploadedMediaSeconds : inboundMediaSeconds;
    return Date.now() >= createdAt + seconds * 1000;
  }

  #makeRoom(): void {
    for (const id of this.#files.keys()) {
      if (this.#bytes <= this.#capacityBytes) return;
      this.delete(id);
      this.#dropped += 1;
    }
  }
}

/** Media ids are told from phone numbers ids by their shape, so that one that is gone is not taken for a phone. */
export function isMediaId(id: string): boolean {
  return MEDIA_ID.test(id);
}

function newMediaId(): string {
  const half = () => String(randomInt(10_000_000)).padStart(7, '0');
  return `88${half()}${half()}`;
}
