import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, isRunning, tempDir, until, writeScript } from './constellation.ts';

const root = join(import.meta.dirname, '..');

interface Host {
  dir: string;
  port: number;
  childPort: number;
  env: NodeJS.ProcessEnv;
}

/** A host with no apps and one extra, `sim`. */
async function host(mode = 'good'): Promise<Host> {
  const dir = tempDir();
  const [port, childPort] = [await freePort(), await freePort()];
  const sim = {
    name: 'sim',
    args: [writeScript(dir)],
    env: { PORT: String(childPort), MODE: mode },
    healthUrl: `http://127.0.0.1:${childPort}/health`,
  };
  const env = {
    ...process.env,
    API_INSTANCES: '0',
    WWEBJS_INSTANCES: '0',
    META_INSTANCES: '0',
    WEBHOOK_INSTANCES: '0',
    WATERTIGHT_HOME: dir,
    ORCHESTRATOR_PORT: String(port),
    ORCHESTRATOR_EXTRA: JSON.stringify([sim]),
  };
  return { dir, port, childPort, env };
}

/** The orchestrator as an operating-system process of its own. */
function orchestrator({ env }: Host, more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  return { child, exited, output: () => output };
}

interface SimView {
  state: string;
  pid: number;
  restarts: number;
}

async function simRunning({ port }: Host): Promise<SimView> {
  let last: SimView | undefined;
  const asking = setInterval(() => {
    fetch(`http://127.0.0.1:${port}/processes`, { signal: AbortSignal.timeout(1000) })
      .then((answer) => answer.json() as Promise<{ processes: SimView[] }>)
      .then(({ processes }) => (last = processes[0]))
      .catch(() => (last = undefined)); // not listening yet
  }, 50);
  try {
    return await until('sim runs', () => last?.state === 'running' && last);
  } finally {
    clearInterval(asking);
  }
}

const stop = async ({ child, exited }: { child: ChildProcess; exited: Promise<unknown> }) => {
  child.kill('SIGTERM');
  return exited;
};

test('what a killed orchestrator left is ended by the next one, and nothing else is', async () => {
  const here = await host();
  const first = orchestrator(here);
  const leftover = await simRunning(here);
  first.child.kill('SIGKILL');
  await first.exited;
  expect(isRunning(leftover.pid)).toBe(true);

  // A stranger that has got the pid of a dead child: the record names it, its start time does not fit.
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void stranger.kill('SIGKILL'));
  const forged = { name: 'old', instanceId: 'old-1', pid: stranger.pid, identity: 'some-other-boot:12345' };
  writeFileSync(join(here.dir, 'run', 'old-1.json'), JSON.stringify(forged));
  writeFileSync(join(here.dir, 'run', 'torn-1.json'), '{"pid":');

  const second = orchestrator(here);
  const next = await simRunning(here);
  expect(next.pid).not.toBe(leftover.pid);
  expect(isRunning(leftover.pid)).toBe(false);
  expect(isRunning(stranger.pid!)).toBe(true);
  expect(second.output()).toContain('leftover-ended');

  expect(await stop(second)).toEqual([0, null]);
  expect(isRunning(next.pid)).toBe(false);
  expect(isRunning(stranger.pid!)).toBe(true);
  expect(readdirSync(join(here.dir, 'run'))).toEqual([]);
});

test('a second orchestrator in the same run directory refuses in one sentence and harms nothing', async () => {
  const here = await host();
  const first = orchestrator(here);
  const sim = await simRunning(here);
  const second = orchestrator(here, { ORCHESTRATOR_PORT: String(await freePort()) });
  expect(await second.exited).toEqual([1, null]);
  expect(second.output()).toContain(`Another orchestrator (pid ${first.child.pid}) is running with RUN_DIR`);
  expect(await simRunning(here)).toMatchObject({ pid: sim.pid, restarts: 0 });
  expect(existsSync(join(here.dir, 'run', 'orchestrator.json'))).toBe(true);
});

test('the same signal again ends everything at once, also a child that will not go', async () => {
  const here = await host('stubborn');
  const running = orchestrator(here);
  const sim = await simRunning(here);
  // For a second the repetition counts as an echo of the first.
  await until('its end', () => running.child.exitCode !== null || (running.child.kill('SIGINT') && false));
  expect(await running.exited).toEqual([130, null]);
  await until('the end of sim', () => !isRunning(sim.pid));
});

