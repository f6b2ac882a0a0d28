import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  EmbeddedError,
  startPostgres,
  startRedis,
  type PostgresServer,
  type Progress,
} from '@watertight/embedded';
import { dropTestDatabases } from '../databases/admin.ts';
import { testBase } from './base.ts';

export interface TestStores {
  /** A superuser's connection; tests make databases of their own beside this one. */
  databaseUrl: string;
  redisUrl: string;
}

interface Options {
  progress?: Progress;
  signal?: AbortSignal;
}

/**
 * Starts PostgreSQL (without durability) and Redis (without persistence) for this checkout's tests, or joins those
 * that run; `stop` leaves them, and the last one to leave stops them. Test processes use `testStores` instead.
 */
export async function startTestStores(
  options: Options = {},
): Promise<TestStores & { stop(): Promise<void> }> {
  const [postgres, redis] = await both(
    usablePostgres(options),
    startRedis({ dir: join(testBase(), 'redis'), appendOnly: false, ...options }),
  );
  return {
    databaseUrl: postgres.url('postgres'),
    redisUrl: redis.url(),
    stop: async () => {
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}

/** Without durability a power cut may spoil the data, and nothing in them is worth a repair. */
async function usablePostgres(options: Options): Promise<PostgresServer> {
  const dataDir = join(testBase(), 'postgres');
  const start = () => startPostgres({ dataDir, durable: false, ...options });
  const server = await start().catch((error: unknown) => {
    if (!(error instanceof EmbeddedError)) throw error;
    rmSync(dataDir, { recursive: true, force: true });
    return start();
  });
  if (!server.adopted) await dropTestDatabases(server.url('postgres'));
  return server;
}

type Stoppable = { stop(): Promise<void> };

/** Both or none: when one cannot start, the other is stopped. */
async function both<A extends Stoppable, B extends Stoppable>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value];
  if (first.status === 'fulfilled') await first.value.stop();
  if (second.status === 'fulfilled') await second.value.stop();
  throw first.status === 'rejected' ? first.reason : (second as PromiseRejectedResult).reason;
}
