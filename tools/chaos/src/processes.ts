import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { endProcess, processId } from '@watertight/embedded';
import { until } from './until.ts';

const READY_WITHIN_MS = 60_000;
const DRAIN_MS = 60_000;
const KILL_MS = 5000;
const PS_MS = 5000;

export interface NodeProgram {
  file: string;
  args?: string[];
  env: Record<string, string>;
  /** Gets all that it prints. */
  logFile: string;
}

/** A process of ours. */
export interface Running {
  readonly pid: number;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and if need be SIGKILL. */
  end(): Promise<void>;
}

/** What children may see of our own environment; the rest is theirs by construction. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'TZ',
  'USER',
  'CHROME_PATH',
  'WWEBJS_BROWSER_ARGS',
];

/** A group of its own: a Ctrl-C in the terminal reaches us alone, and we end the rest in good order. */
export function startNode({ file, args = [], env, logFile }: NodeProgram): Running {
  const inherited = Object.fromEntries(
    INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  ) as Record<string, string>;
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [file, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...inherited, ...env },
  });
  closeSync(log);
  return running(child, file);
}

function running(child: ChildProcess, file: string): Running {
  const identity = child.pid === undefined ? null : processId(child.pid);
  if (identity === null) throw new Error(`${file} could not be started`);
  const endBy = async (...steps: Parameters<typeof endProcess>[1]) => {
    if ((await endProcess(identity, steps)) === undefined)
      throw new Error(`Process ${identity.pid} (${file}) survives kill -9`);
  };
  return {
    pid: identity.pid,
    kill: () => endBy(['SIGKILL', KILL_MS]),
    end: () => endBy(['SIGTERM', DRAIN_MS], ['SIGKILL', KILL_MS]),
  };
}

/** Waits until the address answers with a 2xx. */
export const ready = (url: string, signal: AbortSignal): Promise<void> =>
  until(
    `${url} answers`,
    READY_WITHIN_MS,
    async () => (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok,
    { pollMs: 100, signal },
  );

export interface Listed {
  pid: number;
  parent: number;
  args: string;
}

/** All processes of this machine, with their command lines. */
export async function listProcesses(): Promise<Listed[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], {
    timeout: PS_MS,
    maxBuffer: 16 * 2 ** 20,
  });
  return stdout.split('\n').flatMap((line): Listed[] => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3]! }] : [];
  });
}

/** All processes below one, with their command lines. */
export async function childrenOf(ancestor: number): Promise<Listed[]> {
  const all = await listProcesses();
  const below = new Set([ancestor]);
  const found: Listed[] = [];
  for (let grew = true; grew;) {
    const next = all.filter(({ pid, parent }) => below.has(parent) && !below.has(pid));
    for (const child of next) below.add(child.pid);
    found.push(...next);
    grew = next.length > 0;
  }
  return found;
}
