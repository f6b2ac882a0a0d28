import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sleep } from '@watertight/service';

/** In the environment of every browser: the pid of the worker that started it. */
export const OWNER_VARIABLE = 'WATERTIGHT_BROWSER_OWNER';

const LIST_TIMEOUT_MS = 3000;
const DEATH_TIMEOUT_MS = 2000;
const LOOK_MS = 25;
const LOCKS = ['SingletonLock', 'SingletonSocket', 'SingletonCookie'];

interface Process {
  pid: number;
  /** The whole command line; the kernel separates arguments with NUL, Chromium's children with spaces. */
  commandLine: string;
}

/** The processes of any browser that uses exactly this profile, its children included. */
export async function processesOn(profileDir: string): Promise<number[]> {
  if (!isAbsolute(profileDir)) throw new Error('A profile is named by its absolute path');
  const argument = `--user-data-dir=${profileDir}`;
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  return all
    .filter(({ pid, commandLine }) => pid !== process.pid && hasArgument(commandLine, argument))
    .map(({ pid }) => pid);
}

/** Exported for its test: `profile` must not be taken for `profile-2`. */
export function hasArgument(commandLine: string, argument: string): boolean {
  if (!commandLine.includes(argument)) return false;
  const start = `\0${commandLine.replaceAll(' --', '\0--')}\0`.replaceAll(/[ \n]+\0/g, '\0');
  return start.includes(`\0${argument}\0`);
}

async function fromProc(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = pids.map(async (pid) => ({ pid: Number(pid), commandLine: await commandLineOf(pid) }));
  return Promise.all(read);
}

const commandLineOf = (pid: string): Promise<string> =>
  readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''); // it ended meanwhile, or is not ours to see

async function fromPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,command='], {
    timeout: LIST_TIMEOUT_MS,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, commandLine] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && commandLine ? [{ pid: Number(pid), commandLine }] : [];
  });
}

/**
 * Kills whatever browser uses this profile (frozen ones too) and waits until it is gone. Answers how many
 * processes there were; throws when one outlives SIGKILL for two seconds.
 */
export async function endBrowsersOn(profileDir: string): Promise<number> {
  const found = new Set<number>();
  const until = Date.now() + DEATH_TIMEOUT_MS;
  for (;;) {
    const alive = await processesOn(profileDir);
    if (alive.length === 0) return found.size;
    for (const pid of alive) {
      if (!found.has(pid)) kill(pid);
      found.add(pid);
    }
    if (Date.now() > until) throw new Error(`${alive.length} browser processes outlive SIGKILL`);
    await sleep(LOOK_MS);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it is gone already
  }
}

/**
 * Makes a profile usable after whatever happened to its last browser: ends an orphan of a killed worker, then
 * removes the locks it left. Another host's lock is removed too: the phone's lease says that it is ours.
 */
export async function freeProfile(profileDir: string): Promise<number> {
  const ended = await endBrowsersOn(profileDir);
  await Promise.all(LOCKS.map((lock) => rm(join(profileDir, lock), { force: true })));
  return ended;
}

/**
 * Ends the browsers below `sessionDir` whose worker is dead, and only those: several workers may share the folder.
 * Answers how many processes there were. Where the kernel does not show a process's environment this finds none, and
 * an orphan lives until its profile is used again.
 */
export async function endOrphansIn(sessionDir: string): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const prefix = `--user-data-dir=${join(resolve(sessionDir), 'session-')}`;
  const ours = (await fromProc()).filter(({ commandLine }) => commandLine.includes(prefix));
  const owned = ours.map(async ({ pid }) => ({ pid, owner: await ownerOf(pid) }));
  const orphans = (await Promise.all(owned)).filter(({ owner }) => owner !== null && !isAlive(owner));
  for (const { pid } of orphans) kill(pid);
  return orphans.length;
}

async function ownerOf(pid: number): Promise<number | null> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''); // not ours, or ended
  const [, owner] = new RegExp(`(?:^|\\0)${OWNER_VARIABLE}=(\\d+)(?:\\0|$)`).exec(environment) ?? [];
  return owner === undefined ? null : Number(owner);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Memory of the browser on each profile in MiB, shared pages in proportion; nothing where it cannot be told. */
export async function memoryOn(profileDirs: readonly string[]): Promise<Map<string, number>> {
  if (process.platform !== 'linux' || profileDirs.length === 0) return new Map();
  const all = await fromProc();
  const each = profileDirs.map(async (dir): Promise<[string, number]> => {
    const argument = `--user-data-dir=${dir}`;
    const pids = all.filter(({ commandLine }) => hasArgument(commandLine, argument));
    const shares = await Promise.all(pids.map(({ pid }) => shareOf(pid)));
    return [dir, Math.round(shares.reduce((sum, kib) => sum + kib, 0) / 1024)];
  });
  return new Map(await Promise.all(each));
}

async function shareOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''); // it ended meanwhile
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
}
