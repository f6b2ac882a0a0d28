import { silentLog } from '@watertight/core';
import { openStore, type Store } from '@watertight/store';
import { testDatabase, type TestDatabase } from '@watertight/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { text } from './open.ts';

// Two companies behind row-level security: by direct SQL, and through the store's verbs.

let database: TestDatabase;
let store: Store;
let client: pg.Client;
const phones: Record<string, string> = {};

beforeAll(async () => {
  database = await testDatabase();
  store = openStore({
    databaseUrl: await database.urlAs('watertight_api'),
    encryptionKey: Buffer.alloc(32, 1),
    tenantRole: 'watertight_tenant',
    log: silentLog,
  });
  client = new pg.Client(database.url);
  await client.connect();
  for (const id of ['mine', 'theirs']) {
    await store.companies.create({ id, name: id });
    await store.companies.createKey(id, { name: 'k', scopes: ['messages:send'] });
    const { phoneId } = await store.phones.create(id, {
      connectionType: 'meta',
      mode: 'live',
      meta: { phoneNumberId: id === 'mine' ? '100' : '200', accessToken: `token of ${id}` },
    });
    phones[id] = phoneId;
    await store.webhooks.endpoints.create(id, {
      url: 'https://example.com',
      events: ['message.received'],
      format: 'watertight',
    });
    await store.messages.accept(text(phoneId, { companyId: id, idempotencyKey: 'k', requestHash: 'h' }));
    await store.contacts.create(id, { phoneNumber: '60123456789' });
    await store.audit.write({
      companyId: id,
      actorKind: 'admin',
      actorId: null,
      action: 'test',
      target: {},
      status: 200,
      code: null,
      ip: null,
      requestId: null,
    });
    await client.query(`INSERT INTO message_attempts (message_id, attempt, epoch, instance_id)
      SELECT id, 1, 1, 'w' FROM messages WHERE company_id = '${id}'`);
  }
});
afterAll(async () => {
  await client.end();
  await store.close();
  await database.drop();
});

/** Runs SQL as a company's own role. */
async function as<Row extends pg.QueryResultRow>(
  company: string | null,
  sql: string,
): Promise<pg.QueryResult<Row>> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL ROLE watertight_tenant');
    if (company !== null) await client.query(`SET LOCAL watertight.company = '${company}'`);
    return await client.query<Row>(sql);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function tenantTables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns JOIN pg_tables t ON t.tablename = table_name AND schemaname = table_schema
      WHERE table_schema = 'public' AND column_name = 'company_id' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

