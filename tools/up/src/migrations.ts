import { join } from 'node:path';
import { ROOT } from './root.ts';

/** Applies what is missing. The Prisma client must have been generated: the store cannot be loaded without it. */
export async function applyMigrations(databaseUrl: string): Promise<{ applied: string[] }> {
  const { migrate } = await import('@watertight/store');
  return migrate(databaseUrl, { dir: join(ROOT, 'prisma/migrations') });
}
