import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { LogFile } from '../logs.ts';
import type { ChildSpec } from '../processes.ts';
import { createTail, readLines, type Tail } from './lines.ts';
import { signalGroup, signalLeader } from './pid.ts';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  at: Date;
  /** What code and signal do not tell: V8 aborts when its heap is full. */
  cause: 'out-of-memory' | null;
  lastLines: string[];
  /** The lines that explain it best: standard error, if it said anything. */
  complaint: string[];
}

/** One operating-system process, from its spawn to its end. */
export interface Life {
  /** Null when it could not even be spawned; `exited` says why. */
  readonly pid: number | null;
  readonly startedAt: Date;
  readonly exited: Promise<Exit>;
  /** SIGTERM to the process, SIGKILL to its group after `graceMs`; the first call's grace counts. */
  end(graceMs: number): Promise<Exit>;
  /** SIGKILL to its group, now. */
  kill(): void;
  /** To one that waits: its turn has come. */
  giveTurn(): void;
}

type Spawned = ChildProcessByStdio<Writable | null, Readable, Readable>;

/** A helper that outlives the child may hold its output open; it is not waited for longer than this. */
const OUTPUT_GRACE_MS = 1000;

/**
 * Starts a child as the leader of a process group of its own: the terminal's Ctrl-C does not reach it, and what
 * it leaves behind can be ended with it. One that `waits` is told of its turn on standard input, which ends with this
 * process whatever becomes of it. Never throws: a child that cannot be spawned has exited.
 */
export function launch(
  spec: ChildSpec,
  env: NodeJS.ProcessEnv,
  file: LogFile,
  { waits = false }: { waits?: boolean } = {},
): Life {
  try {
    const child: Spawned = waits
      ? spawn(process.execPath, spec.args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'], env })
      : spawn(process.execPath, spec.args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
    const { pid } = child;
    if (pid !== undefined) return living(child, pid, file);
    return stillborn(once(child, 'error').then(([error]) => error as Error));
  } catch (error) {
    return stillborn(Promise.resolve(error as Error));
  }
}

function living(child: Spawned, pid: number, file: LogFile): Life {
  const tail = createTail();
  child.stdin?.on('error', () => undefined); // it is gone: its exit tells more
  for (const source of ['stdout', 'stderr'] as const) {
    readLines(child[source], (line) => {
      tail.push(source, line);
      file.write(`${line}\n`);
    });
  }
  let over = false;
  const kill = () => {
    if (!over) signalGroup(pid, 'SIGKILL');
  };
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      kill(); // the rest of the group, whose number cannot have been given away yet
      over = true;
      void outputRead(child).then(() => resolve(exitOf(tail, code, signal)));
    });
  });
  const endOnce = async (graceMs: number) => {
    if (!over) signalLeader(pid, 'SIGTERM');
    const timer = setTimeout(kill, graceMs);
    const exit = await exited;
    clearTimeout(timer);
    return exit;
  };
  let ending: Promise<Exit> | null = null;
  return {
    pid,
    startedAt: new Date(),
    exited,
    kill,
    end: (graceMs) => (ending ??= endOnce(graceMs)),
    giveTurn: () => void child.stdin?.end('turn\n'),
  };
}

function stillborn(cause: Promise<Error>): Life {
  const tail = createTail();
  const exited = cause.then((error) => {
    tail.push('stderr', `cannot be spawned: ${error.message}`);
    return exitOf(tail, null, null);
  });
  const nothing = () => undefined;
  return { pid: null, startedAt: new Date(), exited, kill: nothing, giveTurn: nothing, end: () => exited };
}

async function outputRead(child: Spawned): Promise<void> {
  const timer = setTimeout(() => {
    child.stdout.destroy();
    child.stderr.destroy();
  }, OUTPUT_GRACE_MS);
  await once(child, 'close');
  clearTimeout(timer);
}

const exitOf = (tail: Tail, code: number | null, signal: NodeJS.Signals | null): Exit => ({
  code,
  signal,
  at: new Date(),
  cause: tail.isOutOfMemory() ? 'out-of-memory' : null,
  lastLines: tail.lines(),
  complaint: tail.complaint(),
});
