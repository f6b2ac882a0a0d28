import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_ID_BYTES, openRing, type KeyRing, type OpenRing } from './key-ring.ts';

/**
 * Seals small secrets at rest, in envelopes: each under a data key of its own (AES-256-GCM), which is wrapped by the
 * ring's current key. Both are bound to the context that the secret was sealed for.
 */
export interface Cipher {
  /** `context` says what the secret belongs to; opening needs the same one. */
  seal(plain: string, context: string): string;
  /** Throws when no key of the ring fits, and when the context or a byte is wrong. */
  open(sealed: string, context: string): string;
  /**
   * The same secret under the ring's current key; null when it is so already. Of an envelope only the data key is
   * wrapped anew. Throws as `open` does.
   */
  reseal(sealed: string, context: string): string | null;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param keys 32 bytes, or a ring of such keys */
export function createCipher(keys: Buffer | KeyRing): Cipher {
  const ring = openRing(keys);

  const wrap = (dataKey: Buffer, context: string): string =>
    Buffer.concat([ring.current.id, encrypt(ring.current.key, dataKey, `key:${context}`)]).toString('base64');

  function unwrap(wrapped: string, context: string): { dataKey: Buffer; isCurrent: boolean } {
    const bytes = Buffer.from(wrapped, 'base64');
    const id = bytes.subarray(0, KEY_ID_BYTES);
    const key = ring.find(id);
    if (!key) throw new Error(`It was sealed with the key ${id.toString('hex')}, which this system has not`);
    return {
      dataKey: decrypt(key, bytes.subarray(KEY_ID_BYTES), `key:${context}`),
      isCurrent: id.equals(ring.current.id),
    };
  }

  function seal(plain: string, context: string): string {
    const dataKey = randomBytes(32);
    const body = encrypt(dataKey, Buffer.from(plain, 'utf8'), context).toString('base64');
    return ['v2', wrap(dataKey, context), body].join('.');
  }

  return {
    seal,
    open(sealed, context) {
      if (sealed.startsWith('v1.')) return openFirst(ring, sealed, context);
      const { wrapped, body } = partsOf(sealed);
      return decrypt(unwrap(wrapped, context).dataKey, body, context).toString('utf8');
    },
    reseal(sealed, context) {
      if (sealed.startsWith('v1.')) return seal(openFirst(ring, sealed, context), context);
      const { wrapped, body } = partsOf(sealed);
      const { dataKey, isCurrent } = unwrap(wrapped, context);
      decrypt(dataKey, body, context); // what cannot be opened is not passed on as good
      return isCurrent ? null : ['v2', wrap(dataKey, context), body.toString('base64')].join('.');
    },
  };
}

function partsOf(sealed: string): { wrapped: string; body: Buffer } {
  const [version, wrapped, body] = sealed.split('.');
  if (version !== 'v2' || !wrapped || !body) throw new Error('Not a sealed secret');
  return { wrapped, body: Buffer.from(body, 'base64') };
}

/** The form before envelopes: under the master key itself, which it does not name. */
function openFirst({ all }: OpenRing, sealed: string, context: string): string {
  const [, nonce, tag, body] = sealed.split('.');
  if (!nonce || !tag || body === undefined) throw new Error('Not a sealed secret');
  const bytes = Buffer.concat([nonce, tag, body].map((part) => Buffer.from(part, 'base64')));
  let fault: unknown;
  for (const key of all) {
    try {
      return decrypt(key, bytes, context).toString('utf8');
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

/** Nonce, tag and ciphertext in one. */
function encrypt(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('Not a sealed secret');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
