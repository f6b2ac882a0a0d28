import { join } from 'node:path';
import { silentLog } from '@watertight/core';
import { migrate, openStore, type Store } from '@watertight/store';
import { startPrivatePostgres, type PrivateStore } from '@watertight/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// A Postgres as clouds rent it: the login that owns the database may make roles, and is no superuser. A server of its
// own, because roles belong to the server.

const MIGRATIONS = join(import.meta.dirname, '../../../prisma/migrations');
let server: PrivateStore;
let ownerUrl: string;
let migrated: Awaited<ReturnType<typeof migrate>>;

beforeAll(async () => {
  server = await startPrivatePostgres();
  const client = new pg.Client(server.url);
  await client.connect();
  // Not those that the superuser made with this server.
  for (const role of ['api', 'worker', 'tenant', 'system', 'reader'].map((name) => `watertight_${name}`)) {
    await client.query(`DROP OWNED BY ${role}`);
    await client.query(`DROP ROLE ${role}`);
  }
  await client.query(`CREATE ROLE owner LOGIN CREATEROLE PASSWORD 'of-the-tests'`);
  await client.query('CREATE DATABASE owned OWNER owner');
  await client.end();
  const url = new URL(server.url);
  url.username = 'owner';
  url.password = 'of-the-tests';
  url.pathname = '/owned';
  ownerUrl = url.href;
  // Logins of the apps may be there before the tables are.
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query('CREATE ROLE watertight_api');
  await owner.query(`CREATE ROLE api LOGIN PASSWORD 'of-the-tests' IN ROLE watertight_api`);
  await owner.end();
  migrated = await migrate(ownerUrl, { dir: MIGRATIONS });
}, 120_000);
afterAll(() => server?.stop());

const open = (tenantRole?: string, databaseUrl = ownerUrl): Store =>
  openStore({ databaseUrl, encryptionKey: Buffer.alloc(32, 1), tenantRole, log: silentLog });

async function using<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

describe('an owner that may make roles', () => {
  it('makes them, and may do it again', async () => {
    expect(migrated.roles).toBe('made');
    expect(await migrate(ownerUrl, { dir: MIGRATIONS })).toEqual({ applied: [], roles: 'made' });
  });

  it('may run the API too: it speaks as the role of companies, which see no others', async () => {
    await using(open('watertight_tenant'), async (store) => {
      expect(await store.tenantFault()).toBeNull();
      for (const id of ['mine', 'theirs']) await store.companies.create({ id, name: id });
      const seen = await store.asCompany('mine', () =>
        Promise.all([store.companies.get('mine'), store.companies.get('theirs')]),
      );
      expect(seen.map((company) => company?.id ?? null)).toEqual(['mine', null]);
    });
  });

  it('makes a login that was there before the tables one of the API', async () => {
    const apiUrl = Object.assign(new URL(ownerUrl), { username: 'api' }).href;
    await using(open('watertight_tenant', apiUrl), async (store) => {
      expect(await store.tenantFault()).toBeNull();
      expect(await store.asCompany('mine', () => store.companies.get('theirs'))).toBeNull();
    });
  });

  it('is told before anything starts when it is a member of the role and may not speak as it', async () => {
    await using(open('watertight_reader'), async (store) => {
      expect(await store.tenantFault()).toContain('cannot speak as watertight_reader');
    });
  });
});
