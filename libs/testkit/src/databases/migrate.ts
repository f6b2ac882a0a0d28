import { join } from 'node:path';
import { ROOT } from '../stores/base.ts';

export const MIGRATIONS = join(ROOT, 'prisma/migrations');

/** Applies all migrations of this checkout. */
export async function migrateDatabase(url: string): Promise<void> {
  // Loaded only here: it takes longer than copying a database, which is all that most tests need.
  const { migrate } = await import('@watertight/store');
  await migrate(url, { dir: MIGRATIONS });
}
