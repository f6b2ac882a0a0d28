import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A message that reached "WhatsApp". */
export interface LedgerEntry {
  id: string;
  to: string;
  text: string | null;
  opaque: string | null;
  times: number;
}

/** The simulator of Graph, in a process of its own on a free port. */
export interface Simulator {
  url: string;
  /** Calls the control API: `/sim/…`. Throws unless it answers 2xx. */
  control(method: string, path: string, body?: object): Promise<unknown>;
  /** What the ledger holds under one of our message ids. */
  ledger(messageId: string): Promise<LedgerEntry[]>;
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '../../../tools/meta-sim/src/main.ts');
const START_MS = 50_000;

export async function startSimulator(env: Record<string, string> = {}): Promise<Simulator> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { ...process.env, META_SIM_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {};
    const answer = await fetch(url + path, { method, ...init, signal: AbortSignal.timeout(5000) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    url,
    control,
    async ledger(messageId) {
      const page = (await control('GET', `/sim/ledger?opaque=${messageId}`)) as { entries: LedgerEntry[] };
      return page.entries;
    },
    async stop() {
      if (child.exitCode !== null || !child.kill('SIGTERM')) return;
      await once(child, 'exit');
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const tooLate = setTimeout(() => child.kill('SIGKILL'), START_MS);
  let said = '';
  try {
    for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      const url = /on (http:\/\/\S+)\. /.exec(said)?.[1];
      if (url) return url;
    }
  } finally {
    clearTimeout(tooLate);
    child.stdout!.resume();
  }
  throw new Error(`The simulator did not start: ${said}`);
}
