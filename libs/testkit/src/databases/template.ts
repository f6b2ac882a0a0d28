import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { asAdmin, dropDatabase, TEMPLATE_PREFIX, urlOf } from './admin.ts';
import { MIGRATIONS, migrateDatabase } from './migrate.ts';

const LOCK = 727_001_900;

/** The name of a database with all migrations, made once for each state of the migrations on this server. */
export function ensureTemplate(serverUrl: string): Promise<string> {
  const name = `${TEMPLATE_PREFIX}${hashOfMigrations()}`;
  return asAdmin(serverUrl, async (client) => {
    if (await isComplete(client, name)) return name;
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]); // released with the connection
    if (!(await isComplete(client, name))) await make(client, serverUrl, name);
    return name;
  });
}

/** A half-made one of a killed run is no template yet. */
async function isComplete(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
    name,
  ]);
  return rowCount === 1;
}

async function make(client: pg.Client, serverUrl: string, name: string): Promise<void> {
  const id = client.escapeIdentifier(name);
  await dropDatabase(client, name);
  await client.query(`CREATE DATABASE ${id}`);
  await migrateDatabase(urlOf(serverUrl, name));
  // A connection to a template would keep it from being copied.
  await client.query(`ALTER DATABASE ${id} WITH ALLOW_CONNECTIONS false`);
  await client.query(`ALTER DATABASE ${id} WITH IS_TEMPLATE true`);
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  const entries = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const name of entries.map((entry) => entry.name).sort())
    hash.update(`${name}\0`).update(readFileSync(join(MIGRATIONS, name, 'migration.sql')));
  hash.update(readFileSync(join(MIGRATIONS, '../roles.sql')));
  return hash.digest('hex').slice(0, 12);
}
