import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  isGone,
  processId,
  startPostgres,
  startRedis,
  type ProcessId,
  type Server,
} from '@watertight/embedded';
import { migrate } from '@watertight/store';
import { Redis } from 'ioredis';
import pg from 'pg';
import { childrenOf } from './processes.ts';

const DEAD_WITHIN_MS = 10_000;
const COMMAND_MS = 5000;

/** A store of our own that can die, and comes back on the same port with the same data. */
export interface Store {
  readonly url: string;
  /** Of the server as it runs now. */
  readonly pid: number;
  /** kill -9 of the server and all its processes; resolves when they are gone. */
  kill(): Promise<void>;
  /** Resolves when it answers again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresStore extends Store {
  /** To look into; whatever the tables hold. */
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
}

export interface RedisStore extends Store {
  /** FLUSHALL: it lives, and knows nothing any more. */
  empty(): Promise<void>;
}

/** A durable PostgreSQL with all migrations applied; `settings` are more of the server's, `name=value`. */
export async function openPostgres(
  home: string,
  port: number,
  settings: readonly string[] = [],
): Promise<PostgresStore> {
  const server = await startPostgres({ dataDir: newDir(home, 'postgres'), port, settings });
  const store = storeOf(server, server.url());
  await migrate(store.url);
  return Object.assign(store, {
    query: <Row extends pg.QueryResultRow>(sql: string) => queryOnce<Row>(store.url, sql),
  });
}

/** A Redis with an append-only file. */
export async function openRedis(home: string, port: number): Promise<RedisStore> {
  const server = await startRedis({ dir: newDir(home, 'redis'), port });
  const url = server.url();
  return Object.assign(storeOf(server, url), { empty: () => flushAll(url) });
}

function newDir(home: string, name: string): string {
  const dir = join(home, name);
  mkdirSync(dir);
  return dir;
}

function storeOf(server: Server, url: string): Store {
  return {
    url,
    get pid() {
      return server.pid;
    },
    async kill() {
      const all = [server.pid, ...(await childrenOf(server.pid)).map(({ pid }) => pid)].map(processId);
      const alive = all.filter((process): process is ProcessId => process !== null);
      for (const { pid } of alive) killIfThere(pid);
      const gone = await Promise.all(alive.map((process) => isGone(process, DEAD_WITHIN_MS)));
      if (gone.includes(false)) throw new Error('A process of a store survives kill -9');
    },
    async restart() {
      await server.revive();
    },
    stop: () => server.stop(),
  };
}

/** A server's child may end by itself when its parent does. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function queryOnce<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: COMMAND_MS,
    query_timeout: COMMAND_MS,
  });
  try {
    await client.connect();
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function flushAll(url: string): Promise<void> {
  const redis = new Redis(url, { commandTimeout: COMMAND_MS, retryStrategy: null, lazyConnect: true });
  try {
    await redis.connect();
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}
