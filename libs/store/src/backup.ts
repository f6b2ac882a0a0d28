import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate, readMigrations } from './migrate.ts';

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
  /** Messages that were waiting or under way when the backup was taken; see `holdUnsure`. */
  unsure: number;
}

/** Of processes that are not those of the restored system. */
const NOT_KEPT = ['_prisma_migrations', 'process_health', 'process_metrics', 'process_events'];

/**
 * Writes the database into a folder, as of one moment and while the system runs: one file for each table, as COPY writes
 * it, compressed. Its messages are in the clear, its credentials sealed as they are in the database.
 * @throws BackupError when the folder has a backup already
 */
export async function backup(databaseUrl: string, dir: string): Promise<BackupManifest> {
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
    await client.query('COMMIT');
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
 * Loads a backup into an empty database, whole or not at all, and migrates it to this version.
 * @throws BackupError when the database has companies, or the folder is no whole backup or one of a newer version
 */
export async function restore(databaseUrl: string, dir: string, migrationsDir: string): Promise<Restored> {
  const manifest = await readManifest(dir);
  const known = new Set((await readMigrations(migrationsDir)).map(({ name }) => name));
  const strange = manifest.migrations.find((name) => !known.has(name));
  if (strange)
    throw new BackupError(`The backup is of a newer version (${strange}): restore it with that one.`);
  if ([...known].some((name) => !manifest.migrations.includes(name)))
    throw new BackupError(
      'The backup is of an older version: restore it with that one, then run npm run migrate.',
    );
  await migrate(databaseUrl, { dir: migrationsDir });
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query('BEGIN');
    if ((await client.query('SELECT 1 FROM companies LIMIT 1')).rowCount)
      throw new BackupError('The database is not empty: restore into one that is.');
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
    const unsure = await holdUnsure(client);
    await client.query('COMMIT');
    return { rows, unsure };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection is gone with its transaction
    throw error;
  } finally {
    await client.end();
  }
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

async function column(client: pg.Client, text: string, values: unknown[] = []): Promise<string[]> {
  return (await client.query<{ v: string }>(text, values)).rows.map(({ v }) => v);
}
