import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLog, type Log } from '@watertight/core';
import pg from 'pg';
import { classify } from './db.ts';

/** One lock for all runners, so that two at once apply each migration once. */
const LOCK = 727_001_001;

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, as Prisma records it. */
  checksum: string;
}

/** A migration that cannot be applied; nothing of it was. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Reads the migrations of a folder in Prisma's layout (`<name>/migration.sql`), in order. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(dir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Applies what is missing: each file whole, in one transaction, under an advisory lock, recorded in
 * `_prisma_migrations` as Prisma does, so that `prisma migrate deploy` accepts the result. Safe to repeat and to
 * run twice at once.
 * @throws MigrationError naming the migration when one fails or was changed after it was applied.
 * @throws CodedError STORE_UNAVAILABLE when the database cannot be reached.
 */
export async function migrate(
  databaseUrl: string,
  options: { dir?: string; log?: Log } = {},
): Promise<{ applied: string[]; roles: 'made' | 'not allowed' | 'none' }> {
  const log = options.log ?? silentLog;
  const dir = options.dir ?? 'prisma/migrations';
  const migrations = await readMigrations(dir);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(BOOKKEEPING);
    const done = await recorded(client);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (isApplied(migration, done)) continue;
      await apply(client, migration);
      log.info({ migration: migration.name }, 'migration.applied');
      applied.push(migration.name);
    }
    return { applied, roles: await makeRoles(client, join(dir, '../roles.sql')) };
  } catch (error) {
    throw classify(error);
  } finally {
    await client.end().catch((error: unknown) => log.warn({ err: error }, 'migration.close-failed'));
  }
}

/** Only who may make roles does; without them everything works, but for the second wall between companies. */
async function makeRoles(client: pg.Client, file: string): Promise<'made' | 'not allowed' | 'none'> {
  if (!existsSync(file)) return 'none';
  const { rows } = await client.query<{ may: boolean }>(
    'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
  );
  if (!rows[0]?.may) return 'not allowed';
  await client.query(await readFile(file, 'utf8'));
  return 'made';
}

type Recorded = Map<string, { checksum: string; finished: boolean }>;

async function recorded(client: pg.Client): Promise<Recorded> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

function isApplied(migration: Migration, done: Recorded): boolean {
  const row = done.get(migration.name);
  if (!row) return false;
  if (!row.finished) {
    throw new MigrationError(
      `Migration ${migration.name} was begun by another tool and not finished: mark it with "prisma migrate resolve", then run npm run migrate again.`,
    );
  }
  if (row.checksum !== migration.checksum) {
    throw new MigrationError(
      `Migration ${migration.name} was changed after it was applied: restore the file, and put the change into a new migration.`,
    );
  }
  return true;
}

/** @throws MigrationError that names it */
async function applyOne(client: pg.Client, { sql, checksum, name }: Migration): Promise<void> {
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, logs, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, '', now(), 1)`,
      [randomUUID(), checksum, name],
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`Migration ${name} failed and nothing of it was kept: ${reason}`, {
      cause: error,
    });
  }
}

/**
 * Applies what is missing of these within the transaction that the client is in; nobody else migrates until it ends.
 * Answers the names of all that the database has by then.
 */
export async function migrateWithin(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await client.query(BOOKKEEPING);
  const done = await recorded(client);
  const missing = migrations.filter((migration) => !isApplied(migration, done));
  for (const migration of missing) await applyOne(client, migration);
  return [...done.keys(), ...missing.map(({ name }) => name)];
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await applyOne(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection is gone with its transaction
    throw error;
  }
}

/** The newest migration that this build of the apps needs; apps refuse to start on an older schema. */
export const REQUIRED_MIGRATION = '20261127150000_unused_indexes';

/** Null when the schema is new enough, else one sentence on what to do. */
export async function schemaFault(pool: pg.Pool): Promise<string | null> {
  const remedy = 'Run "npm run migrate" first.';
  try {
    const { rowCount } = await pool.query(
      'SELECT 1 FROM "_prisma_migrations" WHERE migration_name = $1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL',
      [REQUIRED_MIGRATION],
    );
    return rowCount
      ? null
      : `The database schema is older than this version needs (${REQUIRED_MIGRATION} is missing). ${remedy}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P01')
      return `The database is empty. ${remedy}`;
    throw classify(error);
  }
}
