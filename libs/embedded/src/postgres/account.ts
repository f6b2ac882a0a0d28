import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, EmbeddedError } from '../fault.ts';
import { runCommand } from '../process/command.ts';

const DEADLINE_MS = 20_000;

/** The operating system's account that a server runs under in root's place. */
export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses root: then the account that it is to run under, made if there is none; else null. */
export async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const account = (await find('postgres')) ?? (await find('_postgres')) ?? (await create('postgres'));
  if (account === null)
    throw new EmbeddedError(
      'PostgreSQL must not run as root and no account "postgres" can be made: make one, run as an ordinary user, or set DATABASE_URL.',
    );
  return account;
}

async function find(name: string): Promise<Account | null> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => idOf(flag, name)));
  return uid && gid ? { uid, gid } : null;
}

async function idOf(flag: string, name: string): Promise<number | null> {
  const { ok, output } = await runCommand('id', [flag, name], { deadlineMs: DEADLINE_MS });
  return ok ? Number.parseInt(output, 10) : null;
}

/** With the tools of shadow, else with those of BusyBox. */
async function create(name: string): Promise<Account | null> {
  const ways = [
    [['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name]],
    [
      ['addgroup', '-S', name],
      ['adduser', '-S', '-D', '-H', '-s', '/bin/false', '-G', name, name],
    ],
  ];
  for (const way of ways) {
    for (const [file = '', ...args] of way) await runCommand(file, args, { deadlineMs: DEADLINE_MS });
    const account = await find(name);
    if (account) return account;
  }
  return null;
}

/** Whether every folder on the way to the path lets the account through. Folders that are not there yet do not count. */
export function isReachable(path: string, account: Account): boolean {
  return letsThrough(path, account) && (dirname(path) === path || isReachable(dirname(path), account));
}

function letsThrough(path: string, { uid, gid }: Account): boolean {
  try {
    const { mode, uid: owner, gid: group } = statSync(path);
    const shift = owner === uid ? 6 : group === gid ? 3 : 0;
    return ((mode >> shift) & 1) === 1;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
}
