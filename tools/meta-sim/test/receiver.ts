import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One webhook POST as it came over the wire. */
export interface Post {
  raw: string;
  signature: string | undefined;
}

/** The parts of a webhook that the tests look at. */
export interface Status {
  id: string;
  status: string;
  timestamp: string;
  recipient_id?: string;
  biz_opaque_callback_data?: string;
  conversation?: { id: string; expiration_timestamp?: string; origin: { type: string } };
  pricing?: { pricing_model: string; category: string };
  errors?: { code: number; title: string }[];
}

export interface Change {
  field: string;
  value: {
    messaging_product: string;
    metadata: { display_phone_number: string; phone_number_id: string };
    contacts?: { profile: { name: string }; wa_id: string }[];
    messages?: { from: string; id: string; timestamp: string; type: string; text: { body: string } }[];
    statuses?: Status[];
  };
}

/** A webhook of our own on a free port: keeps what it is sent and answers what it is told to. */
export class Receiver {
  readonly posts: Post[] = [];
  readonly statuses: Status[] = [];
  verifyToken = 'verify-me';
  /** HTTP statuses for the next POSTs; 200 once they are used up. A POST answered with `hold` waits for release(). */
  answers: (number | 'hold')[] = [];
  url = '';
  readonly #server = createServer((request, response) => this.#serve(request, response));
  readonly #held: ServerResponse[] = [];
  readonly #watchers = new Set<() => void>();

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    receiver.url = `http://127.0.0.1:${(receiver.#server.address() as AddressInfo).port}/hook`;
    return receiver;
  }

  get changes(): Change[] {
    return this.posts.flatMap(({ raw }) =>
      (JSON.parse(raw) as { entry: { changes: Change[] }[] }).entry.flatMap((entry) => entry.changes),
    );
  }

  statusesOf(id: string): string[] {
    return this.statuses.filter((status) => status.id === id).map(({ status }) => status);
  }

  /** Resolves as soon as a POST makes `condition` true; rejects at the deadline. */
  until(condition: () => boolean, deadlineMs = 5000): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#watchers.delete(check);
        resolve();
      };
      const late = () => {
        this.#watchers.delete(check);
        reject(new Error(`not so within ${deadlineMs} ms: ${condition.toString()}`));
      };
      const timer = setTimeout(late, deadlineMs);
      this.#watchers.add(check);
      check();
    });
  }

  /** Answers everything that was held with 200. */
  release(): void {
    for (const response of this.#held.splice(0)) response.writeHead(200).end();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === 'GET') return this.#verify(request, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const header = request.headers['x-hub-signature-256'];
      this.#keep({ raw: Buffer.concat(chunks).toString('latin1'), signature: header as string | undefined });
      const answer = this.answers.shift() ?? 200;
      if (answer === 'hold') this.#held.push(response);
      else response.writeHead(answer).end();
      for (const check of [...this.#watchers]) check();
    });
  }

  #keep(post: Post): void {
    this.posts.push(post);
    if (!post.raw.startsWith('{')) return;
    const { entry = [] } = JSON.parse(post.raw) as { entry?: { changes: Change[] }[] };
    for (const { changes } of entry)
      for (const { value } of changes) this.statuses.push(...(value.statuses ?? []));
  }

  #verify(request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://receiver');
    const right =
      searchParams.get('hub.mode') === 'subscribe' &&
      searchParams.get('hub.verify_token') === this.verifyToken;
    response.writeHead(right ? 200 : 403).end(right ? searchParams.get('hub.challenge') : 'no');
  }
}

/** What the signature of these raw bytes must be. */
export function expectedSignature(raw: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(Buffer.from(raw, 'latin1')).digest('hex')}`;
}
