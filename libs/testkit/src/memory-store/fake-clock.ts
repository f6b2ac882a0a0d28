import pg from 'pg';
import { silentLog, type Clock } from '@watertight/core';
import { openStore, type Store } from '@watertight/store';
import { testDatabase } from '../databases/database.ts';

export interface ClockedStore {
  store: Store;
  /** SQL on the same database. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Empties the tables of messages and leases and sets the clock. */
  reset(at: Date): Promise<void>;
  setClock(at: Date): Promise<void>;
  close(): Promise<void>;
}

/** A schema that stands before the system's in the search path, so that the store's SQL reads this clock. */
const CLOCK = `
  CREATE SCHEMA fake;
  CREATE TABLE fake.clock (at timestamptz NOT NULL);
  INSERT INTO fake.clock VALUES ('2026-01-01');
  CREATE FUNCTION fake.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM fake.clock';
  CREATE FUNCTION fake.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM fake.clock';
  ALTER TABLE inbound_journal ALTER next_at SET DEFAULT fake.clock_timestamp();
`;
const TABLES = 'messages, message_attempts, message_events, idempotency_keys, leases, inbound_journal';

/** The real store on a real PostgreSQL whose clock stands still until it is set. */
export async function openClockedStore(companyId: string, phones: ClockedPhone[]): Promise<ClockedStore> {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 10_000 });
  await pool.query(CLOCK);
  await pool.query('INSERT INTO companies (id, name) VALUES ($1, $1)', [companyId]);
  for (const { phoneId, phoneIndex, connectionType } of phones)
    await pool.query(
      `INSERT INTO phone_configs (phone_id, company_id, phone_index, connection_type, phone_number_id) VALUES ($1, $2, $3, $4, $1)`,
      [phoneId, companyId, phoneIndex, connectionType],
    );
  const url = new URL(database.url);
  url.searchParams.set('options', '-c search_path=fake,public,pg_catalog');
  const store = openStore({
    databaseUrl: url.href,
    encryptionKey: Buffer.alloc(32),
    poolSize: 2,
    log: silentLog,
  });
  const query = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows;
  const setClock = async (at: Date) => void (await query('UPDATE fake.clock SET at = $1', [at]));
  return {
    store,
    query,
    setClock,
    async reset(at) {
      await query(`TRUNCATE ${TABLES} RESTART IDENTITY`);
      await setClock(at);
    },
    async close() {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
}

export interface ClockedPhone {
  phoneId: string;
  phoneIndex: number;
  connectionType: 'meta' | 'wwebjs';
}

/** A clock for the memory store that is set by hand. */
export function handClock(start: Date): Clock & { set(at: Date): void } {
  let at = start;
  return {
    now: () => at,
    set: (to) => {
      at = to;
    },
  };
}
