import { readdir, readFile } from 'node:fs/promises';
import { sleep } from '@watertight/service';
import { processesOn } from './cleanup.ts';

const STOP_TIMEOUT_MS = 500;
const LOOK_MS = 1;

/** Whether browsers can be held still here: the kernel has to say that they are. */
export const canFreeze = process.platform === 'linux';

/**
 * Runs `work` while every process of the profile's browser is stopped, so that nothing is written to the profile:
 * its files are then as after a loss of power, which LevelDB is made to recover from. Answers how long they stood
 * still, in milliseconds. Whatever happens, they go on afterwards.
 */
export async function whileFrozen(profileDir: string, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const stopped = new Set<number>();
  try {
    // The browser may be starting a process while it is being stopped: one more look finds it.
    for (let found = await processesOn(profileDir); found.some((pid) => !stopped.has(pid));) {
      for (const pid of found) if (!stopped.has(pid)) signal(pid, 'SIGSTOP', stopped);
      await allStopped(found);
      found = await processesOn(profileDir);
    }
    if (stopped.size === 0) throw new Error('The profile has no browser');
    await work();
  } finally {
    for (const pid of stopped) signal(pid, 'SIGCONT');
  }
  return performance.now() - startedAt;
}

function signal(pid: number, name: NodeJS.Signals, sent?: Set<number>): void {
  try {
    process.kill(pid, name);
    sent?.add(pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended meanwhile
    sent?.add(pid);
  }
}

/** A signal is taken at the next return from the kernel; until then a thread may still be writing. */
async function allStopped(pids: readonly number[]): Promise<void> {
  const until = performance.now() + STOP_TIMEOUT_MS;
  while ((await Promise.all(pids.map(isRunning))).some(Boolean)) {
    if (performance.now() > until) throw new Error('The browser cannot be held still');
    await sleep(LOOK_MS);
  }
}

/** Whether any thread of the process could still write: T is stopped, t traced, Z and X are dead. */
async function isRunning(pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []); // it ended meanwhile
  const states = threads.map(async (thread) => {
    const stat = await readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8').catch(() => ') X');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  });
  return (await Promise.all(states)).some((state) => !'TtZX'.includes(state));
}
