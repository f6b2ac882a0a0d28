import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Ceiling } from './ceilings.ts';

const BULK = 500;
const CONCURRENCY = 100;
/** Jobs that wait, so that the worker never runs dry. */
const AHEAD = 2000;
const PREFIX = 'bench-bare';
const WARM_UP_MS = 1000;

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
      const warmUntil = performance.now() + WARM_UP_MS;
      let added = 0;
      const feedUntil = async (end: number) => {
        while (performance.now() < end) {
          signal.throwIfAborted();
          // Adding and working share a process: whoever waits must not keep it busy.
          if (added - done > AHEAD) await pause(1);
          else {
            const from = added;
            added += BULK;
            await queue.addBulk(
              Array.from({ length: BULK }, (_, n) => ({ name: 'one', data: { n: from + n } })),
            );
          }
        }
      };
      await feedUntil(warmUntil);
      const [before, startedMs] = [done, performance.now()];
      await feedUntil(startedMs + seconds * 1000);
      return {
        name: this.name,
        unit: '/s',
        value: ((done - before) * 1000) / (performance.now() - startedMs),
      };
    } finally {
      await worker.close();
      await queue.obliterate({ force: true });
      await queue.close();
      connection.disconnect();
    }
  },
};
