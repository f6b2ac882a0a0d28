import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Ceiling } from './ceilings.ts';

const BULK = 500;
const CONCURRENCY = 100;
/** Jobs that wait, so that the worker never runs dry. */
const AHEAD = 2000;
const PREFIX = 'bench-bare';

/** Jobs that BullMQ carries, one for each message, when they do nothing and both ends share a process. */
export const bareQueue: Ceiling = {
  name: 'bare BullMQ',
  async measure({ redis, signal }, seconds) {
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queue = new Queue('bare', { connection, prefix: PREFIX });
    let done = 0;
    const worker = new Worker('bare', async () => void done++, {
      ...{ connection, prefix: PREFIX, concurrency: CONCURRENCY },
      removeOnComplete: { count: 0 },
    });
    try {
      await worker.waitUntilReady();
      const startedMs = performance.now();
      const until = startedMs + seconds * 1000;
      for (let added = 0; performance.now() < until;) {
        signal.throwIfAborted();
        if (added - done > AHEAD) await new Promise((resolve) => setImmediate(resolve));
        else {
          await queue.addBulk(
            Array.from({ length: BULK }, (_, n) => ({ name: 'one', data: { n: added + n } })),
          );
          added += BULK;
        }
      }
      return { name: this.name, unit: '/s', value: (done * 1000) / (performance.now() - startedMs) };
    } finally {
      await worker.close();
      await queue.obliterate({ force: true });
      await queue.close();
      connection.disconnect();
    }
  },
};
