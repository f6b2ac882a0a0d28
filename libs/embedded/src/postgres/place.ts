import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { readIfThere, writePrivately } from '../files.ts';
import { isReachable, type Account } from './account.ts';

/** For what another account than root has to reach although our own folders are closed to it. */
export const SHARED_DIR = '/var/lib/watertight';

const NAME = 'watertight-postgres-';

/**
 * The folder that holds the cluster: `dir` itself, or, where the account that the server runs under cannot get there
 * (below /root, say), one elsewhere whose random name is kept in `dir`, so that it belongs to this `dir` alone. For a
 * temporary `dir` it is temporary too.
 */
export function clusterParent(dir: string, account: Account | null): string {
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  if (account === null) return dir;
  chmodSync(dir, 0o711);
  return isReachable(dir, account) ? dir : elsewhere(dir);
}

function elsewhere(dir: string): string {
  const file = join(dir, 'location');
  const known = readIfThere(file)?.trim();
  if (known && existsSync(known)) return known;
  const isTemporary = dir.startsWith(tmpdir() + sep);
  if (isTemporary) removeAbandoned();
  const parent = join(isTemporary ? tmpdir() : SHARED_DIR, `${NAME}${randomBytes(8).toString('hex')}`);
  mkdirSync(parent, { recursive: true, mode: 0o711 });
  writePrivately(join(parent, 'owner'), dir);
  writePrivately(file, `${parent}\n`);
  return parent;
}

/** Of temporary folders alone: a `dir` that is not there now may be on a disk that comes back. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(NAME))) {
    const parent = join(tmpdir(), name);
    const owner = readIfThere(join(parent, 'owner'));
    const isInUse = existsSync(join(parent, 'data/postmaster.pid'));
    if (owner !== null && !existsSync(owner) && !isInUse) rmSync(parent, { recursive: true, force: true });
  }
}
