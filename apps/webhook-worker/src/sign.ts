import type { WebhookFormat } from '@watertight/core';
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

export interface Signable {
  /** The event's id: the same for each attempt. */
  id: string;
  body: string;
  /** Of this attempt. */
  at: Date;
}

/** The headers that say who sends what, and prove it. One signature for each secret. */
export function signatureHeaders(
  format: WebhookFormat,
  secrets: readonly string[],
  message: Signable,
): Record<string, string> {
  const timestamp = Math.floor(message.at.getTime() / 1000);
  const headers = {
    'webhook-id': message.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => standardSignature(secret, message, timestamp)).join(' '),
  };
  const [newest] = secrets;
  if (format !== 'cloud-api' || newest === undefined) return headers;
  return { ...headers, 'x-hub-signature-256': hubSignature(newest, message.body) };
}

/** standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body` with the bytes behind `whsec_`. */
function standardSignature(secret: string, { id, body }: Signable, timestamp: number): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** As Meta signs with an app secret: over the body alone, with the secret's own characters as the key. */
const hubSignature = (secret: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
