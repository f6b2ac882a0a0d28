import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writePrivately } from '../files.ts';
import { isReachable, type Account } from './account.ts';

/** For what another account than root has to reach although our own folders are closed to it. */
export const SHARED_DIR = '/var/lib/watertight';

/**
 * The folder that holds the cluster: `dir` itself, or, where the account that the server runs under cannot get there
 * (below /root, say), one under /var/lib whose random name is kept in `dir`, so that it belongs to this `dir` alone.
 */
export function clusterParent(dir: string, account: Account | null): string {
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  if (account === null) return dir;
  chmodSync(dir, 0o711);
  return isReachable(dir, account) ? dir : sharedParent(dir);
}

function sharedParent(dir: string): string {
  const file = join(dir, 'location');
  const parent = readIfThere(file)?.trim() || join(SHARED_DIR, `postgres-${randomBytes(8).toString('hex')}`);
  writePrivately(file, `${parent}\n`);
  mkdirSync(parent, { recursive: true, mode: 0o711 });
  return parent;
}
