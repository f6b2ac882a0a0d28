import { createHash, randomBytes, type Hash } from 'node:crypto';
import { bareMimeType, LARGEST_BYTES } from './kinds.ts';

const CAPACITY = 10_000;
const MIME_TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];

/** An upload under way. Only the count and the hash of its bytes are kept. */
export interface UploadSession {
  /** `upload:…?sig=…`, the way Graph writes it. */
  id: string;
  fileName: string | undefined;
  fileType: string;
  lengthBytes: number;
  /** Bytes that arrived. */
  offset: number;
  hash: Hash;
}

/** A file that was uploaded whole; a handle names it in template examples and profile pictures. */
export interface UploadedFile {
  fileType: string;
  lengthBytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

export type Appended =
  | { kind: 'whole'; handle: string }
  | { kind: 'more'; offset: number }
  | { kind: 'refused'; sentence: string };

/** Graph's resumable uploads: sessions and the handles that come of them, the newest 10,000 of each. */
export class Uploads {
  readonly #sessions = new Map<string, UploadSession>();
  readonly #handles = new Map<string, UploadedFile>();

  /** Opens a session, or says why not. */
  open(given: {
    fileName: string | undefined;
    fileType: string;
    lengthBytes: number;
  }): UploadSession | string {
    const fileType = bareMimeType(given.fileType);
    if (!MIME_TYPES.includes(fileType))
      return `Param file_type must be one of {${MIME_TYPES.join(', ')}} - got ${JSON.stringify(given.fileType)}.`;
    if (!Number.isInteger(given.lengthBytes) || given.lengthBytes < 1 || given.lengthBytes > LARGEST_BYTES)
      return `Param file_length must be a number from 1 to ${LARGEST_BYTES}.`;
    const key = `upload:${randomBytes(24).toString('base64url')}`;
    const id = `${key}?sig=${randomBytes(18).toString('base64url')}`;
    const session = { ...given, fileType, id, offset: 0, hash: createHash('sha256') };
    this.#sessions.set(key, session);
    dropOldest(this.#sessions);
    return session;
  }

  /** The session under this id, given as the path has it (`upload:…`) and its `sig`. */
  find(key: string, sig: string | undefined): UploadSession | undefined {
    const session = this.#sessions.get(key);
    return session?.id === `${key}?sig=${sig}` ? session : undefined;
  }

  /** Takes the next bytes; they must start where the last ones ended. */
  append(session: UploadSession, offset: number, bytes: Buffer): Appended {
    if (offset !== session.offset)
      return { kind: 'refused', sentence: `file_offset is ${offset}, but ${session.offset} bytes are here.` };
    if (session.offset + bytes.length > session.lengthBytes)
      return {
        kind: 'refused',
        sentence: `The file is longer than the ${session.lengthBytes} bytes announced.`,
      };
    session.hash.update(bytes);
    session.offset += bytes.length;
    if (session.offset < session.lengthBytes) return { kind: 'more', offset: session.offset };
    return { kind: 'whole', handle: this.#finish(session) };
  }

  /** The file behind a handle. */
  file(handle: string): UploadedFile | undefined {
    return this.#handles.get(handle);
  }

  #finish({ id, fileType, lengthBytes, hash }: UploadSession): string {
    this.#sessions.delete(id.split('?', 1)[0]!);
    const encoded = Buffer.from(fileType).toString('base64');
    const handle = `4::${encoded}:AR${randomBytes(30).toString('base64url')}:e:${Math.floor(Date.now() / 1000)}`;
    this.#handles.set(handle, { fileType, lengthBytes, sha256: hash.digest('hex') });
    dropOldest(this.#handles);
    return handle;
  }
}

function dropOldest(map: Map<string, unknown>): void {
  if (map.size <= CAPACITY) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
