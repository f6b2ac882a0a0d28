import { ROOT } from '@watertight/lint-rules';
import { eventually, freePort, testDatabase, testRedis } from '@watertight/testkit';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEY = 'admin-key-of-the-observability-test';
const START_MS = 120_000;

/** A whole Watertight: the four roles in one process, each on its own port, and an orchestrator without children. */
export interface System {
  databaseUrl: string;
  /** Of each process, by its name. */
  ports: Record<string, number>;
  /** What each process answers at `/metrics`, by its name. */
  scrape(): Promise<Record<string, string>>;
  /** Sends one text through a Cloud API phone of the sandbox, and waits until it is sent. */
  send(): Promise<void>;
  close(): Promise<void>;
}

export async function startSystem(): Promise<System> {
  const dir = mkdtempSync(join(tmpdir(), 'watertight-observability-'));
  const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const names = ['api', 'wwebjs', 'meta', 'webhook', 'orchestrator'] as const;
  const [sim, ...taken] = await Promise.all(Array.from({ length: 1 + names.length }, freePort));
  const ports = Object.fromEntries(names.map((name, index) => [name, taken[index] ?? 0]));
  const env = {
    ...{ DATABASE_URL: database.url, REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix },
    ...{ ADMIN_API_KEY: KEY, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    ...Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_PORT`, String(ports[name])])),
    ...{ API_MEMORY_MB: '2048', META_MEMORY_MB: '2048', WWEBJS_MEMORY_MB: '4096', WEBHOOK_MEMORY_MB: '2048' },
    ...{ SANDBOX: '1', SANDBOX_GRAPH_URL: `http://127.0.0.1:${sim}`, MEDIA_DIR: join(dir, 'media') },
    ...{ WWEBJS_SESSION_DIR: join(dir, 'sessions'), WATERTIGHT_HOME: dir },
  };
  const alone = Object.fromEntries(
    ['API', 'WWEBJS', 'META', 'WEBHOOK'].map((name) => [`${name}_INSTANCES`, '0']),
  );
  const children = [
    start('tools/meta-sim/src/main.ts', { META_SIM_PORT: String(sim) }),
    start('apps/single/src/main.ts', env),
    start('apps/orchestrator/src/main.ts', { ...env, ...alone }),
  ];

  const scrape = async () =>
    Object.fromEntries(
      await Promise.all(
        names.map(async (name) => [name, await get(`http://127.0.0.1:${ports[name]}/metrics`)]),
      ),
    ) as Record<string, string>;
  const ask = (path: string, body: object) => post(`http://127.0.0.1:${ports.api}/api/v2${path}`, body);

  const close = async () => {
    await Promise.all(children.map((child) => child.end()));
    await redis.clear();
    await database.drop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await eventually(scrape, { timeoutMs: START_MS, intervalMs: 250 });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    databaseUrl: database.url,
    ports,
    scrape,
    async send() {
      await ask('/companies', { id: 'demo', name: 'Demo' });
      const meta = {
        phoneNumberId: '100000000000001',
        accessToken: 'sandbox-token',
        appSecret: 'sandbox-secret',
      };
      await ask('/companies/demo/phones', { connectionType: 'meta', mode: 'sandbox', meta });
      const { status } = await ask('/messages/text/demo/60123456789?wait=20', { message: 'one' });
      if (!['sent', 'delivered', 'read'].includes(status ?? '')) throw new Error(`The message is ${status}`);
    },
    close,
  };
}

/** A program that begins anew when it ends by itself, as a supervisor would have it: on a busy machine a store is late. */
function start(main: string, env: Record<string, string>): { end(): Promise<void> } {
  let isEnding = false;
  const spawned = () => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, main)], {
      env: { PATH: process.env.PATH, CHROME_PATH: process.env.CHROME_PATH, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('exit', () => {
      if (!isEnding) current = spawned();
    });
    return child;
  };
  let current = spawned();
  return {
    async end() {
      isEnding = true;
      if (current.exitCode !== null || current.signalCode !== null) return;
      current.kill('SIGKILL');
      await once(current, 'exit');
    },
  };
}

async function get(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.text();
}

async function post(url: string, body: object): Promise<{ status?: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${text}`);
  return JSON.parse(text) as { status?: string };
}
