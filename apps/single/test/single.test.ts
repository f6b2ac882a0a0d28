import {
  eventually,
  freePort,
  testDatabase,
  testRedis,
  type TestDatabase,
  type TestRedis,
} from '@watertight/testkit';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';

const KEY = 'admin-key-of-the-single-test';
const ROOT = join(import.meta.dirname, '../../..');
const ROLES = ['api', 'meta', 'webhook', 'wwebjs'];

let database: TestDatabase;
let redis: TestRedis;
let dir: string;
let simulator: ChildProcess;
let env: Record<string, string>;
let ports: { api: number; meta: number };

const start = (main: string, more: Record<string, string>) =>
  spawn(process.execPath, ['--import', 'tsx', join(ROOT, main)], {
    env: { PATH: process.env.PATH, CHROME_PATH: process.env.CHROME_PATH, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'watertight-single-'));
  [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const [sim, api, meta, webhook, wwebjs] = await Promise.all(Array.from({ length: 5 }, freePort));
  simulator = start('tools/meta-sim/src/main.ts', { META_SIM_PORT: String(sim) });
  ports = { api: Number(api), meta: Number(meta) };
  env = {
    ...{ DATABASE_URL: database.url, REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix },
    ...{ ADMIN_API_KEY: KEY, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    ...{ API_PORT: `${api}`, META_PORT: `${meta}`, WEBHOOK_PORT: `${webhook}`, WWEBJS_PORT: `${wwebjs}` },
    ...{ SANDBOX: '1', SANDBOX_GRAPH_URL: `http://127.0.0.1:${sim}`, MEDIA_DIR: join(dir, 'media') },
    WWEBJS_SESSION_DIR: join(dir, 'sessions'),
  };
}, 60_000);
afterAll(async () => {
  simulator?.kill('SIGKILL');
  await redis?.clear();
  await database?.drop();
  rmSync(dir, { recursive: true, force: true });
});

interface Health {
  processes: { processName: string; status: string }[];
}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${ports.api}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as T;
}

test('one process does what four do: all are healthy, a message goes out, and it ends in good order', async () => {
  const child = start('apps/single/src/main.ts', env);
  const names = new Set<string>();
  const stopped: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { process: name, msg } = JSON.parse(line) as { process: string; msg: string };
    names.add(name);
    if (msg === 'service.stopped') stopped.push(name);
  });
  const down = (health: Health) =>
    ROLES.filter(
      (role) => !health.processes.some((one) => one.processName === role && one.status === 'healthy'),
    );
  await eventually(async () => expect(down(await ask<Health>('/health/all'))).toEqual([]), {
    timeoutMs: 60_000,
    intervalMs: 250,
  });

  await ask('/api/v2/companies', { id: 'demo', name: 'Demo' });
  const meta = {
    phoneNumberId: '100000000000001',
    accessToken: 'sandbox-token',
    appSecret: 'sandbox-secret',
  };
  await ask('/api/v2/companies/demo/phones', { connectionType: 'meta', mode: 'sandbox', meta });
  const { id } = await ask<{ id: string }>('/api/v2/messages/text/demo/60123456789?wait=20', {
    message: 'one',
  });
  await eventually(
    async () => {
      const { status } = await ask<{ status: string }>(`/api/v2/messages/demo/${id}`);
      expect(['sent', 'delivered', 'read']).toContain(status);
    },
    { timeoutMs: 20_000 },
  );

  child.kill('SIGTERM');
  const [status] = (await once(child, 'exit')) as [number | null];
  expect([status, stopped]).toEqual([0, ['single']]);
  expect([...names].sort()).toEqual(expect.arrayContaining(ROLES));
}, 150_000);
