import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tryLock } from '@watertight/embedded';
import { Refusal } from './refusal.ts';
import { ROOT } from './root.ts';

/** The folder of all local state, and what is where in it. */
export interface Home {
  dir: string;
  logs: string;
  /** The orchestrator's records of running processes. */
  run: string;
  sessions: string;
  postgres: string;
  redis: string;
  secrets: string;
  /** The linked browsers of the WhatsApp Web simulator. */
  waWebSimState: string;
}

/** `.watertight`, or WATERTIGHT_HOME; made if it is not there, closed to others. */
export function openHome(env: NodeJS.ProcessEnv): Home {
  const dir = resolve(ROOT, env['WATERTIGHT_HOME']?.trim() || '.watertight');
  const home: Home = {
    dir,
    logs: join(dir, 'logs'),
    run: join(dir, 'run'),
    sessions: join(dir, 'sessions'),
    postgres: join(dir, 'postgres'),
    redis: join(dir, 'redis'),
    secrets: join(dir, 'secrets.json'),
    waWebSimState: join(dir, 'sandbox/wa-web-sim.json'),
  };
  // PostgreSQL does not run as root: its own account must get through to its data, and sees nothing else on the way.
  makePrivate(dir, process.getuid?.() === 0 ? 0o711 : 0o700);
  for (const inner of [home.logs, home.run, home.sessions, home.redis, join(dir, 'sandbox')])
    makePrivate(inner, 0o700);
  return home;
}

function makePrivate(dir: string, mode: number): void {
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, mode);
}

/** @throws Refusal when another system runs on the home */
export function takeHome(home: Home): () => void {
  const result = tryLock(join(home.dir, 'start.lock'));
  if ('release' in result) return result.release;
  throw new Refusal(
    `Watertight is running on ${home.dir} already (pid ${result.heldBy}): stop it first, or set another WATERTIGHT_HOME and other ports.`,
  );
}
