import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@watertight/testkit';
import { silentLog } from '@watertight/core';
import { openStore } from '@watertight/store';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { killProcesses, startProcess, type ApiProcess } from './support/process.ts';

vi.setConfig({ testTimeout: 60_000 }); // each test starts a process, and compiles what it runs

const KEY = 'admin-key-of-the-process-test';

let database: TestDatabase;
let redis: TestRedis;

beforeAll(async () => {
  [database, redis] = await Promise.all([testDatabase(), testRedis()]);
});
afterEach(killProcesses);
afterAll(async () => {
  await redis.clear();
  await database.drop();
});

const run = (env: Record<string, string> = {}) =>
  startProcess({
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    ADMIN_API_KEY: KEY,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    ...env,
  });

const sentences = (text: string) => text.split('\n').filter((line) => line !== '');
const call = (port: number, path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    ...init,
    headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(10_000),
  });
async function lastHeartbeats() {
  const store = openStore({ databaseUrl: database.url, encryptionKey: randomBytes(32), log: silentLog });
  try {
    return await store.processes.latestHeartbeats();
  } finally {
    await store.close();
  }
}
const ready = ({ port }: ApiProcess) =>
  eventually(async () => (await call(port, '/health/ready')).ok, { timeoutMs: 30_000, label: 'the API' });

test('starts without Redis, and serves', async () => {
  const api = await run({ REDIS_URL: 'redis://127.0.0.1:1' });
  await ready(api);
  expect((await call(api.port, '/api/v2/companies')).status).toBe(200);
});

test('ends a request under way when it is told to stop, says good-bye, and exits with 0', async () => {
  const api = await run({ INSTANCE_ID: 'api-stopping' });
  await ready(api);
  await call(api.port, '/api/v2/companies', {
    method: 'POST',
    body: JSON.stringify({ id: 'stop', name: 'Stop' }),
  });
  await call(api.port, '/api/v2/companies/stop/phones', {
    method: 'POST',
    body: JSON.stringify({ connectionType: 'wwebjs' }),
  });
  const waiting = call(api.port, '/api/v2/messages/text/stop/60123456789?wait=9', {
    method: 'POST',
    body: JSON.stringify({ message: 'x' }),
  });
  await eventually(async () => {
    const listed = (await (await call(api.port, '/api/v2/messages/stop')).json()) as { data: unknown[] };
    return listed.data.length === 1;
  });
  const stoppedAt = performance.now();
  api.child.kill('SIGTERM');
  expect((await waiting).status).toBe(202);
  expect(await api.ended).toBe(0);
  expect(performance.now() - stoppedAt).toBeLessThan(6000);

  expect(await lastHeartbeats()).toContainEqual(
    expect.objectContaining({ instanceId: 'api-stopping', status: 'down' }),
  );
});

test('says in one sentence that the database cannot be reached, and exits with 1', async () => {
  const api = await run({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(await api.ended).toBe(1);
  expect(sentences(api.output().err)).toEqual([
    'PostgreSQL at 127.0.0.1:1 cannot be reached (nothing listens there): start it, or set DATABASE_URL.',
  ]);
});

test('says in one sentence that the port is taken, and exits with 1', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const api = await run({ API_PORT: String(port) });
  expect(await api.ended).toBe(1);
  expect(sentences(api.output().err)).toEqual([
    `Port ${port} is in use: set API_PORT or stop the other process.`,
  ]);
  server.close();
});

test('names every fault of its environment at once, shows no secret, and exits with 78', async () => {
  const api = await run({ ADMIN_API_KEY: 'short-secret', ENCRYPTION_KEY: 'none', SANDBOX: 'perhaps' });
  expect(await api.ended).toBe(78);
  const { out, err } = api.output();
  expect(sentences(err).map((line) => line.split(' ')[0])).toEqual([
    'ENCRYPTION_KEY',
    'ADMIN_API_KEY',
    'SANDBOX',
  ]);
  expect(out + err).not.toContain('short-secret');
});
