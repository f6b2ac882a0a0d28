import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, isProcessId, processId } from '@watertight/embedded';
import type { TestStores } from './start.ts';

/** Where the parts of a keeper's room are. */
export const keeperRoom = (base: string) => ({
  /** Held by whoever comes in or is about to close. */
  lock: join(base, 'keeper.lock'),
  /** The test processes that use the stores. */
  clients: join(base, 'clients'),
  log: join(base, 'keeper.log'),
  record: join(base, 'keeper.json'),
});

/** The stores of a keeper that is alive, or null. */
export function readKeeper(base: string): TestStores | null {
  const { record } = keeperRoom(base);
  if (!existsSync(record)) return null;
  const value: unknown = JSON.parse(readFileSync(record, 'utf8'));
  return isProcessId(value) && isAlive(value) ? (value as unknown as TestStores) : null;
}

export function writeKeeper(base: string, { databaseUrl, redisUrl }: TestStores): void {
  const { record } = keeperRoom(base);
  const half = `${record}.${process.pid}`;
  writeFileSync(half, JSON.stringify({ ...processId(process.pid), databaseUrl, redisUrl }), { mode: 0o600 });
  renameSync(half, record);
}

export const removeKeeper = (base: string): void => rmSync(keeperRoom(base).record, { force: true });
