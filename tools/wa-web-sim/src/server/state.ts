import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredDevice } from './devices.ts';
import type { Certificate } from './https.ts';
import type { MediaItem } from './media.ts';
import type { StoredWorld } from './world.ts';

/** What survives a restart of the simulator. */
export interface State {
  version: 1;
  certificate?: Certificate;
  devices: StoredDevice[];
  media?: MediaItem[];
  world?: StoredWorld;
}

export interface StateFile {
  /** Writes soon; calls in quick succession share one write. */
  touch(): void;
  /** Writes what is due and stops. */
  close(): Promise<void>;
}

const QUIET_MS = 200;
/** A large state is written less often: at most this part of the time goes into writing. */
const WRITE_SHARE = 0.05;

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** The state in `path`, empty when there is no such file; throws a sentence when the file is not the simulator's. */
export async function readState(path: string | undefined): Promise<State> {
  if (path === undefined) return { version: 1, devices: [] };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { version: 1, devices: [] };
    throw error;
  }
  try {
    const state = JSON.parse(text) as State;
    if (state.version === 1 && Array.isArray(state.devices)) return state;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Error(`${path} is not a state file of the WhatsApp Web simulator; move it away or name another.`);
}

/** Keeps `snapshot()` in `path`, replaced as a whole so that a reader never sees half of it. */
export function openStateFile(path: string | undefined, snapshot: () => State): StateFile {
  if (path === undefined) return { touch: () => undefined, close: async () => undefined };
  const target = path;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  let lastWriteMs = 0;

  async function write(): Promise<void> {
    const began = performance.now();
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.new`, JSON.stringify(snapshot()), { mode: 0o600 });
    await rename(`${target}.new`, target);
    lastWriteMs = performance.now() - began;
  }

  function enqueue(): Promise<void> {
    timer = undefined;
    writing = writing.then(write).catch((error: unknown) => {
      console.error(`The simulator's state could not be written: ${String(error)}`);
    });
    return writing;
  }

  return {
    touch() {
      timer ??= setTimeout(() => void enqueue(), Math.max(QUIET_MS, lastWriteMs / WRITE_SHARE));
    },
    async close() {
      clearTimeout(timer);
      await enqueue();
    },
  };
}