describe('row-level security', () => {
  it('is on for every table, and every table of companies has a policy that asks whose it is', async () => {
    const { rows } = await client.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT rowsecurity AND tablename <> '_prisma_migrations'`,
    );
    expect(rows).toEqual([]);
    const policies = await client.query<{ tablename: string }>(
      `SELECT DISTINCT tablename FROM pg_policies WHERE policyname = 'own_company' AND qual LIKE '%watertight_company%'`,
    );
    const covered = new Set(policies.rows.map(({ tablename }) => tablename));
    expect((await tenantTables()).filter((name) => !covered.has(name))).toEqual([]);
  });

  it('shows a company its own rows alone, and nobody any', async () => {
    const seen: string[] = [];
    for (const table of await tenantTables()) {
      const asked = `SELECT company_id FROM ${table}`;
      if (!(await may('SELECT', table))) continue;
      const mine = await as<{ company_id: string }>('mine', asked);
      expect([
        table,
        [...new Set(mine.rows.map((row) => row.company_id))].filter((id) => id !== 'mine'),
      ]).toEqual([table, []]);
      if (mine.rows.length > 0) seen.push(table);
      expect([table, (await as(null, asked)).rowCount]).toEqual([table, 0]);
      expect([table, (await as('', asked)).rowCount]).toEqual([table, 0]);
    }
    expect(seen).toEqual(expect.arrayContaining(['api_keys', 'messages', 'message_events', 'phone_configs']));
    for (const table of ['message_attempts', 'webhook_secrets', 'webhook_lanes'])
      expect([table, (await as('mine', `SELECT 1 FROM ${table}`)).rowCount]).toEqual([table, 1]);
  });

  it('changes and removes nothing of another company', async () => {
    for (const table of await tenantTables()) {
      if (!(await may('DELETE', table))) continue;
      const { rowCount } = await as('mine', `DELETE FROM ${table} WHERE company_id = 'theirs'`);
      expect([table, rowCount]).toEqual([table, 0]);
    }
    expect(
      (await as('mine', `UPDATE messages SET status = 'failed' WHERE company_id = 'theirs'`)).rowCount,
    ).toBe(0);
    expect((await as('mine', 'UPDATE companies SET name = name')).rowCount).toBe(1);
    await expect(
      as('mine', `INSERT INTO idempotency_keys VALUES ('theirs', 'x', 'h', 'm', now())`),
    ).rejects.toThrow('row-level security');
    await expect(as('mine', `UPDATE messages SET company_id = 'theirs'`)).rejects.toThrow(
      'row-level security',
    );
  });

  it('keeps logins, raw bodies and what was written down from a company’s role', async () => {
    for (const table of ['session_snapshots', 'session_snapshot_chunks', 'inbound_journal'])
      await expect(as('mine', `SELECT 1 FROM ${table}`)).rejects.toThrow('permission denied');
    await expect(as('mine', 'DELETE FROM audit_log')).rejects.toThrow('permission denied');
    await expect(as('mine', 'DELETE FROM erasures')).rejects.toThrow('permission denied');
  });
});

const may = async (what: 'SELECT' | 'DELETE', table: string): Promise<boolean> =>
  (
    await client.query<{ may: boolean }>(
      `SELECT has_table_privilege('watertight_tenant', '${table}', '${what}') AS may`,
    )
  ).rows[0]?.may === true;

describe('the roles', () => {
  const tryAs = async (role: Parameters<TestDatabase['urlAs']>[0], sql: string) => {
    const own = new pg.Client(await database.urlAs(role));
    await own.connect();
    try {
      return (await own.query(sql)).rowCount;
    } finally {
      await own.end();
    }
  };

  it('let workers see all messages, and nobody who calls the API', async () => {
    expect(await tryAs('watertight_worker', 'SELECT 1 FROM messages')).toBe(2);
    for (const table of ['api_keys', 'employees', 'employee_sessions'])
      await expect(tryAs('watertight_worker', `SELECT 1 FROM ${table}`)).rejects.toThrow('permission denied');
    await expect(tryAs('watertight_worker', `UPDATE companies SET name = ''`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('let dashboards read how processes are, and nothing that anybody wrote', async () => {
    await expect(tryAs('watertight_reader', 'SELECT 1 FROM process_health_latest')).resolves.toBe(0);
    await expect(tryAs('watertight_reader', 'SELECT 1 FROM queue_backlog')).resolves.toEqual(
      expect.any(Number),
    );
    await expect(tryAs('watertight_reader', 'SELECT 1 FROM messages')).rejects.toThrow('permission denied');
  });

  it('let nobody change the schema or what was written down', async () => {
    for (const role of ['watertight_api', 'watertight_worker', 'watertight_reader'] as const) {
      await expect(tryAs(role, 'DROP TABLE messages')).rejects.toThrow('must be owner');
      await expect(tryAs(role, `UPDATE audit_log SET action = ''`)).rejects.toThrow('permission denied');
    }
  });
});

describe('a verb of the store that is asked as one company', () => {
  const asMine = <T>(work: () => Promise<T>) => store.asCompany('mine', work);

  it('finds nothing of another one, although it is asked for by name', async () => {
    const [message] = (await store.messages.list('theirs', {}, { limit: 1 })).data;
    expect(message).toBeDefined();
    expect(await asMine(() => store.messages.get('theirs', message!.id))).toBeNull();
    expect((await asMine(() => store.messages.list('theirs', {}, { limit: 9 }))).data).toEqual([]);
    expect((await asMine(() => store.contacts.list('theirs', {}, { limit: 9 }))).data).toEqual([]);
    expect((await asMine(() => store.companies.listKeys('theirs', { limit: 9 }))).data).toEqual([]);
    expect((await asMine(() => store.webhooks.endpoints.list('theirs', { limit: 9 }))).data).toEqual([]);
    expect(await asMine(() => store.phones.get('theirs', 0))).toBeNull();
    expect(await asMine(() => store.phones.metaCredentials(phones['theirs']!))).toBeNull();
    expect((await asMine(() => store.audit.list({}, { limit: 9 }))).data.map((one) => one.companyId)).toEqual(
      ['mine'],
    );
    expect(await asMine(() => store.companies.change('theirs', { name: 'mine now' }))).toBeNull();
    expect((await asMine(() => store.messages.list('mine', {}, { limit: 9 }))).data).toHaveLength(1);
  });

  it('is not mixed up with what is asked at the same moment as another one', async () => {
    const turns = Array.from({ length: 200 }, (_, n) => (n % 2 ? 'mine' : 'theirs'));
    const found = await Promise.all(
      turns.map((id) =>
        store.asCompany(id, async () => [
          (await store.companies.get(id))?.id,
          (await store.messages.list(id, {}, { limit: 9 })).data.length,
          (await store.transaction((tx) => tx.query<{ id: string }>(IDS, [])))[0]?.id,
        ]),
      ),
    );
    expect(found).toEqual(turns.map((id) => [id, 1, id]));
  });

  it('accepts messages in batches of several companies all the same', async () => {
    const accepted = await Promise.all(
      ['mine', 'theirs'].map((id) =>
        store.asCompany(id, () => store.messages.accept(text(phones[id]!, { companyId: id }))),
      ),
    );
    expect(accepted.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
  });
});

const IDS = { name: 'test_ids', text: 'SELECT id FROM companies' };
