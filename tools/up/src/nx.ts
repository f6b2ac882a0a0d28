import { spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { signalProcess } from '@watertight/embedded';
import { Refusal } from './refusal.ts';
import { ROOT } from './root.ts';

const TAIL_LINES = 30;

/** Within the repository; Nx would keep it in the user's home otherwise. */
export const NX_CACHE = join(ROOT, '.nx/cache');

/** No daemon, which would outlive us, and no full-screen output. */
const NX_ENV = { NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', NX_CACHE_DIRECTORY: NX_CACHE };

/** How `node` runs the program of an npm package. */
export function programOf(packageName: string, name = packageName): string {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`, { paths: [ROOT] });
  const { bin } = createRequire(import.meta.url)(manifest) as { bin: string | Record<string, string> };
  const path = typeof bin === 'string' ? bin : bin[name];
  if (!path) throw new Error(`${packageName} has no program ${name}`);
  return join(dirname(manifest), path);
}

/** Output that is kept and told later has no colours. */
const PLAIN = { NO_COLOR: '1', FORCE_COLOR: '0' };

export interface NodeRun {
  args: string[];
  env?: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Shown on the terminal as it is; else collected. */
  inherit?: boolean;
  onLine?: (line: string) => void;
  logFile?: string;
}

export interface NodeRunResult {
  status: number | null;
  /** The last lines of output that was collected. */
  tail: string;
}

/**
 * Runs node at the repository's root, in a process group of its own that ends when the signal is aborted: a Ctrl-C
 * reaches it through us alone, once. Rejects with the signal's reason then.
 */
export async function runNode({
  args,
  env = {},
  signal,
  inherit,
  onLine,
  logFile,
}: NodeRun): Promise<NodeRunResult> {
  signal.throwIfAborted();
  const output = inherit ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...(inherit ? {} : PLAIN), ...env },
    detached: true,
    stdio: ['ignore', output, output],
  });
  const log = logFile ? createWriteStream(logFile, { mode: 0o600 }) : undefined;
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => see(line, tail, log, onLine));
  }
  const end = () => child.pid !== undefined && signalProcess(-child.pid, 'SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return { status, tail: tail.join('\n') };
  } finally {
    signal.removeEventListener('abort', end);
    log?.end();
  }
}

function see(line: string, tail: string[], log?: WriteStream, onLine?: (line: string) => void): void {
  tail.push(line);
  if (tail.length > TAIL_LINES) tail.shift();
  log?.write(`${line}\n`);
  onLine?.(line);
}

export const runNx = (run: NodeRun): Promise<NodeRunResult> =>
  runNode({ ...run, args: [programOf('nx'), ...run.args], env: { ...NX_ENV, ...run.env } });

const FINISHED = /^\s*[✔√]\s+(?:nx run )?(\S+)/u;

/** Runs targets of Nx quietly, telling each task as it is done. @throws Refusal with the end of the output */
export async function runTargets({
  args,
  signal,
  say,
  logFile,
}: {
  args: string[];
  signal: AbortSignal;
  say: (line: string) => void;
  logFile?: string;
}): Promise<{ tasks: number }> {
  let tasks = 0;
  const { status, tail } = await runNx({
    args,
    signal,
    ...(logFile && { logFile }),
    onLine: (line) => {
      const task = FINISHED.exec(line)?.[1];
      if (!task) return;
      tasks++;
      say(`  ${task}`);
    },
  });
  const whole = logFile ? ` (all of it is in ${logFile})` : '';
  if (status !== 0) throw new Refusal(`nx ${args.join(' ')} failed, and ended with${whole}:\n${tail}`);
  return { tasks };
}
