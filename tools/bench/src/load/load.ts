import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoadPlan, LoadResult } from './plan.ts';

/** Beyond what the plan takes. */
const SLACK_MS = 30_000;

type Told =
  { kind: 'begun' | 'ended' } | { kind: 'result'; result: LoadResult } | { kind: 'failed'; reason: string };

/** Calls made at the beginning and at the end of the measured time. */
export interface Watch {
  begun?(): void;
  ended?(): void;
}

/** Runs a plan in a process of its own. @throws Error when it cannot be carried out or something else was answered */
export async function load(plan: LoadPlan, signal: AbortSignal, watch: Watch = {}): Promise<LoadResult> {
  const result = await inWorker(plan, signal, watch);
  if (result.failed > 0)
    throw new Error(`${result.failed} answers were not ${plan.expect}; the first: ${result.firstFailure}`);
  if (result.answered === 0)
    throw new Error(`Nothing was answered; ${result.firstFailure ?? 'no answer at all'}`);
  return result;
}

function inWorker(plan: LoadPlan, signal: AbortSignal, watch: Watch): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [], {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env.PATH },
      signal: AbortSignal.any([signal, AbortSignal.timeout(plan.warmUpMs + plan.measureMs + SLACK_MS)]),
      killSignal: 'SIGKILL',
    });
    child.on('message', (message) => {
      const told = message as Told;
      if (told.kind === 'result') resolve(told.result);
      else if (told.kind === 'failed') reject(new Error(`The load generator: ${told.reason}`));
      else watch[told.kind]?.();
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The load generator ended with ${code} before its result`)),
    );
    child.send(plan);
  });
}
