import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { codeOf } from '../fault.ts';
import { signalProcess } from './end.ts';

const KEPT_OUTPUT = 16_384;

export interface CommandOptions {
  deadlineMs: number;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  signal?: AbortSignal;
  /** Sees each line of output as it comes. */
  onLine?: (line: string) => void;
}

export interface CommandResult {
  ok: boolean;
  /** Why it is not ok: `exit status 1`, `took longer than 60 s`, `not found`. */
  fault: string;
  /** The last 16 KiB of standard output and error, together. */
  output: string;
}

/**
 * Runs a program to its end, in a process group of its own, which is killed as a whole at the deadline or on abort.
 * A program that fails or is not there is a value; an abort rejects with the signal's reason.
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  { deadlineMs, signal, onLine, ...options }: CommandOptions,
): Promise<CommandResult> {
  signal?.throwIfAborted();
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect([child.stdout, child.stderr], onLine);
  let late = false;
  const killGroup = () => child.pid !== undefined && signalProcess(-child.pid, 'SIGKILL');
  const timer = setTimeout(() => {
    late = true;
    killGroup();
  }, deadlineMs);
  signal?.addEventListener('abort', killGroup, { once: true });
  try {
    const fault = await new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(spawnFault(error)));
      child.once('close', (status, by) => resolve(status === 0 ? '' : exitFault(status, by)));
    });
    signal?.throwIfAborted();
    const reason = late ? `took longer than ${Math.round(deadlineMs / 1000)} s` : fault;
    return { ok: reason === '', fault: reason, output: output() };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', killGroup);
  }
}

const spawnFault = (error: Error): string => (codeOf(error) === 'ENOENT' ? 'not found' : error.message);
const exitFault = (status: number | null, by: NodeJS.Signals | null): string =>
  by === null ? `exit status ${status}` : `ended by ${by}`;

function collect(streams: NodeJS.ReadableStream[], onLine?: (line: string) => void): () => string {
  let kept = '';
  for (const stream of streams) {
    let line = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      kept = (kept + text).slice(-KEPT_OUTPUT);
      if (!onLine) return;
      const lines = (line + text).slice(-KEPT_OUTPUT).split('\n');
      line = lines.pop() ?? '';
      lines.forEach(onLine);
    });
  }
  return () => kept;
}

/** The program's full path by PATH, or null. A name with a slash is taken as it stands. */
export function findProgram(name: string, path: string = process.env['PATH'] ?? ''): string | null {
  const candidates = name.includes('/') ? [name] : path.split(delimiter).map((dir) => join(dir, name));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR', 'ELOOP'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}
