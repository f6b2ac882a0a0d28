import { freePort } from '@watertight/testkit';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The API as it runs in production, in a process of its own on a free port. */
export interface ApiProcess {
  child: ChildProcess;
  port: number;
  output(): { out: string; err: string };
  /** Resolves with the exit status. */
  ended: Promise<number | null>;
}

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const children: ChildProcess[] = [];

export async function startProcess(env: Record<string, string>): Promise<ApiProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { PATH: process.env['PATH'], API_PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([status]) => status as number | null);
  return { child, port, output: () => ({ out, err }), ended };
}

/** Ends those of this test file that still run, as hard as it can be done. */
export function killProcesses(): void {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
}
