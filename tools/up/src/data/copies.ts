import { backup, BackupError, restore } from '@watertight/store';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Home } from '../home.ts';
import { Refusal } from '../refusal.ts';
import { ROOT } from '../root.ts';
import type { DataDeps } from './program.ts';
import { openDatabase } from './system.ts';

const mediaDir = (home: Home, env: NodeJS.ProcessEnv): string =>
  resolve(ROOT, env['MEDIA_DIR']?.trim() || join(home.dir, 'media'));

/** The database first: each file that it names was there then. */
export async function backUp(deps: DataDeps, folder: string): Promise<void> {
  const { url, home } = await openDatabase(deps);
  const { tables } = await explained(() => backup(url, resolve(folder)));
  const media = mediaDir(home, deps.env);
  if (existsSync(media)) await cp(media, join(resolve(folder), 'media'), { recursive: true });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  deps.life.terminal.say(
    `${rows} rows of ${tables.length} tables are in ${folder}. ENCRYPTION_KEY is not: keep it elsewhere.`,
  );
}

export async function restoreFrom(deps: DataDeps, folder: string): Promise<void> {
  const { url, home } = await openDatabase(deps);
  const { rows, unsure } = await explained(() =>
    restore(url, resolve(folder), join(ROOT, 'prisma/migrations')),
  );
  const media = join(resolve(folder), 'media');
  if (existsSync(media)) await cp(media, mediaDir(home, deps.env), { recursive: true });
  deps.life.terminal.say(`${rows} rows are restored.`);
  if (unsure > 0)
    deps.life.terminal.say(
      `${unsure} messages were on their way: they are unconfirmed, and sent only when they are retried.`,
    );
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BackupError ? new Refusal(error.message, { cause: error }) : error;
  }
}
