import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '@watertight/core';
import { onTestFinished, vi } from 'vitest';
import { openLogFile } from '../src/logs.ts';
import type { ChildSpec } from '../src/processes.ts';
import type { ProcessView } from '../src/supervise/child.ts';
import type { SupervisorEvent, SupervisorEventName } from '../src/supervise/events.ts';
import { openRunDir } from '../src/supervise/run-dir.ts';
import { createSupervisor, type Supervisor } from '../src/supervise/supervisor.ts';
import { defaultTimings, type Timings } from '../src/supervise/timings.ts';

/** Short enough for tests, long enough for a loaded machine. */
export const fastTimings: Timings = {
  ...defaultTimings,
  probeIntervalMs: 50,
  startProbeIntervalMs: 25,
  probeDeadlineMs: 1000,
  hungMs: 3000,
  spinningMs: 3000,
  startupMs: 10_000,
  drainMs: 2000,
  memoryIntervalMs: 50,
  backoffBaseMs: 50,
  backoffCapMs: 400,
  maxRestarts: 3,
  leftoverGraceMs: 2000,
};

/**
 * A child that does as MODE says. `GET /health` tells who it is, `/busy` blocks its event loop for ever.
 * On SIGTERM it works for a moment, writes DRAINED and leaves, unless it is stubborn.
 */
const SCRIPT = `
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
const { MODE = 'good', PORT, INSTANCE_ID, WATERTIGHT_RESTARTS, WATERTIGHT_STANDBY, DRAINED, HELPER } = process.env;
console.log('hello from ' + INSTANCE_ID);
if (WATERTIGHT_STANDBY === '1')
  for await (const word of process.stdin) { if (String(word) !== 'turn\\n') process.exit(4); break; }
if (MODE === 'slow') await new Promise((resolve) => setTimeout(resolve, 600));
if (MODE === 'crash') { console.error('boom'); process.exit(3); }
if (MODE === 'configuration') { console.log('{"msg":"x"}'); console.error('ADMIN_API_KEY is not set.'); process.exit(78); }
if (MODE === 'parent') {
  const helper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  writeFileSync(HELPER, String(helper.pid));
}
process.on('SIGTERM', () => {
  if (MODE === 'stubborn') return;
  setTimeout(() => { if (DRAINED) writeFileSync(DRAINED, 'done'); process.exit(0); }, 200);
});
const ballast = MODE === 'fat' ? Buffer.alloc(200 * 2 ** 20, 1) : null;
if (MODE === 'mute') setInterval(() => ballast, 1000);
else createServer((request, response) => {
  if (request.url === '/busy') for (;;) ballast;
  const orchestrator = Object.keys(process.env).filter((name) => name.startsWith('ORCHESTRATOR_'));
  response.end(JSON.stringify({ instanceId: INSTANCE_ID, pid: process.pid, WATERTIGHT_RESTARTS, orchestrator }));
}).listen(Number(PORT), '127.0.0.1');
`;

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function writeScript(dir: string): string {
  const path = join(dir, 'child.mjs');
  writeFileSync(path, SCRIPT);
  return path;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface ChildWish {
  /** `<name>-<n>`. */
  id: string;
  mode?: 'good' | 'crash' | 'configuration' | 'fat' | 'stubborn' | 'mute' | 'parent' | 'slow';
  env?: Record<string, string>;
  memoryLimitMb?: number;
  standby?: boolean;
}

export interface Constellation {
  dir: string;
  supervisor: Supervisor;
  events: SupervisorEvent[];
  view(instanceId: string): ProcessView;
  /** The events of one child, or only those of one kind. */
  eventsOf(instanceId: string, event?: SupervisorEventName): SupervisorEvent[];
  /** Waits until the child is in the state; answers its view. */
  reaches(instanceId: string, state: ProcessView['state']): Promise<ProcessView>;
  get(instanceId: string, path: string): Promise<Response>;
}

/** A started supervisor over real processes, ended with the test. */
export async function constellation(
  wishes: { apps: ChildWish[]; extras?: ChildWish[] },
  timings: Partial<Timings> = {},
): Promise<Constellation> {
  const dir = tempDir();
  const script = writeScript(dir);
  const events: SupervisorEvent[] = [];
  const specAt = (wish: ChildWish, port: number): ChildSpec => {
    return {
      name: wish.id.slice(0, wish.id.lastIndexOf('-')),
      instanceId: wish.id,
      args: [script],
      env: { PORT: String(port), MODE: wish.mode ?? 'good', ...wish.env },
      healthUrl: `http://127.0.0.1:${port}/health`,
      ports: [port],
      memoryLimitMb: wish.memoryLimitMb ?? null,
      standby: wish.standby ?? false,
    };
  };
  const specOf = async (wish: ChildWish) => specAt(wish, await freePort());
  // Further instances of the apps, for scaling.
  const [first] = wishes.apps;
  const ports = await Promise.all(Array.from({ length: 8 }, freePort));
  const more = (name: string, n: number): ChildSpec | null =>
    first?.id.startsWith(`${name}-`)
      ? specAt({ ...first, id: `${name}-${n}` }, ports[n % ports.length] as number)
      : null;
  const supervisor = createSupervisor({
    more,
    apps: await Promise.all(wishes.apps.map(specOf)),
    extras: await Promise.all((wishes.extras ?? []).map(specOf)),
    timings: { ...fastTimings, ...timings },
    env: { ...process.env, ORCHESTRATOR_PORT: '1' },
    runDir: openRunDir(join(dir, 'run')),
    openLogFile: (instanceId) => openLogFile(join(dir, 'logs'), instanceId, { sizeMb: 1, keep: 2 }),
    log: silentLog,
    emit: (event) => void events.push(event),
  });
  onTestFinished(() => supervisor.stop());
  await supervisor.start();

  const view = (instanceId: string) => {
    const found = supervisor.processes().find((one) => one.instanceId === instanceId);
    if (!found) throw new Error(`no process ${instanceId}`);
    return found;
  };
  return {
    dir,
    supervisor,
    events,
    view,
    eventsOf: (instanceId, event) =>
      events.filter((one) => one.instanceId === instanceId && (!event || one.event === event)),
    reaches: (instanceId, state) =>
      until(`${instanceId} is ${state}`, () => {
        const one = view(instanceId);
        return one.state === state ? one : undefined;
      }),
    get: (instanceId, path) =>
      fetch(`http://127.0.0.1:${view(instanceId).port}${path}`, { signal: AbortSignal.timeout(2000) }),
  };
}

const DEADLINE_MS = 15_000;

/** Asks until there is an answer; fails with `what` at the deadline. */
export function until<T>(what: string, ask: () => T | undefined | false | null): Promise<T> {
  return vi.waitFor(
    () => {
      const answer = ask();
      if (!answer) throw new Error(`not yet: ${what}`);
      return answer;
    },
    { timeout: DEADLINE_MS, interval: 10 },
  );
}

/** A zombie, whose parent has not asked for its exit status, is not running. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'state=', '-p', String(pid)], {
    encoding: 'utf8',
    timeout: 5000,
  });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
