import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { constants, type Stats } from 'node:fs';
import { copyFile, link, mkdir, readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import * as tar from 'tar';
import { LAST_HEARD, LATE_FILES } from './credentials.ts';

/**
 * What of a profile is the login: everything that the page stored. Caches, service workers and Chromium's own
 * databases are made anew; whatsapp-web.js' RemoteAuth has restored real sessions from these two folders for years.
 */
const KEPT = ['Default/IndexedDB', 'Default/Local Storage', LAST_HEARD, LATE_FILES];
/** LevelDB's chatter and its lock. */
const SKIPPED = new Set(['LOG', 'LOG.old', 'LOCK']);
/** Files that LevelDB and IndexedDB write once and never change: a second name for them is as good as a copy. */
const WRITTEN_ONCE = /\.ldb$|\.indexeddb\.blob\//;
const GZIP_LEVEL = 3;

export interface Staged {
  /** Holds the login and nothing else. */
  folder: string;
  sizeBytes: number;
  /** Equal when nothing was written in between. */
  fingerprint: string;
}

/** Puts the login of a profile into a folder on the same disk. The profile must not be written to meanwhile. */
export async function stage(profileDir: string, folder: string): Promise<Staged> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for (const file of await filesOf(profileDir)) {
    const [from, to] = [join(profileDir, file), join(folder, file)];
    const { size, mtimeMs } = await stat(from);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    sizeBytes += size;
    await mkdir(join(to, '..'), { recursive: true, mode: 0o700 });
    if (!(WRITTEN_ONCE.test(file) && (await linked(from, to))))
      await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
  return { folder, sizeBytes, fingerprint: hash.digest('hex') };
}

async function filesOf(profileDir: string): Promise<string[]> {
  const found: string[] = [];
  const look = async (path: string): Promise<void> => {
    const isFolder = (await stat(join(profileDir, path)).catch(orAbsent))?.isDirectory();
    if (isFolder === undefined) return;
    if (!isFolder) return void found.push(path);
    for (const name of await readdir(join(profileDir, path))) {
      if (!SKIPPED.has(name)) await look(`${path}/${name}`);
    }
  };
  for (const path of KEPT) await look(path);
  return found.sort();
}

function orAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    () => false, // a disk without hard links; it is copied then
  );

/** A staged login as one compressed stream. */
export function pack(folder: string): AsyncIterable<Buffer> {
  return tar.create({ cwd: folder, portable: true, gzip: { level: GZIP_LEVEL } }, ['.']);
}

/** The stream of `pack` as files in an empty folder. Rejects when it holds what is no part of a login. */
export async function unpack(source: AsyncIterable<Buffer>, folder: string): Promise<void> {
  let alien: string | undefined;
  const filter = (path: string, entry: tar.ReadEntry | Stats): boolean => {
    if (isLogin(path) && 'type' in entry && (entry.type === 'File' || entry.type === 'Directory'))
      return true;
    alien ??= path;
    return false;
  };
  const extraction = tar.extract({ cwd: folder, strict: true, preserveOwner: false, filter });
  const over = new AbortController();
  const written = new Promise<void>((resolve, reject) => extraction.on('close', resolve).on('error', reject));
  try {
    await Promise.all([written, feed(source, extraction, over.signal)]);
  } finally {
    over.abort();
  }
  if (alien !== undefined) throw new Error('The archive holds what is no part of a login');
}

async function feed(source: AsyncIterable<Buffer>, extraction: tar.Unpack, over: AbortSignal): Promise<void> {
  for await (const bytes of source) {
    if (!extraction.write(bytes)) await once(extraction, 'drain', { signal: over });
  }
  extraction.end();
}

function isLogin(entryPath: string): boolean {
  const path = posix.normalize(entryPath).replace(/\/$/, '');
  return path === '.' || KEPT.some((kept) => isBelow(path, kept) || isBelow(kept, path));
}

const isBelow = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
