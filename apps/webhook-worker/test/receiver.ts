import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: { id: string; type: string; data: Record<string, unknown> };
  at: number;
}

/** How the receiver answers one request. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMs?: number;
  /** Nothing at all, until the other side gives up. */
  hang?: boolean;
}

/** A customer's server. */
export interface Receiver {
  url: string;
  received: Received[];
  /** Answers 200 until told otherwise. */
  answer: (request: Received) => Answer;
  close(): Promise<void>;
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        text,
        body: JSON.parse(text) as Received['body'],
        at: performance.now(),
      };
      receiver.received.push(one);
      void reply(response, receiver.answer(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answer: () => ({}),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

async function reply(response: ServerResponse, { status = 200, headers, body, delayMs, hang }: Answer) {
  if (hang) return;
  if (delayMs) await pause(delayMs);
  response.writeHead(status, headers).end(body ?? 'ok');
}
