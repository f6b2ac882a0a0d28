import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate, migrateWithin, readMigrations, type Migration } from './migrate.ts';

/** What a backup cannot be made of or restored from, in one sentence. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

export interface BackupManifest {
  format: 1;
  takenAt: string;
  /** Those that the database had; a restore applies these, loads, and applies the rest. */
  migrations: string[];
  tables: { name: string; columns: string[]; rows: number }[];
  sequences: { name: string; value: string; isCalled: boolean }[];
}

export interface Restored {
  rows: number;
  /** What the backup's version had not: its rows were brought to this one. */
  migrated: string[];
  /** Messages that were waiting or under way when the backup was taken; see `holdUnsure`. */
  unsure: number;
}

/** Of processes that are not those of the restored system. */
const NOT_KEPT = ['_prisma_migrations', 'process_health', 'process_metrics', 'process_events'];

/** Where bytes lie beside the database: logins, which are replaced every few minutes, and then media. */
const STORAGE_KEYS = `SELECT storage_key FROM session_snapshots WHERE state = 'kept' AND storage_key IS NOT NULL
  UNION ALL SELECT DISTINCT storage_key FROM media WHERE stored_at IS NOT NULL AND removed_at IS NULL`;

/** Whether the database still says that bytes lie at the key. */
export async function isKept(databaseUrl: string, storageKey: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    const text = `SELECT 1 FROM (${STORAGE_KEYS}) kept WHERE storage_key = $1 LIMIT 1`;
    return ((await client.query(text, [storageKey])).rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

/**
 * Writes the database into a folder, as of one moment and while the system runs: one file for each table, as COPY writes
 * it, compressed. Its messages are in the clear, its credentials sealed as they are in the database.
 * @param copyFiles takes care of the bytes that the database names, logins first; only then the backup is whole
 * @throws BackupError when the folder has a backup already
 */
export async function backup(
  databaseUrl: string,
  dir: string,
  copyFiles: (storageKeys: AsyncIterable<string>) => Promise<void> = async () => undefined,
): Promise<BackupManifest> {
  await mkdir(join(dir, 'database'), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const manifest: BackupManifest = {
      format: 1,
      takenAt: new Date().toISOString(),
      migrations: await column(client, 'SELECT migration_name AS v FROM _prisma_migrations ORDER BY 1'),
      tables: [],
      sequences: [],
    };
    for (const name of await tablesOf(client)) {
      const columns = await column(
        client,
        `SELECT column_name AS v FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
          AND is_generated = 'NEVER' ORDER BY ordinal_position`,
        [name],
      );
      const list = columns.map((one) => client.escapeIdentifier(one)).join(', ');
      const copy = client.query(
        copyTo(`COPY (SELECT ${list} FROM ${client.escapeIdentifier(name)}) TO STDOUT`),
      );
      await pipeline(
        copy,
        createGzip({ level: 1 }),
        createWriteStream(fileOf(dir, name), { flags: 'wx', mode: 0o600 }),
      );
      manifest.tables.push({ name, columns, rows: copy.rowCount ?? 0 });
    }
    for (const name of await column(
      client,
      `SELECT sequencename AS v FROM pg_sequences WHERE schemaname = 'public'`,
    )) {
      const { rows } = await client.query<{ value: string; called: boolean }>(
        `SELECT last_value::text AS value, is_called AS called FROM ${client.escapeIdentifier(name)}`,
      );
      if (rows[0]) manifest.sequences.push({ name, value: rows[0].value, isCalled: rows[0].called });
    }
    const keysFile = join(dir, 'files.txt');
    await pipeline(
      client.query(copyTo(`COPY (${STORAGE_KEYS}) TO STDOUT`)),
      createWriteStream(keysFile, { flags: 'wx', mode: 0o600 }),
    );
    await client.query('COMMIT');
    await copyFiles(linesOf(keysFile));
    // Last: a folder without it is no backup.
    await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest, null, 2), {
      flag: 'wx',
      mode: 0o600,
    });
    return manifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new BackupError(`${dir} holds a backup already: choose another folder.`, { cause: error });
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Loads a backup into an empty database, whole or not at all. One of an older version is loaded into the schema that it
 * was taken from, and what came after that is migrated.
 * @param copyFiles takes care of the bytes that its rows name, before anybody sees those
 * @throws BackupError when the database has companies or a schema that the backup has not, or the folder is no whole
 *   backup or one of a newer version
 */
export async function restore(
  databaseUrl: string,
  dir: string,
  migrationsDir: string,
  copyFiles: () => Promise<void> = async () => undefined,
): Promise<Restored> {
  const manifest = await readManifest(dir);
  const migrations = await readMigrations(migrationsDir);
  const strange = manifest.migrations.find((name) => !migrations.some((known) => known.name === name));
  if (strange)
    throw new BackupError(`The backup is of a newer version (${strange}): restore it with that one.`);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  let restored: Restored;
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0'); // files may take hours
    restored = await restoreWithin(client, dir, manifest, migrations);
    await copyFiles();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection is gone with its transaction
    throw error;
  } finally {
    await client.end();
  }
  await migrate(databaseUrl, { dir: migrationsDir }); // only its roles are left to be made
  return restored;
}

async function restoreWithin(
  client: pg.Client,
  dir: string,
  manifest: BackupManifest,
  migrations: readonly Migration[],
): Promise<Restored> {
  const isOfBackup = ({ name }: Migration) => manifest.migrations.includes(name);
  const has = await migrateWithin(client, migrations.filter(isOfBackup));
  if ((await client.query('SELECT 1 FROM companies LIMIT 1')).rowCount)
    throw new BackupError('The database is not empty: restore into one that is.');
  if (has.some((name) => !manifest.migrations.includes(name)))
    throw new BackupError(
      'The database is migrated to a newer version than the backup’s: restore into a new one, which is migrated afterwards.',
    );
  const rows = await loadTables(client, dir, manifest);
  const migrated = migrations.filter((migration) => !isOfBackup(migration));
  await migrateWithin(client, migrated);
  return { rows, migrated: migrated.map(({ name }) => name), unsure: await holdUnsure(client) };
}

/** Answers how many rows there are. */
async function loadTables(client: pg.Client, dir: string, manifest: BackupManifest): Promise<number> {
  const tables = await inOrder(client, manifest.tables);
  for (const { name } of tables)
    await client.query(`ALTER TABLE ${client.escapeIdentifier(name)} DISABLE TRIGGER USER`);
  // What the migrations themselves put in.
  for (const { name } of [...tables].reverse())
    await client.query(`DELETE FROM ${client.escapeIdentifier(name)}`);
  let rows = 0;
  for (const { name, columns, rows: expected } of tables) {
    const list = columns.map((one) => client.escapeIdentifier(one)).join(', ');
    const copy = client.query(copyFrom(`COPY ${client.escapeIdentifier(name)} (${list}) FROM STDIN`));
    await pipeline(createReadStream(fileOf(dir, name)), createGunzip(), copy);
    if (copy.rowCount !== expected)
      throw new BackupError(`${name} has ${copy.rowCount} rows, not ${expected}.`);
    rows += expected;
  }
  for (const { name } of tables)
    await client.query(`ALTER TABLE ${client.escapeIdentifier(name)} ENABLE TRIGGER USER`);
  for (const { name, value, isCalled } of manifest.sequences)
    await client.query('SELECT setval($1::regclass, $2, $3)', [
      client.escapeIdentifier(name),
      value,
      isCalled,
    ]);
  return rows;
}

/**
 * What waited or was under way at the time of the backup may have been sent since. It becomes `unconfirmed`, with a word
 * in its timeline, and nothing is sent until somebody retries it. What is scheduled for later stays so. Leases end.
 */
async function holdUnsure(client: pg.Client): Promise<number> {
  await client.query(`UPDATE message_attempts SET ended_at = clock_timestamp(), outcome = 'unknown', detail = 'restored from a backup'
    WHERE ended_at IS NULL`);
  const { rowCount } = await client.query(`WITH held AS (
      UPDATE messages SET status = 'unconfirmed', reconcile_at = NULL
      WHERE direction = 'outbound' AND (status IN ('queued', 'sending') OR (status = 'scheduled' AND scheduled_at <= clock_timestamp()))
      RETURNING id, company_id, phone_index)
    INSERT INTO message_events (company_id, phone_index, message_id, type, detail)
    SELECT company_id, phone_index, id, 'message.unconfirmed', '{"reason": "restored from a backup: it may have been sent since"}' FROM held`);
  await client.query(
    `UPDATE messages SET reconcile_at = NULL WHERE status = 'unconfirmed' AND reconcile_at IS NOT NULL`,
  );
  await client.query('UPDATE leases SET owner = NULL, expires_at = clock_timestamp(), epoch = epoch + 1');
  await client.query(
    'UPDATE webhook_lanes SET owner = NULL, expires_at = clock_timestamp(), epoch = epoch + 1',
  );
  return rowCount ?? 0;
}

const fileOf = (dir: string, table: string): string => join(dir, 'database', `${table}.copy.gz`);

async function readManifest(dir: string): Promise<BackupManifest> {
  try {
    const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')) as BackupManifest;
    if (manifest.format === 1) return manifest;
    throw new BackupError(`${dir} is a backup of another format.`);
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError(`${dir} is no whole backup: its manifest.json cannot be read.`, { cause: error });
  }
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const all = await column(
    client,
    `SELECT tablename AS v FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  return all.filter((name) => !NOT_KEPT.includes(name));
}

/** Those first that others refer to. */
async function inOrder<T extends { name: string }>(client: pg.Client, tables: T[]): Promise<T[]> {
  const { rows } = await client.query<{ child: string; parent: string }>(
    `SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent FROM pg_constraint
      WHERE contype = 'f' AND conrelid <> confrelid`,
  );
  const parentsOf = (name: string) => rows.filter((row) => row.child === name).map((row) => row.parent);
  const ordered: T[] = [];
  const place = (table: T): void => {
    if (ordered.includes(table)) return;
    for (const parent of parentsOf(table.name)) {
      const found = tables.find(({ name }) => name === parent);
      if (found) place(found);
    }
    ordered.push(table);
  };
  tables.forEach(place);
  return ordered;
}

/** It begins to read when it is asked for the first: readline loses what nobody listens to. */
async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file) });
}

async function column(client: pg.Client, text: string, values: unknown[] = []): Promise<string[]> {
  return (await client.query<{ v: string }>(text, values)).rows.map(({ v }) => v);
}
