import { join } from 'node:path';
import { migrate } from '@watertight/store/migrate';
import { ROOT } from './root.ts';

/** Applies what is missing. Loads nothing of the store but that: the Prisma client need not be there. */
export async function applyMigrations(databaseUrl: string): Promise<{ applied: string[] }> {
  return migrate(databaseUrl, { dir: join(ROOT, 'prisma/migrations') });
}
