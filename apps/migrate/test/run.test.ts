import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDatabase } from '@watertight/testkit';
import { migrationsDir, run } from '@watertight/migrate';

let bundle: string;
let lines: string[];
const say = (line: string) => void lines.push(line);

function migration(name: string, sql: string): void {
  mkdirSync(join(bundle, 'migrations', name), { recursive: true });
  writeFileSync(join(bundle, 'migrations', name, 'migration.sql'), sql);
}

beforeEach(() => {
  bundle = mkdtempSync(join(tmpdir(), 'watertight-migrate-'));
  lines = [];
});
afterEach(() => rmSync(bundle, { recursive: true }));

it('applies what lies beside the bundle, once, and names each', async () => {
  migration('1_a', 'CREATE TABLE a (id int)');
  migration('2_b', 'CREATE TABLE b (id int)');
  const database = await emptyDatabase();
  const env = { DATABASE_URL: database.url };
  try {
    expect(await run(env, bundle, say)).toBe(0);
    expect(lines).toEqual(['applied 1_a', 'applied 2_b', '2 migrations applied']);
    expect(await run(env, bundle, say)).toBe(0);
    expect(lines.at(-1)).toBe('all migrations are applied already');
  } finally {
    await database.drop();
  }
});

it('makes the roles that lie beside the migrations, and says when its login may not', async () => {
  migration('1_a', 'CREATE TABLE a (id int)');
  writeFileSync(join(bundle, 'roles.sql'), 'CREATE TABLE of_roles (id int)');
  const database = await emptyDatabase();
  const poor = new URL(database.url);
  poor.username = `wt_poor_${poor.pathname.slice(-16)}`;
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    await client.query(`CREATE ROLE ${poor.username} LOGIN PASSWORD '${poor.password}'`);
    await client.query(`GRANT CREATE ON SCHEMA public TO ${poor.username}`);
    expect(await run({ DATABASE_URL: poor.href }, bundle, say)).toBe(0);
    expect(lines.at(-1)).toContain('may not make roles');
    await client.query(`REASSIGN OWNED BY ${poor.username} TO CURRENT_USER`);
    expect(await run({ DATABASE_URL: database.url }, bundle, say)).toBe(0);
    expect(lines.at(-1)).toBe('all migrations are applied already');
    await client.query('SELECT FROM of_roles');
  } finally {
    await client.query(`DROP OWNED BY ${poor.username}`);
    await client.query(`DROP ROLE ${poor.username}`);
    await client.end();
    await database.drop();
  }
});

it('ends with 1 and names a migration that failed, with 78 for a faulty environment', async () => {
  migration('1_a', 'CREATE TABEL a');
  const database = await emptyDatabase();
  try {
    expect(await run({ DATABASE_URL: database.url }, bundle, say)).toBe(1);
    expect(lines[0]).toContain('Migration 1_a failed');
  } finally {
    await database.drop();
  }
  expect(await run({ DATABASE_URL: 'mysql://x' }, bundle, say)).toBe(78);
  expect(lines[1]).toMatch(/^DATABASE_URL is not valid/);
});

it('finds the migrations of the repository where none lie beside it, and says where it looked', async () => {
  expect(migrationsDir(join(import.meta.dirname, '../src'))).toMatch(/prisma\/migrations$/);
  expect(() => migrationsDir(bundle)).toThrow('There are no migrations');
});
