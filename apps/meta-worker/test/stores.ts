import { testDatabase, testRedis } from '@watertight/testkit';
import pg from 'pg';

/** A database and a Redis prefix of the test's own. */
export interface TestStores {
  databaseUrl: string;
  /** The same database, for a login that may do what workers may. */
  workerUrl: string;
  redisUrl: string;
  prefix: string;
  /** Reads what the store has no verb for. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openTestStores(): Promise<TestStores> {
  const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const pool = new pg.Pool({ connectionString: database.url, max: 2, query_timeout: 5000 });
  return {
    databaseUrl: database.url,
    workerUrl: await database.urlAs('watertight_worker'),
    redisUrl: redis.url,
    prefix: redis.prefix,
    query: async (sql) => (await pool.query<Record<string, unknown>>(sql)).rows,
    async close() {
      await pool.end();
      await Promise.all([redis.clear(), database.drop()]);
    },
  };
}
