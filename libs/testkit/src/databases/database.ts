import { randomBytes } from 'node:crypto';
import { testStores } from '../stores/stores.ts';
import { asAdmin, dropDatabase, TEST_PREFIX, urlOf } from './admin.ts';
import { ensureTemplate } from './template.ts';

export type Role = 'watertight_api' | 'watertight_worker' | 'watertight_reader';

export interface TestDatabase {
  url: string;
  /** The same database for a login of this role alone; see prisma/roles.sql. */
  urlAs(role: Role): Promise<string>;
  /** Ends open connections to it by force. */
  drop(): Promise<void>;
}

/** A database of its own with all migrations applied: a copy of a template, made in well under 200 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const { databaseUrl } = await testStores();
  return create(databaseUrl, await ensureTemplate(databaseUrl));
}

/** A database of its own with nothing in it, for tests of migrations. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const { databaseUrl } = await testStores();
  return create(databaseUrl, 'template0');
}

async function create(serverUrl: string, template: string): Promise<TestDatabase> {
  const name = `${TEST_PREFIX}${randomBytes(8).toString('hex')}`;
  await asAdmin(serverUrl, (client) =>
    client.query(
      `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(template)}`,
    ),
  );
  return {
    url: urlOf(serverUrl, name),
    urlAs: (role) => loginAs(serverUrl, name, role),
    drop: () => asAdmin(serverUrl, (client) => dropDatabase(client, name)),
  };
}

const PASSWORD = 'of-the-tests';

/** Logins belong to the server, so that all tests share them. */
async function loginAs(serverUrl: string, database: string, role: Role): Promise<string> {
  const login = `${TEST_PREFIX}${role}`;
  await asAdmin(serverUrl, (client) =>
    client.query(`DO $$ BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${login}') THEN
        CREATE ROLE ${login} LOGIN PASSWORD '${PASSWORD}' IN ROLE ${role};
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another test's, at this moment
    END $$`),
  );
  const url = new URL(urlOf(serverUrl, database));
  url.username = login;
  url.password = PASSWORD;
  return url.href;
}
