import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const PS_DEADLINE_MS = 2000;
const onLinux = process.platform === 'linux';

/**
 * A text that no other process has had or will have under this pid: the time it was started (on Linux in clock
 * ticks of this boot). Null when there is no such process, or only its zombie.
 */
export function identityOf(pid: number): string | null {
  return onLinux ? linuxIdentity(pid) : psIdentity(pid);
}

const STATE = 0;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
const START_TICKS = 19;
/** Linux counts processor time for user space in hundredths of a second, on every machine (time(7)). */
const TICK_MS = 10;

/** The name in parentheses may hold spaces and parentheses itself; fields are counted behind its end (proc(5)). */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

/** A process's first thread, which runs Node's event loop. */
export interface MainThread {
  /** Processor time since its start, milliseconds. */
  cpuMs: number;
  /** Stopped by a signal (SIGSTOP), until another one lets it go on. One that a debugger holds is not. */
  isHalted: boolean;
}

/** Null when the process is gone, and where the system does not tell it of one thread. */
export async function mainThreadOf(pid: number): Promise<MainThread | null> {
  if (!onLinux) return null;
  try {
    const fields = fieldsOf(await readFile(`/proc/${pid}/task/${pid}/stat`, 'utf8'));
    const cpuMs = (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) * TICK_MS;
    return { cpuMs, isHalted: fields[STATE] === 'T' };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function linuxIdentity(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = fieldsOf(stat);
  const state = fields[STATE] ?? 'X';
  if (state === 'Z' || state === 'X') return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[START_TICKS]}`;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function psIdentity(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      timeout: PS_DEADLINE_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
  } catch (error) {
    if ((error as { status?: number }).status === 1) return null; // ps found no such process
    throw error;
  }
}

/** Resident memory of the process alone, without its children, in MiB; null when it is gone. */
export async function rssMbOf(pid: number): Promise<number | null> {
  const kib = onLinux ? await linuxRssKib(pid) : await psRssKib(pid);
  return kib === null ? null : Math.round((kib / 1024) * 10) / 10;
}

async function linuxRssKib(pid: number): Promise<number | null> {
  try {
    // status and not statm: it counts in KiB, whatever the page size is.
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

async function psRssKib(pid: number): Promise<number | null> {
  try {
    const options = { timeout: PS_DEADLINE_MS };
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)], options);
    return stdout.trim() === '' ? null : Number(stdout);
  } catch (error) {
    if ((error as { code?: number }).code === 1) return null;
    throw error;
  }
}

/**
 * Signals the process that leads a group. False when it is gone.
 * Pids are reused: only for a child not yet reaped, or one whose identity was just checked.
 */
export const signalLeader = (pid: number, signal: NodeJS.Signals): boolean => send(pid, signal);

/** Signals the whole group that `pid` leads, under the same condition. False when nobody is left in it. */
export const signalGroup = (pid: number, signal: NodeJS.Signals): boolean => send(-pid, signal);

function send(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch (error) {
    // macOS answers EPERM for a group in which only zombies are left.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || (code === 'EPERM' && target < 0)) return false;
    throw error;
  }
}

const isGone = (error: unknown): boolean =>
  ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '');
