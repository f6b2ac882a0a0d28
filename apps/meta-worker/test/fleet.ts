import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const START_MS = 60_000;
const FORWARD_MS = 10_000;

interface Member {
  child: ChildProcess;
  port: number;
}

/** Meta workers as they run in production, any number of them, behind one address for webhooks. */
export class Fleet {
  readonly #env: Record<string, string>;
  readonly #members: Member[] = [];
  readonly #server: Server;
  #turn = 0;

  private constructor(env: Record<string, string>) {
    this.#env = env;
    this.#server = createServer((incoming, response) => this.#forward(incoming, response));
  }

  static async start(env: Record<string, string>, size: number): Promise<Fleet> {
    const fleet = new Fleet(env);
    await new Promise<void>((resolve) => fleet.#server.listen(0, '127.0.0.1', resolve));
    await Promise.all(Array.from({ length: size }, () => fleet.add()));
    return fleet;
  }

  /** Goes to each worker in turn, and to nobody (502) while there is none. */
  get webhookUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/meta/webhook`;
  }

  get size(): number {
    return this.#members.length;
  }

  /** One more worker; resolves once it listens. */
  async add(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
      env: { PATH: process.env.PATH, META_PORT: '0', LOG_LEVEL: 'info', ...this.#env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#members.push({ child, port: await portOf(child) });
  }

  /** Kills the oldest worker as a crash would. */
  async kill(): Promise<void> {
    const [member] = this.#members.splice(0, 1);
    await end(member!.child, 'SIGKILL');
  }

  /** Asks the oldest worker to end and answers its exit status. */
  async remove(): Promise<number | null> {
    const [member] = this.#members.splice(0, 1);
    await end(member!.child, 'SIGTERM');
    return member!.child.exitCode;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#members.splice(0).map(({ child }) => end(child, 'SIGTERM')));
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #forward(incoming: IncomingMessage, response: ServerResponse): void {
    const member = this.#members[(this.#turn += 1) % Math.max(1, this.#members.length)];
    const refuse = () => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    };
    if (!member) return refuse();
    const { method, url, headers } = incoming;
    const onward = request(
      { host: '127.0.0.1', port: member.port, method, path: url, headers, timeout: FORWARD_MS },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502);
        answer.pipe(response);
      },
    );
    onward.on('error', refuse);
    onward.on('timeout', () => onward.destroy());
    incoming.pipe(onward);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await once(child, 'exit');
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('The worker did not start in time.'));
    }, START_MS);
    child.once('exit', (status) => reject(new Error(`The worker ended with status ${status}.`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const { msg, port } = JSON.parse(line) as { msg?: string; port?: number };
      if (msg !== 'http.listening' || port === undefined) return;
      clearTimeout(late);
      resolve(port);
    });
  });
}
