import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { codeOf } from '../fault.ts';

const PS_DEADLINE_MS = 2000;

/** One life of one process: pids are reused, the time of a start is not. */
export interface ProcessId {
  pid: number;
  /** `identityOf` at the time of writing. */
  identity: string;
}

/**
 * A text that no other process has had or will have under this pid: the time it was started (on Linux the boot and
 * its clock ticks since). Null when there is no such process, or only its zombie.
 */
export function identityOf(pid: number): string | null {
  return process.platform === 'linux' ? linuxIdentity(pid) : psIdentity(pid);
}

/** The process's identity, to write down; null when it is gone already. */
export function processId(pid: number): ProcessId | null {
  const identity = identityOf(pid);
  return identity === null ? null : { pid, identity };
}

export const isAlive = ({ pid, identity }: ProcessId): boolean => identityOf(pid) === identity;

/** Whether a text read from a file is an identity; anything else never leads to a signal. */
export function isProcessId(value: unknown): value is ProcessId {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, identity } = value as Partial<ProcessId>;
  return Number.isInteger(pid) && Number(pid) > 1 && typeof identity === 'string' && identity !== '';
}

const STATE = 0;
const START_TICKS = 19;

function linuxIdentity(pid: number): string | null {
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in parentheses may hold spaces and parentheses itself; fields are counted behind its end (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[STATE] ?? 'X';
  if (state === 'Z' || state === 'X') return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[START_TICKS]}`;
}

function psIdentity(pid: number): string | null {
  const line = ps(pid, 'state=,lstart=');
  return line === null || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
}

/** The arguments with which a process was started, joined by spaces; null when it is gone. */
export function commandLineOf(pid: number): string | null {
  if (process.platform !== 'linux') return ps(pid, 'args=');
  return readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? null;
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

function ps(pid: number, columns: string): string | null {
  try {
    const line = execFileSync('ps', ['-ww', '-o', columns, '-p', String(pid)], {
      encoding: 'utf8',
      timeout: PS_DEADLINE_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return line.trim() || null;
  } catch (error) {
    if ((error as { status?: number }).status === 1) return null; // ps found no such process
    throw error;
  }
}
