import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { testStores } from './stores/stores.ts';

const SCAN_COUNT = 1000;

export interface TestRedis {
  url: string;
  /** Begins every key that the test may use. */
  prefix: string;
  /** Removes every key with the prefix. */
  clear(): Promise<void>;
}

/** The shared Redis with a key prefix of its own. */
export async function testRedis(): Promise<TestRedis> {
  const { redisUrl: url } = await testStores();
  const prefix = `wt-test-${randomBytes(6).toString('hex')}`;
  return { url, prefix, clear: () => clear(url, prefix) };
}

async function clear(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 10_000 });
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: SCAN_COUNT })) {
      if (keys.length > 0) await redis.unlink(...(keys as string[]));
    }
  } finally {
    redis.disconnect();
  }
}
