import { createHmac, timingSafeEqual } from 'node:crypto';

const HEADER = /^sha256=([0-9a-f]{64})$/i;

/** The 32 bytes of an `X-Hub-Signature-256` header, or null when it is missing or no such thing. */
export function readSignature(header: unknown): Buffer | null {
  const hex = typeof header === 'string' ? HEADER.exec(header)?.[1] : undefined;
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/** Whether `raw`, byte for byte as it came, was signed with this secret; takes the same time for every answer. */
export const isSignedWith = (secret: string, raw: Buffer, signature: Buffer): boolean =>
  timingSafeEqual(createHmac('sha256', secret).update(raw).digest(), signature);

/** Compares two texts in a time that tells nothing of where they differ. */
export function isSameText(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
