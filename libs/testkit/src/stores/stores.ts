import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { enter, lock } from '@watertight/embedded';
import { ROOT, testBase } from './base.ts';
import { keeperRoom, readKeeper } from './keeper-record.ts';
import type { TestStores } from './start.ts';

/** Starting may include installing Redis. */
const START_WITHIN_MS = 600_000;
const POLL_MS = 25;

let known: Promise<TestStores> | undefined;

/**
 * One PostgreSQL and one Redis for tests: those of TEST_DATABASE_URL and TEST_REDIS_URL, which `npm test` sets, else
 * embedded ones, shared by all test processes of this checkout and stopped a few seconds after the last one ends.
 */
export function testStores(): Promise<TestStores> {
  return (known ??= resolveStores());
}

async function resolveStores(): Promise<TestStores> {
  const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env;
  if (databaseUrl && redisUrl) return { databaseUrl, redisUrl };
  const kept = await keptStores();
  return { databaseUrl: databaseUrl || kept.databaseUrl, redisUrl: redisUrl || kept.redisUrl };
}

async function keptStores(): Promise<TestStores> {
  const base = testBase();
  const room = keeperRoom(base);
  const release = await lock(room.lock, { waitMs: START_WITHIN_MS });
  try {
    enter(room.clients); // never left: the keeper sees when this process ends
    return readKeeper(base) ?? (await startKeeper(base));
  } finally {
    release();
  }
}

async function startKeeper(base: string): Promise<TestStores> {
  const log = openSync(keeperRoom(base).log, 'w', 0o600);
  const keeper = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'keeper.ts'), base], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  keeper.unref();
  const untilMs = performance.now() + START_WITHIN_MS;
  for (;;) {
    const stores = readKeeper(base);
    if (stores) return stores;
    if (keeper.exitCode !== null || keeper.signalCode !== null || performance.now() > untilMs)
      throw new Error(`The test stores do not start:\n${readFileSync(keeperRoom(base).log, 'utf8').trim()}`);
    await sleep(POLL_MS);
  }
}
