import type { ConnectionType } from '@watertight/core';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { queueOf, shardQueues } from './catalog.ts';
import { serve } from './serving.ts';
import type { Lane, Queueing, QueueingOptions, Serving, Turn } from './types.ts';
import { createWaker } from './waker.ts';

/** A token is put beside a lane's present one at most this often. */
const AGAIN_BUCKET_MS = 2000;

/** Opens the queues; connects in the background and again after every loss. */
export function createQueueing({ redisUrl, prefix, log }: QueueingOptions): Queueing {
  const connection = new Redis(redisUrl, {
    // Commands wait for Redis to come back: the tokens told meanwhile (one a lane) are then the first to arrive.
    maxRetriesPerRequest: null,
    connectTimeout: 3000,
    retryStrategy: (times) => Math.min(100 * times, 1000),
    connectionName: 'watertight-queueing',
  });
  connection.setMaxListeners(0);
  connection.on('error', (error) => log.debug({ err: error }, 'queue.connection-error'));

  const queues = new Map<string, Queue>();
  const queue = (name: string): Queue => {
    let known = queues.get(name);
    if (!known) {
      known = new Queue(name, { connection, prefix, skipVersionCheck: true });
      known.on('error', (error) => log.debug({ err: error, queue: name }, 'queue.error'));
      queues.set(name, known);
    }
    return known;
  };

  const once = { removeOnComplete: true, removeOnFail: true } as const;
  const add = async (lane: Lane) => {
    const deduplication = { id: lane.phoneId, keepLastIfActive: true };
    await queue(queueOf(lane)).add('turn', { phoneId: lane.phoneId }, { ...once, deduplication });
  };
  const wake = createWaker(add, log);

  const wakeAgain = (lane: Lane) => {
    const jobId = `again-${lane.phoneId}-${Math.floor(Date.now() / AGAIN_BUCKET_MS)}`;
    queue(queueOf(lane))
      .add('turn', { phoneId: lane.phoneId }, { ...once, jobId })
      .catch((error: unknown) => log.warn({ err: error, phoneId: lane.phoneId }, 'lane.wake-failed'));
  };

  const serveQueue = (
    name: string,
    connectionType: ConnectionType,
    turn: Turn,
    concurrency: number,
  ): Serving =>
    serve({
      queue: queue(name),
      connection,
      prefix,
      concurrency,
      log,
      turn,
      rearm: (phoneId) => add({ phoneId, connectionType }),
    });

  return {
    wake,
    wakeAgain,
    serveShards: (connectionType, turn, { concurrency }) =>
      together(
        shardQueues(connectionType).map((name, _, all) =>
          serveQueue(name, connectionType, turn, Math.max(1, Math.ceil(concurrency / all.length))),
        ),
      ),
    serveLane(lane, turn) {
      const name = queueOf(lane);
      const serving = serveQueue(name, lane.connectionType, turn, 1);
      return {
        active: serving.active,
        async stop() {
          await serving.stop();
          queues.delete(name);
        },
      };
    },
    ping: async () => void (await connection.ping()),
    async close() {
      connection.disconnect();
    },
  };
}

const together = (servings: Serving[]): Serving => ({
  active: () => servings.reduce((sum, serving) => sum + serving.active(), 0),
  stop: async () => void (await Promise.all(servings.map((serving) => serving.stop()))),
});
