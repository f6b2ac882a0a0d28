import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError, type Progress } from '../fault.ts';
import { readIfThere } from '../files.ts';
import { runCommand } from '../process/command.ts';
import { commandLineOf, identityOf } from '../process/identity.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

export const SUPERUSER = 'watertight';
const INITDB_DEADLINE_MS = 180_000;

export interface Cluster {
  /** The data directory. */
  data: string;
  binaries: Binaries;
  account: Account | null;
}

/** What PostgreSQL's programs find in their environment: nothing of the caller's, above all no PG* variables. */
export const serverEnv = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' });

/** Makes the cluster unless there is one; a half-made one of a killed run is made anew. */
export async function ensureCluster(
  { data, binaries, account }: Cluster,
  { password, durable, progress }: { password: string; durable: boolean; progress: Progress },
): Promise<void> {
  if (existsSync(data)) return checkVersion(data, binaries.major);
  progress('creating the PostgreSQL data directory');
  const half = `${data}.new`;
  const passwordFile = `${data}.password`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [half, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    await initdb({ data: half, binaries, account }, passwordFile, durable);
    renameSync(half, data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function initdb(
  { data, binaries, account }: Cluster,
  passwordFile: string,
  durable: boolean,
): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  const { ok, fault, output } = await runCommand(binaries.initdb, args, {
    deadlineMs: INITDB_DEADLINE_MS,
    cwd: '/',
    env: serverEnv(),
    ...account,
  });
  if (ok) return;
  const why = fault === 'not found' ? 'its programs do not run on this system' : fault;
  throw new EmbeddedError(
    `PostgreSQL cannot create its data directory ${data}: ${why}. Set DATABASE_URL to use a PostgreSQL of yours.\n${output}`.trim(),
  );
}

function checkVersion(data: string, major: number): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== String(major))
    throw new EmbeddedError(
      `${data} was made by PostgreSQL ${version}, this one is ${major}: dump it with the old version and restore it, or move it away.`,
    );
}

/** What postmaster.pid tells: pid on the first line, port on the fourth; null when it is not there or half written. */
export function readPidFile(data: string): { pid: number; port: number } | null {
  const lines = readIfThere(join(data, 'postmaster.pid'))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && pid > 1 && port > 0 ? { pid, port } : null;
}

/** Whether the process is a postmaster of this data directory, and not another one with the same pid. */
export const isPostmaster = (pid: number, data: string): boolean =>
  identityOf(pid) !== null && (commandLineOf(pid)?.includes(data) ?? false);

/**
 * PostgreSQL refuses to start while the pid in its file belongs to any living process, although after a reboot that
 * may be a stranger. Files of dead processes stay: PostgreSQL itself checks whether their memory is still in use.
 */
export function removeMisleadingPidFile(data: string): void {
  const pid = Number.parseInt(readIfThere(join(data, 'postmaster.pid')) ?? '', 10);
  if (pid > 0 && identityOf(pid) !== null && !isPostmaster(pid, data)) rmSync(join(data, 'postmaster.pid'));
}
