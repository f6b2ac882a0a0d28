import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { KEY_ID_BYTES, openRing, type KeyRing } from './key-ring.ts';

/** A sealed stream that cannot be opened: another key, another context, or not the bytes that were sealed. */
export class SealError extends Error {
  override readonly name = 'SealError';
  constructor(
    readonly fault: 'other-key' | 'damaged',
    message: string,
  ) {
    super(message);
  }
}

/** Seals streams of any length at rest, in constant memory. */
export interface StreamSealer {
  /** `context` says what the bytes belong to; opening needs the same one. */
  seal(source: AsyncIterable<Uint8Array>, context: string): AsyncGenerator<Buffer>;
  /**
   * Yields only bytes that are proven to be those that were sealed, in their place. A stream that was cut, reordered
   * or changed rejects with a SealError; so does one of another key or context.
   */
  open(source: AsyncIterable<Uint8Array>, context: string): AsyncGenerator<Buffer>;
}

/** What the login of a WhatsApp Web phone is sealed for. */
export const loginContext = (phoneId: string): string => `session:${phoneId}`;

/** The id of the key that a sealed stream begins with, or null when it is none. */
export const streamKeyId = (head: Uint8Array): Buffer | null =>
  head.length >= HEADER_BYTES && MAGIC.equals(head.subarray(0, MAGIC.length))
    ? Buffer.from(head.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES))
    : null;

const MAGIC = Buffer.from('WTS1');
const SALT_BYTES = 16;
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + SALT_BYTES;
const TAG_BYTES = 16;
const PIECE_BYTES = 64 * 1024;

/**
 * AES-256-GCM in pieces of 64 KiB (the STREAM construction): each piece has a nonce of its number and of whether it
 * is the last, under a key of this stream alone (HKDF with a random salt). The header names version and key.
 * @param keys 32 bytes, or a ring: its current key seals, any of them opens
 */
export function createStreamSealer(keys: Buffer | KeyRing): StreamSealer {
  const ring = openRing(keys);
  const streamKey = (key: Buffer, salt: Buffer, context: string) =>
    Buffer.from(hkdfSync('sha256', key, salt, `watertight stream v1: ${context}`, 32));

  return {
    async *seal(source, context) {
      const salt = randomBytes(SALT_BYTES);
      yield Buffer.concat([MAGIC, ring.current.id, salt]);
      const own = streamKey(ring.current.key, salt, context);
      let number = 0;
      for await (const { bytes, isLast } of inPieces(source, PIECE_BYTES)) {
        const cipher = createCipheriv('aes-256-gcm', own, nonceOf(number++, isLast));
        yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
      }
    },

    async *open(source, context) {
      let own: Buffer | undefined;
      let number = 0;
      for await (const { bytes, isLast } of inPieces(source, PIECE_BYTES + TAG_BYTES, HEADER_BYTES)) {
        if (own) yield openPiece(own, bytes, number++, isLast);
        else own = openHeader(bytes, isLast, context);
      }
    },
  };

  function openHeader(header: Buffer, isLast: boolean, context: string): Buffer {
    if (header.length < HEADER_BYTES || isLast || !header.subarray(0, MAGIC.length).equals(MAGIC))
      throw new SealError('damaged', 'It is no sealed stream');
    const rest = header.subarray(MAGIC.length);
    const key = ring.find(rest.subarray(0, KEY_ID_BYTES));
    if (!key) throw new SealError('other-key', 'It was sealed with another encryption key');
    return streamKey(key, rest.subarray(KEY_ID_BYTES), context);
  }
}

function openPiece(key: Buffer, piece: Buffer, number: number, isLast: boolean): Buffer {
  try {
    const end = piece.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast)).setAuthTag(
      piece.subarray(Math.max(0, end)),
    );
    return Buffer.concat([decipher.update(piece.subarray(0, end)), decipher.final()]);
  } catch (error) {
    throw Object.assign(new SealError('damaged', 'Its bytes are not those that were sealed'), {
      cause: error,
    });
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Cuts a stream into pieces of `size` bytes (the first of `firstSize`); the last may be shorter, and is always told. */
async function* inPieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
  firstSize = size,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  let wanted = firstSize;
  for await (const part of source) {
    waiting.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    length += part.byteLength;
    // One byte more than a piece: only then is it certain that the piece is not the last.
    while (length > wanted) {
      const all: Buffer = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, length);
      yield { bytes: all.subarray(0, wanted), isLast: false };
      waiting = [all.subarray(wanted)];
      length -= wanted;
      wanted = size;
    }
  }
  yield { bytes: Buffer.concat(waiting, length), isLast: true };
}
