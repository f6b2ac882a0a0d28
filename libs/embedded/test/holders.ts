import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endProcess, identityOf } from '../src/index.ts';
import { readRecord } from '../src/server/record.ts';

export interface Holder {
  url: string;
  pid: number;
  port: number;
  adopted: boolean;
  /** kill -9 of the process that started the store, not of the store. */
  kill(): Promise<void>;
  /** Its orderly end. */
  end(): Promise<void>;
}

/** Another process that starts a store. */
export async function startHolder(kind: 'postgres' | 'redis', dir: string): Promise<Holder> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'holder.ts'), kind, dir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const line = await firstLine(child);
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return { ...JSON.parse(line), kill: () => ended('SIGKILL'), end: () => ended('SIGTERM') } as Holder;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (status) => reject(new Error(`the holder ended with ${status}`)));
  });
}

export const isRunning = (pid: number): boolean => identityOf(pid) !== null;

/** A folder of the test's own, and how to remove it, with a server that a failed test left on it. */
export function temporaryDir(): { dir: string; remove(): Promise<void> } {
  const dir = mkdtempSync(join(tmpdir(), 'watertight-embedded-'));
  return {
    dir,
    async remove() {
      const left = readRecord(dir);
      if (left) await endProcess(left, [['SIGKILL', 5000]]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
