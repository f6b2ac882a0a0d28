import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function base32(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i++) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
}

/** A ULID: 48 bits of milliseconds and 80 random bits, 26 characters that sort by time (github.com/ulid/spec). */
export function ulid(atMs: number = Date.now()): string {
  return base32(BigInt(atMs), 10) + base32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16);
}

export type IdKind = 'msg' | 'evt' | 'ph' | 'att' | 'key' | 'med' | 'con' | 'whk' | 'dlv' | 'emp';

/** A new id of a kind, `msg_01J…`; ids of one kind sort by the time they were made. */
export const newId = (kind: IdKind): string => `${kind}_${ulid()}`;

/** SHA-256 as lower-case hex. */
export const sha256Hex = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/**
 * The WhatsApp Web message key minted from our message id: the same message always has the same key, so that a
 * send repeated after a crash is recognised (DESIGN 5). 3EB0 is the prefix that WhatsApp Web's own keys carry;
 * 18 hex digits follow, as there.
 */
export const webMessageKey = (messageId: string): string =>
  `3EB0${sha256Hex(messageId).slice(0, 18).toUpperCase()}`;

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Company ids are slugs: 1 to 63 of a-z, 0-9 and inner hyphens. */
export const isSlug = (text: string): boolean => SLUG.test(text);
export const SLUG_PATTERN = SLUG.source;
