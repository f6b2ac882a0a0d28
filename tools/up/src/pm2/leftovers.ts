import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, endProcess, processId, type ProcessId } from '@watertight/embedded';
import { ROOT } from '../root.ts';

/** Longer than the drains of deploy/pm2/apps.cjs. */
const DRAIN_MS = 60_000;
const KILLED_WITHIN_MS = 5000;
/** In the order in which they end: what uses the stores first, all of it at once. */
const PROGRAMS = [join(ROOT, 'dist/apps/'), join(ROOT, 'tools/up/stores.mjs')];

/**
 * Ends what a PM2 that was killed has left running: its processes go on without it, and a new one does not know them.
 * To be called while no PM2 runs on the home; answers how many there were.
 */
export async function endLeftovers(pm2Home: string): Promise<number> {
  const dir = join(pm2Home, 'pids');
  const files = existsSync(dir) ? readdirSync(dir).filter((file) => file.endsWith('.pid')) : [];
  const pids = files.map((file) => Number(readFileSync(join(dir, file), 'utf8')));
  let ended = 0;
  for (const program of PROGRAMS) {
    const alive = pids.flatMap((pid) => ownProcess(pid, program, pm2Home) ?? []);
    await Promise.all(alive.map(end));
    ended += alive.length;
  }
  for (const file of files) rmSync(join(dir, file), { force: true });
  return ended;
}

const end = (process: ProcessId) =>
  endProcess(process, [
    ['SIGTERM', DRAIN_MS],
    ['SIGKILL', KILLED_WITHIN_MS],
  ]);

/** A pid may mean another process by now: only a program of ours, started by this PM2, is one. */
function ownProcess(pid: number, program: string, pm2Home: string): ProcessId | null {
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const identity = processId(pid);
  const isOurs = commandLineOf(pid)?.includes(program) && isOf(pid, pm2Home);
  return isOurs ? identity : null;
}

/** Told by the environment that it was started with, where the system shows that. */
function isOf(pid: number, pm2Home: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`PM2_HOME=${pm2Home}`);
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
