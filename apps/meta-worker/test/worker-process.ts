import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The Meta worker as it runs in production, in a process of its own on a free port. */
export interface WorkerProcess {
  url: string;
  /** Everything it logged, line by line. */
  lines: string[];
  /** Sends SIGTERM and answers the exit status. */
  stop(): Promise<number | null>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '../src/main.ts');
const START_MS = 45_000;

export async function startWorker(env: Record<string, string>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH, META_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const url = await addressOf(child, lines);
  return {
    url,
    lines,
    async stop() {
      if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
      return child.exitCode;
    },
    async kill() {
      if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
    },
  };
}

function addressOf(child: ChildProcess, lines: string[]): Promise<string> {
  const fault = (what: string) => new Error(`The worker ${what}:\n${lines.join('\n')}`);
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => {
      child.kill('SIGKILL');
      reject(fault('did not start in time'));
    }, START_MS);
    child.once('exit', (status) => reject(fault(`ended with status ${status}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      lines.push(line);
      const { msg, port } = JSON.parse(line) as { msg?: string; port?: number };
      if (msg !== 'http.listening') return;
      clearTimeout(tooLate);
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
