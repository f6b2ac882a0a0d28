import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MessageView } from '@watertight/e2e';

/** A customer's server: what it was told, and how it answers. */
export async function customer() {
  interface Told {
    headers: Record<string, string>;
    text: string;
    body: { id: string; type: string; data: { message?: MessageView } };
  }
  const told: Told[] = [];
  let isUp = true;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const headers = request.headers as Record<string, string>;
      if (isUp) told.push({ headers, text, body: JSON.parse(text) as Told['body'] });
      response.writeHead(isUp ? 200 : 503).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    told,
    up: (now: boolean) => (isUp = now),
    /** What was told of a message, each event once, in the order in which it came first. */
    of: (id: string) => [
      ...new Map(
        told.filter(({ body }) => body.data.message?.id === id).map(({ body }) => [body.id, body.type]),
      ).values(),
    ],
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Standard Webhooks: HMAC-SHA256 over id, timestamp and body. */
export const signatureOf = (
  secret: string,
  { headers, text }: { headers: Record<string, string>; text: string },
) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`)
    .digest('base64')}`;
