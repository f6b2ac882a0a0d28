import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EnvError } from '@watertight/service';
import { migrate } from '@watertight/store';
import { readMigrateEnv } from './env.ts';

const OK = 0;
const FAILED = 1;
const NO_ROLES =
  'This login may not make roles: let one that may run prisma/roles.sql, or there is no second wall between companies.';
/** The environment is faulty: trying again changes nothing. */
const MISCONFIGURED = 78;

/**
 * Where the migrations lie: `migrations` beside the bundle, as in an image, or else in this repository, seen from
 * `dist/apps/migrate` or from `apps/migrate/src`. Throws one sentence when there are none.
 */
export function migrationsDir(bundleDir: string): string {
  const places = [join(bundleDir, 'migrations'), join(bundleDir, '../../../prisma/migrations')];
  const found = places.find((place) => existsSync(place));
  if (found) return found;
  throw new Error(`There are no migrations: neither ${places.join(' nor ')} is there.`);
}

/** Applies what is missing and tells `say`, a line each; answers the exit status. */
export async function run(
  source: NodeJS.ProcessEnv,
  bundleDir: string,
  say: (line: string) => void,
): Promise<number> {
  try {
    const { DATABASE_URL } = readMigrateEnv(source);
    const { applied, roles } = await migrate(DATABASE_URL.reveal(), { dir: migrationsDir(bundleDir) });
    for (const name of applied) say(`applied ${name}`);
    say(applied.length > 0 ? `${applied.length} migrations applied` : 'all migrations are applied already');
    if (roles === 'not allowed') say(NO_ROLES);
    return OK;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return error instanceof EnvError ? MISCONFIGURED : FAILED;
  }
}
