import { hash, randomFillSync } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PAIRS = Array.from({ length: 1024 }, (_, n) => ALPHABET.charAt(n >> 5) + ALPHABET.charAt(n & 31));
/** Of ten digits for the time, the first one takes three bits. */
const TIME_PAIRS = 5;

let timeMs = -1;
let timeText = '';

/** 48 bits of milliseconds as ten digits; ids of one millisecond share them. */
function timeDigits(atMs: number): string {
  if (atMs === timeMs) return timeText;
  let rest = atMs;
  let text = '';
  for (let i = 0; i < TIME_PAIRS; i++) {
    text = (PAIRS[rest % 1024] as string) + text;
    rest = Math.floor(rest / 1024);
  }
  timeMs = atMs;
  timeText = text;
  return text;
}

/** Sixteen digits take ten random bytes: asked for of the system for many ids at once, each byte used once. */
const RANDOM_BYTES = 10;
const pool = Buffer.allocUnsafe(RANDOM_BYTES * 512);
let used = pool.length;

function randomDigits(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const [high, low] = [fiveBytes(used), fiveBytes(used + RANDOM_BYTES / 2)];
  used += RANDOM_BYTES;
  return high + low;
}

/** 40 bits as eight digits. */
function fiveBytes(at: number): string {
  const value = pool.readUIntBE(at, 5);
  const high = Math.floor(value / 2 ** 20);
  const low = value % 2 ** 20;
  return (PAIRS[high >> 10] as string) + PAIRS[high & 1023] + PAIRS[low >> 10] + PAIRS[low & 1023];
}

/** A ULID: 48 bits of milliseconds and 80 random bits, 26 characters that sort by time (github.com/ulid/spec). */
export const ulid = (atMs: number = Date.now()): string => timeDigits(atMs) + randomDigits();

export type IdKind = 'msg' | 'evt' | 'ph' | 'att' | 'key' | 'med' | 'con' | 'whk' | 'dlv' | 'emp' | 'era';

/** A new id of a kind, `msg_01J…`; ids of one kind sort by the time they were made. */
export const newId = (kind: IdKind): string => `${kind}_${ulid()}`;

/** Sorts before every id of the kind that was made at this time or later, and after every one that was made before. */
export const idsFrom = (kind: IdKind, atMs: number): string => `${kind}_${timeDigits(Math.max(0, atMs))}`;

/** SHA-256 as lower-case hex. */
export const sha256Hex = (text: string | Buffer): string => hash('sha256', text, 'hex');

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
