import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findProgram, startRedis, type RedisServer } from '../src/index.ts';
import { askRedis } from '../src/redis/resp.ts';
import { isRunning, startHolder, temporaryDir } from './holders.ts';

const closers: (() => unknown)[] = [];
let dir: string;

beforeEach(() => {
  const temporary = temporaryDir();
  dir = temporary.dir;
  closers.push(temporary.remove);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: { port?: number; appendOnly?: boolean } = {}): Promise<RedisServer> {
  const server = await startRedis({ dir, ...options });
  closers.push(() => server.stop());
  return server;
}

const ask = (server: RedisServer, ...commands: string[]) =>
  askRedis(server.port, [`AUTH ${new URL(server.url()).password}`, ...commands]);

test('a restart keeps data, port and password', async () => {
  const first = await start();
  await ask(first, 'SET key kept');
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);
  const second = await start();
  expect(second.url()).toBe(first.url());
  expect(await ask(second, 'GET key')).toContain('kept');
});

test('nobody gets in without the password', async () => {
  expect(await askRedis((await start()).port, ['PING'])).toContain('NOAUTH');
});

test('nothing is ever evicted, and the disk has it within a second', async () => {
  const said = await ask(
    await start(),
    'CONFIG GET maxmemory-policy',
    'CONFIG GET appendonly',
    'CONFIG GET appendfsync',
  );
  expect(said).toMatch(/noeviction[^]*appendonly\s+\$3\s+yes[^]*everysec/);
});

test('a server that a killed run left is taken over, and stopped in the end', async () => {
  const holder = await startHolder('redis', dir);
  await holder.kill();
  expect(isRunning(holder.pid)).toBe(true);
  const server = await start();
  expect(server).toMatchObject({ adopted: true, pid: holder.pid });
  await server.stop();
  expect(isRunning(holder.pid)).toBe(false);
});

test('a left server of which no record was written is replaced, and its data are there', async () => {
  const holder = await startHolder('redis', dir);
  await holder.kill();
  rmSync(join(dir, 'server.json'));
  const server = await start();
  expect(server.pid).not.toBe(holder.pid);
  expect(isRunning(holder.pid)).toBe(false);
});

test('a left server with other settings is replaced', async () => {
  const holder = await startHolder('redis', dir);
  await holder.kill();
  const server = await start({ appendOnly: false });
  expect(server.adopted).toBe(false);
  expect(isRunning(holder.pid)).toBe(false);
});

test('a server that was killed itself comes back with its data on the same port', async () => {
  const server = await start();
  await ask(server, 'SET key kept');
  const { url } = server;
  const before = url();
  process.kill(server.pid, 'SIGKILL');
  while (server.isAlive()) await new Promise((resolve) => setImmediate(resolve));
  expect(await server.revive()).toBe(true);
  expect(server.url()).toBe(before);
  expect(await ask(server, 'GET key')).toContain('kept');
});

test('two processes that start at once share one server, and the last to leave stops it', async () => {
  const [one, other] = await Promise.all([startHolder('redis', dir), startHolder('redis', dir)]);
  closers.push(one.kill, other.kill);
  expect(one.pid).toBe(other.pid);
  await other.end();
  expect(isRunning(one.pid)).toBe(true);
  await one.end();
  expect(isRunning(one.pid)).toBe(false);
});

/** A PATH on which only these scripts are. */
function onlyPrograms(programs: Record<string, string>): void {
  const bin = temporaryDir();
  closers.push(bin.remove);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin.dir, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin.dir, name), 0o755);
  }
  vi.stubEnv('PATH', bin.dir);
}

test('without redis-server it is installed', async () => {
  const real = findProgram('redis-server');
  onlyPrograms({
    'apt-get': `case "$*" in *install*redis-server) /bin/ln -s ${real} "$(/usr/bin/dirname "$0")/redis-server" ;; esac`,
    sudo: 'shift; exec "$@"',
  });
  expect(await ask(await start(), 'PING')).toContain('PONG');
});

test('without redis-server and package manager it runs in Docker', async () => {
  const real = findProgram('redis-server');
  // Runs on the published port what it is asked to run in the container.
  onlyPrograms({
    docker: `[ "$1" = run ] || exit 0
      port=$(echo "$*" | /bin/sed 's/.*--publish 127.0.0.1:\\([0-9]*\\):6379.*/\\1/')
      for arg; do case "$arg" in *.conf) conf=$arg ;; esac; done
      exec ${real} "$conf" --port "$port"`,
  });
  const server = await start();
  expect(await ask(server, 'PING')).toContain('PONG');
  await server.stop();
  expect(isRunning(server.pid)).toBe(false);
});

test('with nothing to run it one sentence says what to do', async () => {
  onlyPrograms({ docker: 'exit 1' });
  await expect(start()).rejects.toThrow(/^There is no Redis: install redis-server, or set REDIS_URL/);
});
