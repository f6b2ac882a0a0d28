import { join } from 'node:path';
import { ROOT } from '../stores/base.ts';

export const MIGRATIONS = join(ROOT, 'prisma/migrations');

/** Applies all migrations of this checkout, or those of another folder; answers the names of what was missing. */
export async function migrateDatabase(url: string, dir = MIGRATIONS): Promise<string[]> {
  // Loaded only here: it takes longer than copying a database, which is all that most tests need.
  const { migrate } = await import('@watertight/store');
  return (await migrate(url, { dir })).applied;
}
