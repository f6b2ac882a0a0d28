import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What processes under test are told to do to themselves; see `orders.mjs`, which they have loaded. */
export interface Orders {
  /** Gives it to everything that is started with it. */
  readonly env: Readonly<Record<string, string>>;
  /** The event loop of this process does nothing else for so long. */
  block(pid: number, ms: number): void;
  /** V8 ends the process when its limit is reached. */
  fillHeap(pid: number): void;
  /** From now on each life of the app ends by itself with status 1, so long after its start. */
  crashAfter(app: string, ms: number): void;
  /** Its next life is an ordinary one. */
  pardon(app: string): void;
  remove(): void;
}

export function createOrders(): Orders {
  const dir = mkdtempSync(join(tmpdir(), 'watertight-orders-'));
  const order = (pid: number, text: string) => {
    writeFileSync(join(dir, 'order'), text);
    process.kill(pid, 'SIGUSR2');
  };
  return {
    env: { NODE_OPTIONS: `--import ${imported(dir)}` },
    block: (pid, ms) => order(pid, `block ${ms}`),
    fillHeap: (pid) => order(pid, 'fill the heap'),
    crashAfter: (app, ms) => writeFileSync(join(dir, `crash-${app}`), String(ms)),
    pardon: (app) => rmSync(join(dir, `crash-${app}`), { force: true }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function imported(dir: string): string {
  const url = pathToFileURL(join(import.meta.dirname, 'orders.mjs'));
  url.searchParams.set('dir', dir);
  return url.href;
}
