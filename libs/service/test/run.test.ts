import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';

const fixture = join(import.meta.dirname, 'fixtures/service.ts');
const running: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function run(scenario: string, env: NodeJS.ProcessEnv = {}, shutdownMs = 25_000) {
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, scenario, String(shutdownMs)], {
    env: { PATH: process.env.PATH, ...env },
  });
  running.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const says = (text: string) => vi.waitFor(() => expect(output.stdout).toContain(text), 15_000);
  const said = () => output.stdout.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  return { child, output, ended, says, said };
}

test('SIGTERM closes in reverse order and ends with status 0', async () => {
  const service = run('orderly');
  await service.says('service.started');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(service.said()).toEqual(['stopping', 'closed app', 'closed queues', 'closed store']);
  expect(service.output.stdout).toContain('"msg":"service.stopped"');
  expect(service.output.stderr).toBe('');
});

test('Ctrl-C, which arrives from the terminal and from the parent, still closes everything', async () => {
  const service = run('orderly');
  await service.says('service.started');
  service.child.kill('SIGINT');
  service.child.kill('SIGINT');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(service.said()).toHaveLength(4);
});

test('a faulty environment ends with status 78 and a sentence for each fault', async () => {
  const service = run('env', { API_PORT: '70000', LOG_LEVEL: 'loud' });
  expect(await service.ended).toBe(78);
  expect(service.output.stderr.trim().split('\n')).toEqual([
    'DATABASE_URL is not set: it should be a URL that starts with postgres:// or postgresql://.',
    'REDIS_URL is not set: it should be a URL that starts with redis:// or rediss://.',
    'LOG_LEVEL is "loud": it should be one of trace, debug, info, warn, error, fatal, silent.',
    'API_PORT is "70000": it should be a whole number from 0 to 65535.',
  ]);
});

test('a closer that hangs and one that fails stop neither the others nor the exit', async () => {
  const service = run('hanging');
  await service.says('service.started');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(1);
  expect(service.said()).toEqual(['closed last']);
  expect(service.output.stdout).toContain('Closing hanging took longer than 50 ms');
  expect(service.output.stdout).toContain('cannot close');
});

test('a shutdown beyond its total deadline ends with status 1', async () => {
  const service = run('endless', {}, 100);
  await service.says('service.started');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(1);
  expect(service.output.stdout).toContain('service.stop.timeout');
});

test('the same signal again, a second later, ends at once', async () => {
  const service = run('slow');
  await service.says('service.started');
  service.child.kill('SIGTERM');
  await service.says('waited');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(143);
});

test('a signal while starting closes what is open and what is still opened', async () => {
  const service = run('starting');
  await service.says('starting');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(service.said()).toEqual(['starting', 'closed early', 'closed late']);
});

test('a port that is taken is one sentence on standard error, and what was open is closed', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as { port: number };
  const service = run('portTaken', { API_PORT: String(port) });
  expect(await service.ended).toBe(1);
  expect(service.output.stderr).toBe(`Port ${port} is in use: set API_PORT or stop the other process.\n`);
  expect(service.said()).toEqual(['closed server']);
  await new Promise((resolve) => blocker.close(resolve));
});

test.each([
  ['rejects', 'nobody listens', 'service.rejection.unhandled'],
  ['throws', 'nobody catches', 'service.exception.uncaught'],
])(
  'an error that nobody handles (%s) is logged, everything is closed, status 1',
  async (scenario, text, line) => {
    const service = run(scenario);
    expect(await service.ended).toBe(1);
    expect(service.output.stdout).toContain(text);
    expect(service.output.stdout).toContain(line);
    expect(service.said()).toEqual(['closed store']);
  },
);

test('a tolerated rejection is a warning, and the process lives on', async () => {
  const service = run('tolerates');
  await service.says('service.rejection.tolerated');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
});

test('fail() during the start ends with status 1', async () => {
  const service = run('fails');
  expect(await service.ended).toBe(1);
  expect(service.output.stdout).toContain('the lease is gone');
});

test('services in one process start one after the other, and stop all at once, each newest first', async () => {
  const service = run('together');
  await service.says('service.started');
  expect(service.said()).toEqual(
    ['slow', 'quick', 'last'].flatMap((role) => [`starting ${role}`, `started ${role}`]),
  );
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(service.said().slice(6)).toEqual(
    ['quick', 'last', 'slow'].flatMap((role) => [`closed ${role} app`, `closed ${role} store`]),
  );
});

test('of services in one process, what is opened after the others were closed is closed as well', async () => {
  const service = run('together', { LATE: 'quick' });
  await service.says('starting quick');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(service.said().slice(3)).toEqual([
    'closed quick store',
    'closed slow app',
    'closed slow store',
    'started quick',
    'closed quick app',
  ]);
});