test('a faulty environment is told in sentences, with status 78 and nothing started', async () => {
  const here = await host();
  const faulty = orchestrator(here, {
    API_INSTANCES: '65',
    META_INSTANCES: '1',
    META_PORT: String(here.port),
    ORCHESTRATOR_EXTRA: '[{"name":"api"}]',
  });
  expect(await faulty.exited).toEqual([78, null]);
  expect(faulty.output()).toContain('API_INSTANCES is "65": it should be a whole number from 0 to 64.');
  expect(existsSync(join(here.dir, 'run'))).toBe(false);
});

test('a taken port is one sentence, and nothing is started', async () => {
  const here = await host();
  const first = orchestrator(here);
  await simRunning(here);
  const elsewhere = join(here.dir, 'elsewhere');
  mkdirSync(elsewhere);
  const second = orchestrator(here, { WATERTIGHT_HOME: elsewhere });
  expect(await second.exited).toEqual([1, null]);
  expect(second.output()).toContain(`Port ${here.port} is in use: set ORCHESTRATOR_PORT`);
  expect(existsSync(join(elsewhere, 'run', 'sim-1.json'))).toBe(false);
  expect(await stop(first)).toEqual([0, null]);
});

test('status, readiness, metrics and restarts are served, and its own log has a file', async () => {
  const here = await host();
  const running = orchestrator(here);
  const sim = await simRunning(here);
  const url = (path: string) => `http://127.0.0.1:${here.port}${path}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url(path), { ...init, signal: AbortSignal.timeout(3000) });

  expect(await (await ask('/health')).json()).toMatchObject({ processName: 'orchestrator' });
  await expect.poll(async () => (await ask('/health/ready')).status, { timeout: 5000 }).toBe(200);
  const { processes } = (await (await ask('/processes')).json()) as { processes: object[] };
  expect(processes).toEqual([
    expect.objectContaining({ name: 'sim', instanceId: 'sim-1', port: here.childPort, lastExit: null }),
  ]);

  const missing = await ask('/processes/nobody/restart', { method: 'POST' });
  expect(missing.status).toBe(404);
  expect(missing.headers.get('content-type')).toContain('application/problem+json');
  expect(await missing.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  const fromBrowser = await ask('/processes/sim/restart', {
    method: 'POST',
    headers: { origin: 'http://evil' },
  });
  expect(fromBrowser.status).toBe(403);

  const restarted = await ask('/processes/sim/restart', { method: 'POST' });
  expect(restarted.status).toBe(202);
  expect(await restarted.json()).toEqual({ restarting: ['sim-1'] });
  await expect.poll(async () => await simRunning(here), { timeout: 10_000 }).toMatchObject({ restarts: 1 });
  expect((await simRunning(here)).pid).not.toBe(sim.pid);

  const post = async (path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await ask(path, {
      method: 'POST',
      ...(body ? { body: JSON.stringify(body), headers } : {}),
    });
    return [answer.status, await answer.json()];
  };
  expect(await post('/processes/sim/scale', { instances: 2 })).toMatchObject([404, { code: 'NOT_FOUND' }]);
  expect(await post('/processes/api/scale', { instances: 'two' })).toMatchObject([
    400,
    { code: 'VALIDATION_FAILED' },
  ]);
  expect(await post('/processes/sim/drain')).toEqual([202, { draining: ['sim-1'] }]);
  expect(await post('/processes/sim/resume')).toEqual([202, { resuming: ['sim-1'] }]);
  await expect.poll(async () => (await simRunning(here)).pid, { timeout: 10_000 }).toBeGreaterThan(0);

  const metrics = await (await ask('/metrics')).text();
  expect(metrics).toMatch(/watertight_child_up\{[^}]*child_instance="sim-1"[^}]*\} 1/);
  expect(metrics).toMatch(/watertight_child_restarts_total\{[^}]*child_instance="sim-1"[^}]*\} 2/);

  expect(await stop(running)).toEqual([0, null]);
  expect(readFileSync(join(here.dir, 'logs', 'orchestrator.log'), 'utf8')).toContain('"event":"stopped"');
  expect(readFileSync(join(here.dir, 'logs', 'sim-1.log'), 'utf8')).toContain('hello from sim-1');
});
