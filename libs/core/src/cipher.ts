import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals small secrets at rest: AES-256-GCM, a fresh 96-bit nonce each, bound to the context it was sealed for. */
export interface Cipher {
  /** `context` says what the secret belongs to; opening needs the same one. */
  seal(plain: string, context: string): string;
  /** Throws when the key, the context or a byte is wrong. */
  open(sealed: string, context: string): string;
}

const VERSION = 'v1';

/** @param key 32 bytes */
export function createCipher(key: Buffer): Cipher {
  if (key.length !== 32) throw new Error('The encryption key must be 32 bytes');
  return {
    seal(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [
        VERSION,
        nonce.toString('base64'),
        cipher.getAuthTag().toString('base64'),
        body.toString('base64'),
      ].join('.');
    },
    open(sealed, context) {
      const [version, nonce, tag, body] = sealed.split('.');
      if (version !== VERSION || !nonce || !tag || body === undefined) throw new Error('Not a sealed secret');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'))
        .setAAD(Buffer.from(context))
        .setAuthTag(Buffer.from(tag, 'base64'));
      return decipher.update(Buffer.from(body, 'base64'), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
