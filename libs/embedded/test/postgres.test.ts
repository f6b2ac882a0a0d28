import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPostgres, type PostgresServer } from '../src/index.ts';
import { isRunning, startHolder, temporaryDir } from './holders.ts';

const isRoot = process.getuid?.() === 0;
const closers: (() => unknown)[] = [];
let dir: string;

beforeEach(() => {
  const temporary = temporaryDir();
  dir = temporary.dir;
  closers.push(temporary.remove);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(
  options: { dataDir?: string; port?: number; durable?: boolean } = {},
): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir: dir, durable: false, ...options });
  closers.push(() => server.stop());
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // some tests end the server
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

test('a restart keeps data, port and password', async () => {
  const first = await start();
  await query(first.url(), 'CREATE TABLE kept (n int)');
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);
  const second = await start();
  expect(second.url()).toBe(first.url());
  expect(second.adopted).toBe(false);
  expect(await query(second.url(), 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
});

test('nobody gets in without the password', async () => {
  const server = await start();
  const url = new URL(server.url());
  url.password = 'guess';
  await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
});

test('writes are durable unless durability is given up', async () => {
  const settings =
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') ORDER BY 1";
  const durable = await start({ durable: true });
  expect((await query(durable.url(), settings)).map((row) => row['setting'])).toEqual(['on', 'on']);
  await durable.stop();
  const fast = await start({ durable: false });
  expect((await query(fast.url(), settings)).map((row) => row['setting'])).toEqual(['off', 'off']);
});

test('a server that a killed run left is taken over, and stopped in the end', async () => {
  const holder = await startHolder('postgres', dir);
  await holder.kill();
  expect(isRunning(holder.pid)).toBe(true);
  const server = await start();
  expect(server).toMatchObject({ adopted: true, pid: holder.pid });
  expect(server.url()).toBe(holder.url);
  await server.stop();
  expect(isRunning(holder.pid)).toBe(false);
});

test('a left server of which no record was written is taken over too', async () => {
  const holder = await startHolder('postgres', dir);
  await holder.kill();
  rmSync(join(dir, 'server.json'));
  // Not with the settings that it should have, as far as anybody knows: it is replaced.
  const server = await start();
  expect(isRunning(holder.pid)).toBe(false);
  expect(await query(server.url(), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('a server that was killed itself recovers what was committed', async () => {
  const server = await start({ durable: true });
  await query(server.url(), 'CREATE TABLE kept AS SELECT 1 AS n');
  process.kill(server.pid, 'SIGKILL');
  while (server.isAlive()) await new Promise((resolve) => setImmediate(resolve));
  expect(await server.revive()).toBe(true);
  expect(await server.revive()).toBe(false);
  expect(await query(server.url(), 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
});

test('a stale pid file whose pid belongs to a stranger by now does not hinder', async () => {
  const first = await start();
  await first.stop();
  const lines = [process.pid, join(dir, 'data'), 0, first.port, '', '127.0.0.1', '', 'ready'];
  writeFileSync(join(dir, 'data/postmaster.pid'), `${lines.join('\n')}\n`);
  const second = await start();
  expect(await query(second.url(), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('a data directory that a killed run made only half is made anew', async () => {
  const half = join(dir, 'data.new');
  mkdirSync(half);
  writeFileSync(join(half, 'PG_VERSION'), '18\n');
  expect(await query((await start()).url(), 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('two processes that start at once share one server, and the last to leave stops it', async () => {
  const [one, other] = await Promise.all([startHolder('postgres', dir), startHolder('postgres', dir)]);
  closers.push(one.kill, other.kill);
  expect(one.pid).toBe(other.pid);
  expect([one.adopted, other.adopted].sort()).toEqual([false, true]);
  await one.end();
  expect(await query(other.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await other.end();
  expect(isRunning(other.pid)).toBe(false);
});

test('a remembered port that somebody took is given up, a demanded one is one sentence', async () => {
  const first = await start();
  await first.stop();
  const thief = createServer().listen(first.port, '127.0.0.1');
  await once(thief, 'listening');
  closers.push(() => thief.close());
  await expect(start({ port: first.port })).rejects.toThrow(
    `Port ${first.port}, meant for PostgreSQL, is taken: stop what listens there or choose another.`,
  );
  const second = await start();
  expect(second.port).not.toBe(first.port);
});

test('data of another major version are refused and not touched', async () => {
  await (await start()).stop();
  writeFileSync(join(dir, 'data/PG_VERSION'), '14\n');
  await expect(start()).rejects.toThrow('was made by PostgreSQL 14');
  expect(readFileSync(join(dir, 'data/PG_VERSION'), 'utf8')).toBe('14\n');
});

test('a start that is called off leaves nothing running', async () => {
  const controller = new AbortController();
  const progress = () => controller.abort(new Error('called off')); // while the data directory is made
  const starting = startPostgres({ dataDir: dir, durable: false, signal: controller.signal, progress });
  await expect(starting).rejects.toThrow('called off');
  const record = JSON.parse(readFileSync(join(dir, 'server.json'), 'utf8')) as { pid: number };
  expect(isRunning(record.pid)).toBe(false);
});

test.runIf(isRoot)(
  'for root below a closed folder the data lie where the server’s account gets to',
  async () => {
    chmodSync(dir, 0o700);
    const dataDir = join(dir, 'inner');
    const first = await start({ dataDir });
    const location = readFileSync(join(dataDir, 'location'), 'utf8').trim();
    expect(existsSync(join(location, 'data/PG_VERSION'))).toBe(true);
    await query(first.url(), 'CREATE TABLE kept (n int)');
    await first.stop();
    const second = await start({ dataDir });
    expect(await query(second.url(), 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
    await second.stop();

    // What was temporary goes when the next such server is made, after its folder has gone.
    rmSync(dataDir, { recursive: true });
    await start({ dataDir: join(dir, 'next') });
    const next = readFileSync(join(dir, 'next/location'), 'utf8').trim();
    closers.unshift(() => rmSync(next, { recursive: true })); // the last, after the server's end
    expect(existsSync(location)).toBe(false);
  },
);
