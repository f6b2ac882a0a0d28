import { openMedia } from '@watertight/media';
import { backup, BackupError, isKept, MigrationError, restore } from '@watertight/store';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Refusal } from '../refusal.ts';
import { ROOT } from '../root.ts';
import { copyFiles, keysBelow, type Copied } from './files.ts';
import type { DataDeps } from './program.ts';
import { openDatabase, openFiles } from './system.ts';

/** So many files are missing only where something is set up wrongly. */
const MOST_LOST = 100;

/**
 * The database first, then each file that it names: it was there then. What was removed meanwhile is passed over.
 * Answers 1 when something is missing that the database still names.
 */
export async function backUp(deps: DataDeps, folder: string): Promise<number> {
  const { terminal, stop } = deps.life;
  const { url, home } = await openDatabase(deps);
  const { files } = await openFiles(deps, home);
  const media = join(resolve(folder), 'media');
  const lost: string[] = [];
  let removed = 0;
  const onMissing = async (key: string) => {
    if (!(await isKept(url, key))) removed++;
    else if (lost.push(key) > MOST_LOST)
      throw new Refusal(
        `More than ${MOST_LOST} files that the database names are not in the storage: are MEDIA_DIR and MEDIA_S3_BUCKET those of the apps?`,
      );
  };
  let copied: Copied = { files: 0, bytes: 0 };
  const { tables } = await explained(() =>
    backup(url, resolve(folder), async (keys) => {
      await mkdir(media, { recursive: true, mode: 0o700 });
      const copy = await openMedia({ dir: media });
      copied = await copyFiles({ from: files, to: copy, keys, onMissing, signal: stop });
      await rm(join(media, '.incoming'), { recursive: true, force: true });
    }),
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  terminal.say(
    `${rows} rows of ${tables.length} tables and ${copied.files} files (${copied.bytes} bytes) are in ${folder}. ENCRYPTION_KEY is not: keep it elsewhere.`,
  );
  if (removed > 0) terminal.say(`${removed} files were removed meanwhile.`);
  for (const key of lost) terminal.say(`not in the storage, or not whole: ${key}`);
  return lost.length > 0 ? 1 : 0;
}

/** Into the storage of this system's variables, whatever kind it was a copy of. Answers 1 when a file was not whole. */
export async function restoreFrom(deps: DataDeps, folder: string): Promise<number> {
  const { terminal, stop } = deps.life;
  const { url, home } = await openDatabase(deps);
  const { files } = await openFiles(deps, home);
  const media = join(resolve(folder), 'media');
  let copied: Copied = { files: 0, bytes: 0 };
  let damaged = 0;
  const onMissing = (key: string) => {
    damaged++;
    terminal.say(`not whole in the backup: ${key}`);
  };
  const { rows, unsure, migrated } = await explained(() =>
    restore(url, resolve(folder), join(ROOT, 'prisma/migrations'), async () => {
      if (!existsSync(media)) return;
      const from = await openMedia({ dir: media });
      copied = await copyFiles({ from, to: files, keys: keysBelow(media), onMissing, signal: stop });
    }),
  );
  terminal.say(`${rows} rows and ${copied.files} files are restored.`);
  if (migrated.length > 0)
    terminal.say(`It was of an older version: ${migrated.length} migrations brought it to this one.`);
  if (unsure > 0)
    terminal.say(
      `${unsure} messages were on their way: they are unconfirmed, and sent only when they are retried.`,
    );
  return damaged > 0 ? 1 : 0;
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BackupError || error instanceof MigrationError
      ? new Refusal(error.message, { cause: error })
      : error;
  }
}
