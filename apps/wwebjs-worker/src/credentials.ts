import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LateFile, LateFilesPlace } from './late-files.ts';

export const LAST_HEARD = 'watertight-last-heard';
export const LATE_FILES = 'watertight-late-files.json';
const MARK = 'watertight-profile.json';

/** What a profile knows of itself. */
export interface ProfileMark {
  /** The newest version of the phone's login that was known when the profile was made or last kept. */
  version: number;
  /** No browser has used it since it was that version. */
  isUntouched?: boolean;
  /** All versions up to that one have been tried in vain: the phone has to be paired anew. */
  isExhausted?: boolean;
}

/** A phone's browser profile: its login, and what the page keeps. */
export interface Profile extends LateFilesPlace {
  readonly dir: string;
  /** Whether there is anything that a browser wrote. */
  exists(): Promise<boolean>;
  mark(): Promise<ProfileMark>;
  keepMark(mark: ProfileMark): Promise<void>;
  /** When the session last heard everything, null before the first time. */
  lastHeard(): Promise<Date | null>;
  keepLastHeard(at: Date): Promise<void>;
  /** A new empty folder beside the profile, on the same disk. */
  makeFolder(purpose: 'restore' | 'snapshot'): Promise<string>;
  /** Puts a filled folder in the profile's place; what was there is set aside, until `dropAside`. */
  replaceBy(folder: string): Promise<void>;
  dropAside(): Promise<void>;
  /** Ends what a crash left half done: a replacement, folders that nobody fills any more. */
  tidy(): Promise<void>;
  /** Removes login and all; only while no browser uses it. */
  forget(): Promise<void>;
}

const ASIDE = '.aside';
const FOLDERS = { restore: '.restore-', snapshot: '.snapshot-' } as const;

const remove = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 4, retryDelay: 100 });

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

/** One folder for each phone below `sessionDir`, readable by us alone. */
export function profileOf(sessionDir: string, phoneId: string): Profile {
  if (!/^[-\w]+$/.test(phoneId)) throw new Error('A phone id holds letters, digits, - and _ alone');
  const root = resolve(sessionDir);
  const name = `session-${phoneId}`;
  const dir = join(root, name);
  const aside = `${dir}${ASIDE}`;

  /** Readers see the old or the new file, never half of one. */
  const write = async (file: string, text: string) => {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await writeFile(join(dir, `${file}.new`), text, { mode: 0o600 });
    await rename(join(dir, `${file}.new`), join(dir, file));
  };
  const read = (file: string) => readFile(join(dir, file), 'utf8').catch(() => ''); // not there yet

  return {
    dir,
    exists: () => isThere(join(dir, 'Default')),
    mark: async () => asMark(await read(MARK)),
    keepMark: (mark) => write(MARK, `${JSON.stringify(mark)}\n`),
    async lastHeard() {
      const at = new Date((await read(LAST_HEARD)).trim());
      return Number.isNaN(at.getTime()) ? null : at;
    },
    keepLastHeard: (at) => write(LAST_HEARD, `${at.toISOString()}\n`),
    lateFiles: async () => asLateFiles(await read(LATE_FILES)),
    keepLateFiles: (list) => write(LATE_FILES, JSON.stringify(list)),
    async makeFolder(purpose) {
      const folder = `${dir}${FOLDERS[purpose]}${randomBytes(4).toString('hex')}`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
    async replaceBy(folder) {
      // What was set aside first is the profile that this host had; what stands there now came after it and failed.
      if (await isThere(aside)) await remove(dir);
      else if (await isThere(dir)) await rename(dir, aside);
      await rename(folder, dir);
    },
    dropAside: () => remove(aside),
    async tidy() {
      if (!(await isThere(dir)) && (await isThere(aside))) await rename(aside, dir);
      const names = await readdir(root);
      const left = names.filter((each) =>
        Object.values(FOLDERS).some((purpose) => each.startsWith(`${name}${purpose}`)),
      );
      await Promise.all(left.map((each) => remove(join(root, each))));
    },
    async forget() {
      await Promise.all([remove(dir), remove(aside)]);
    },
  };
}

/** A profile without a mark is older than marks, or was begun before anything was kept elsewhere. */
function asMark(text: string): ProfileMark {
  try {
    const mark = JSON.parse(text || '{}') as Partial<ProfileMark>;
    return { ...mark, version: Number.isSafeInteger(mark.version) ? (mark.version as number) : 0 };
  } catch {
    return { version: 0 }; // written by somebody else: it says nothing
  }
}

/** What is no such list says nothing. */
function asLateFiles(text: string): LateFile[] {
  try {
    const list = JSON.parse(text || '[]') as unknown;
    return Array.isArray(list) ? (list as LateFile[]).filter(({ raw, tries }) => raw?.id && tries >= 0) : [];
  } catch {
    return []; // half a file, of a disk that was full
  }
}

/** Profiles hold logins: nobody else on the machine may read them. Throws when they could not be written there. */
export async function makeSessionDir(sessionDir: string): Promise<void> {
  const probe = join(sessionDir, `.probe-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(sessionDir, { recursive: true, mode: 0o700 });
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `Browser profiles cannot be written to ${sessionDir} (${code ?? 'unknown'}): set WWEBJS_SESSION_DIR to a folder that this user may write to.`,
      {
        cause: error,
      },
    );
  }
}
