import { randomBytes } from 'node:crypto';
import { testStores } from '../stores/stores.ts';
import { asAdmin, dropDatabase, TEST_PREFIX, urlOf } from './admin.ts';
import { ensureTemplate } from './template.ts';

export interface TestDatabase {
  url: string;
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
    drop: () => asAdmin(serverUrl, (client) => dropDatabase(client, name)),
  };
}
