import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import wwebjs, { type Client as WwebClient, type Message } from 'whatsapp-web.js';
import type { WaWebSim } from '../src/index.ts';

const { Client } = wwebjs;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The Chromium of this machine, CHROME_PATH first; throws a sentence when there is none. */
export function findChromium(): string {
  const path = process.env['CHROME_PATH'] ?? NAMES.map(onPath).find((found) => found !== undefined);
  if (path === undefined) throw new Error('No Chromium was found; install one or set CHROME_PATH.');
  return path;
}

const isRoot = (): boolean => process.getuid?.() === 0;

const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A fresh profile folder; `remove` deletes it. */
export async function makeProfile(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'wa-web-sim-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}

/** One whatsapp-web.js client in its own browser. */
export interface Driver {
  client: WwebClient;
  /** Resolves with the arguments of the next such event that `fits`; rejects after `withinMs`. */
  next(event: string, fits?: (...args: never[]) => boolean, withinMs?: number): Promise<unknown[]>;
  /** Names of all events so far, in order. */
  seen: string[];
  /** Ends the browser without asking it, as kill -9 of its owner would. */
  kill(): Promise<void>;
}

const EVENTS = [
  'qr',
  'code',
  'authenticated',
  'ready',
  'message',
  'message_create',
  'message_ack',
  'disconnected',
];

/** Starts a browser on `profile`; pairing and `ready` are the caller's. */
export function startDriver(sim: WaWebSim, profile: string, options: Record<string, unknown> = {}): Driver {
  const client = new Client({
    webVersionCache: { type: 'none' },
    ...options,
    puppeteer: {
      headless: true,
      pipe: true,
      executablePath: findChromium(),
      userDataDir: profile,
      args: [...ARGS, ...(isRoot() ? ['--no-sandbox'] : []), ...sim.chromiumArgs],
    },
  });
  const seen: string[] = [];
  for (const event of EVENTS) client.on(event, () => seen.push(event));
  let fault = 'no fault';
  const started = client.initialize().catch((error: unknown) => {
    fault = error instanceof Error ? error.message : JSON.stringify(error);
  });

  return {
    client,
    seen,
    next(event, fits = () => true, withinMs = 15_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no "${event}" within ${withinMs} ms (start: ${fault})`)),
          withinMs,
        );
        const listener = (...args: unknown[]) => {
          if (!fits(...(args as never[]))) return;
          clearTimeout(timer);
          client.off(event, listener);
          resolve(args);
        };
        client.on(event, listener);
      });
    },
    async kill() {
      // The browser may be starting only now, and nobody else would end it.
      await Promise.race([started, eventually(async () => client.pupBrowser !== null)]);
      const child = client.pupBrowser?.process();
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // The group, because children that outlive their parent write into the profile while it is being removed.
      process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
  };
}

/** Fits acknowledgements of one message at one level. */
export const ackOf =
  (id: string, wanted: number) =>
  (message: Message, ack: number): boolean =>
    message.id._serialized === id && ack === wanted;

/** Repeats `probe` until it answers something other than undefined or false; throws after `withinMs`. */
export async function eventually<T>(
  probe: () => Promise<T | undefined | false>,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`nothing came within ${withinMs} ms: ${probe.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
