import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processId, type ProcessId } from '@watertight/embedded';
import type { Home } from '../home.ts';
import { ROOT } from '../root.ts';
import { endSystem, livingRecords } from './records.ts';

const DRAIN_MS = 40_000;
const TAIL_LINES = 12;

export interface Orchestrator {
  start(): void;
  /** How the one that was started last ended, in words. */
  ended(): Promise<string>;
  /** The last lines that it said on standard error. */
  lastWords(): string;
  /** Drains and ends it and every process that it started; answers how many had to be killed. */
  stop(hurry: AbortSignal): Promise<number>;
}

/**
 * The orchestrator, in a process group of its own, out of the reach of the terminal's Ctrl-C. It writes its log
 * itself; what it says on standard error is kept in a file, since a pipe to us would break if we were killed.
 */
export function createOrchestrator(home: Home, env: NodeJS.ProcessEnv): Orchestrator {
  const faultFile = join(home.logs, 'orchestrator.stderr');
  let ended: Promise<string> = Promise.resolve('was never started');
  let known: ProcessId | undefined;

  function start(): void {
    const faults = openSync(faultFile, 'w', 0o600);
    const child = spawn(process.execPath, [join(ROOT, 'dist/apps/orchestrator/main.js')], {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'ignore', faults],
    });
    closeSync(faults);
    ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(`did not start: ${error.message}`));
      child.once('exit', (status, signal) =>
        resolve(signal ? `was ended by ${signal}` : `ended with status ${status}`),
      );
    });
    known = (child.pid !== undefined && processId(child.pid)) || undefined;
  }
  return {
    start,
    ended: () => ended,
    lastWords: () => readFileSync(faultFile, 'utf8').trim().split('\n').slice(-TAIL_LINES).join('\n'),
    stop: (hurry) => endSystem(home.run, { drainMs: DRAIN_MS, hurry, known }),
  };
}

/** Ends what a killed run left; false when there was nothing. */
export async function endLeftovers(home: Home, hurry: AbortSignal): Promise<boolean> {
  const { orchestrator, children } = livingRecords(home.run);
  if (!orchestrator && children.length === 0) return false;
  await endSystem(home.run, { drainMs: DRAIN_MS, hurry });
  return true;
}
