import { eventually, freePort, testDatabase, testRedis } from '@watertight/testkit';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../..');
export const ADMIN_KEY = 'the-admin-key-of-the-import';

/** The real API as a process of its own, on real stores; nothing else of Watertight runs. */
export interface RunningApi {
  url: string;
  dir: string;
  get<T>(path: string): Promise<T>;
  send(method: string, path: string, body?: object): Promise<number>;
  close(): Promise<void>;
}

export async function runningApi(): Promise<RunningApi> {
  const [database, redis, port] = await Promise.all([testDatabase(), testRedis(), freePort()]);
  const dir = mkdtempSync(join(tmpdir(), 'watertight-import-'));
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'apps/api/src/main.ts')], {
    env: {
      PATH: process.env.PATH,
      ...{ DATABASE_URL: database.url, REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix },
      ...{ ADMIN_API_KEY: ADMIN_KEY, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
      ...{ API_PORT: String(port), MEDIA_DIR: join(dir, 'media'), EGRESS_ALLOW_PRIVATE: '127.0.0.0/8' },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const ask = (method: string, path: string, body?: object) =>
    fetch(`${url}/api/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
  await eventually(
    async () => (await fetch(`${url}/health/ready`)).ok || Promise.reject(new Error('not ready')),
    {
      timeoutMs: 60_000,
      intervalMs: 200,
    },
  );
  return {
    url,
    dir,
    get: async <T>(path: string) => (await (await ask('GET', path)).json()) as T,
    send: async (method, path, body) => (await ask(method, path, body)).status,
    async close() {
      child.kill('SIGKILL');
      await once(child, 'exit');
      await redis.clear();
      await database.drop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
