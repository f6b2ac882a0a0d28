import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from './ports.ts';
import { System } from './system.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PORTS = [
  'API_PORT',
  'WWEBJS_PORT',
  'META_PORT',
  'WEBHOOK_PORT',
  'ORCHESTRATOR_PORT',
  'META_SIM_PORT',
  'WA_WEB_SIM_PORT',
] as const;
const READY_MS = 240_000;
const STOP_MS = 60_000;
export const ADMIN_KEY = 'e2e-admin-key-for-local-use';

export interface Started {
  system: System;
  /** Everything that it printed. */
  output(): string;
  /** Presses Ctrl-C: SIGINT to the whole group in the foreground, as a terminal does. Resolves with the exit code. */
  interrupt(): Promise<number | null>;
  /** Ends only the command that was typed, as hard as it can be ended. */
  kill(): Promise<void>;
  /** Resolves when the curl lines are printed; rejects when it ends before. */
  ready: Promise<void>;
  exited: Promise<number | null>;
}

export type Environment = Record<string, string>;

/** A home folder and free ports for one system, for as many starts as a story needs. */
export async function newEnvironment(): Promise<Environment> {
  const ports = await freePorts(PORTS.length);
  return {
    ...Object.fromEntries(PORTS.map((name, index) => [name, String(ports[index])])),
    WATERTIGHT_HOME: mkdtempSync(join(tmpdir(), 'watertight-e2e-')),
    ADMIN_API_KEY: ADMIN_KEY,
    LOG_LEVEL: 'info',
    EGRESS_ALLOW_PRIVATE: '127.0.0.1', // the servers of files that stories name
  };
}

/** Each role in a process of its own, or all of them in one. */
export type Mode = 'multi' | 'single';

/** Types `npm start`, or `npm start -- --single`. */
export function npmStart(environment: Environment, mode: Mode = 'multi'): Started {
  const child = spawn('npm', mode === 'single' ? ['start', '--', '--single'] : ['start'], {
    cwd: ROOT,
    detached: true,
    env: { ...withoutTestStores(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const listen = (chunk: Buffer) => (printed += chunk.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const ready = untilPrinted(child, () => printed, exited);
  ready.catch(() => undefined); // whoever awaits it hears of it
  return {
    system: new System(addresses(environment)),
    output: () => printed,
    ready,
    exited,
    async interrupt() {
      process.kill(-(child.pid as number), 'SIGINT');
      return within(STOP_MS, 'npm start did not stop', exited, () => printed);
    },
    async kill() {
      process.kill(-(child.pid as number), 'SIGKILL');
      await exited;
    },
  };
}

/** The stories are about `npm start`'s own stores. */
function withoutTestStores(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...rest } = process.env;
  return rest;
}

function addresses(environment: Environment) {
  const at = (name: (typeof PORTS)[number]) => `http://127.0.0.1:${environment[name]}`;
  return {
    api: at('API_PORT'),
    orchestrator: at('ORCHESTRATOR_PORT'),
    metaSim: at('META_SIM_PORT'),
    waWebSim: at('WA_WEB_SIM_PORT'),
    adminKey: ADMIN_KEY,
  };
}

function untilPrinted(
  child: ChildProcess,
  output: () => string,
  exited: Promise<number | null>,
): Promise<void> {
  const printed = new Promise<void>((done) => {
    child.stdout?.on('data', () => {
      if (output().includes('Ctrl-C drains')) done();
    });
  });
  const failed = exited.then((code) => {
    throw new Error(`npm start ended with ${code}:\n${output()}`);
  });
  return within(READY_MS, 'npm start did not become ready', Promise.race([printed, failed]), output);
}

async function within<T>(ms: number, label: string, work: Promise<T>, output: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${label} within ${ms} ms:\n${output()}`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The two lines that `npm start` prints for pasting. */
export const curlLines = (output: string): string[] =>
  output.split('\n').filter((line) => line.startsWith('curl '));

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
