import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import {
  emptyDatabase,
  startPrivatePostgres,
  startPrivateRedis,
  testDatabase,
  testRedis,
} from '../src/index.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // the server is killed under it
  await client.connect();
  closers.push(() => client.end());
  return client;
}

function redisAt(url: string): Redis {
  const redis = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined); // the server is killed under it
  closers.push(async () => redis.disconnect());
  return redis;
}

async function newDatabase() {
  const database = await testDatabase();
  closers.push(() => database.drop());
  return database;
}

const companies = async (client: pg.Client) =>
  (await client.query<{ n: string }>('SELECT count(*) AS n FROM companies')).rows[0]?.n;

describe('a test database', () => {
  test('has all migrations and none of another suite’s rows', async () => {
    const [first, second] = await Promise.all([newDatabase(), newDatabase()]);
    const [one, other] = await Promise.all([connect(first.url), connect(second.url)]);
    await one.query("INSERT INTO companies (id, name) VALUES ('acme', 'Acme')");
    expect(await companies(one)).toBe('1');
    expect(await companies(other)).toBe('0');
  });

  test('is a copy: migrations are not applied again for each', async () => {
    const [first, second] = [await newDatabase(), await newDatabase()];
    const appliedAt = async (url: string) =>
      (
        await (
          await connect(url)
        ).query('SELECT migration_name, started_at FROM _prisma_migrations ORDER BY 1')
      ).rows;
    expect(await appliedAt(first.url)).toEqual(await appliedAt(second.url));
  });

  test('is dropped although connections are open', async () => {
    const database = await testDatabase();
    await connect(database.url);
    await database.drop();
    await expect(connect(database.url)).rejects.toMatchObject({ code: '3D000' });
  });

  test('without migrations is empty', async () => {
    const database = await emptyDatabase();
    closers.push(() => database.drop());
    const { rowCount } = await (
      await connect(database.url)
    ).query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    expect(rowCount).toBe(0);
  });
});

test('clearing a test Redis removes the keys of its prefix alone', async () => {
  const [mine, others] = await Promise.all([testRedis(), testRedis()]);
  expect(mine.prefix).not.toBe(others.prefix);
  const redis = redisAt(mine.url);
  await redis.mset(`${mine.prefix}:a`, '1', `${mine.prefix}:b`, '2', `${others.prefix}:a`, '3');
  await mine.clear();
  expect(await redis.mget(`${mine.prefix}:a`, `${mine.prefix}:b`, `${others.prefix}:a`)).toEqual([
    null,
    null,
    '3',
  ]);
  await others.clear();
});

describe('a private store', () => {
  test('of PostgreSQL is gone when killed, and has its rows again after a restart', async () => {
    const postgres = await startPrivatePostgres();
    closers.push(() => postgres.stop());
    await (await connect(postgres.url)).query("INSERT INTO companies (id, name) VALUES ('acme', 'Acme')");
    await postgres.kill();
    await expect(connect(postgres.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await postgres.restart();
    expect(await companies(await connect(postgres.url))).toBe('1');
  });

  test('of Redis is gone when killed, and has its keys again after a restart', async () => {
    const store = await startPrivateRedis();
    closers.push(() => store.stop());
    const before = redisAt(store.url);
    await before.set('key', 'kept');
    await store.kill();
    await expect(redisAt(store.url).get('key')).rejects.toThrow();
    await store.restart();
    expect(await redisAt(store.url).get('key')).toBe('kept');
  });
});
