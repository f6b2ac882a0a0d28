import { groupBy } from '@watertight/core';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { isShared, queueOf, shardQueues } from './catalog.ts';
import { createFairLanes } from './fair.ts';
import { serve, type Tokens } from './serving.ts';
import type { Lane, Queueing, QueueingOptions, Serving, Turn, TurnReport } from './types.ts';
import { createWaker } from './waker.ts';

/** A token is put beside a lane's present one at most this often. */
const AGAIN_BUCKET_MS = 2000;
/** Lost tokens of one queue are made anew at most so many at a time. */
const MAX_REPAIRED = 1000;

/** Lanes that are put with one command: Redis does nothing else meanwhile. */
const PUT_AT_ONCE = 200;

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
  const fair = createFairLanes(connection, prefix);

  /** In a shard queue a token is worth one turn; whose turn it is, is decided when it comes up. */
  const addShared = async (name: string) => void (await queue(name).add('turn', {}, once));
  const addOwn = async (lane: Lane) => {
    const deduplication = { id: lane.phoneId, keepLastIfActive: true };
    await queue(queueOf(lane)).add('turn', {}, { ...once, deduplication });
  };

  const wake = createWaker(async (lane) => {
    if (!isShared(lane)) await addOwn(lane);
    else if (await fair.put(queueOf(lane), lane)) await addShared(queueOf(lane));
  }, log);

  const wakeAgain = createWaker(async (lane) => {
    const name = queueOf(lane);
    if (isShared(lane)) {
      if (await fair.put(name, lane, true)) await addShared(name);
      return;
    }
    const jobId = `again-${lane.phoneId}-${Math.floor(Date.now() / AGAIN_BUCKET_MS)}`;
    await queue(name).add('turn', {}, { ...once, jobId });
  }, log);

  /** Of lanes of one queue; answers how many had no token. */
  const putLost = async (name: string, lanes: readonly Lane[]): Promise<number> => {
    let lost = 0;
    for (let from = 0; from < lanes.length; from += PUT_AT_ONCE) {
      const put = await fair.putMany(name, lanes.slice(from, from + PUT_AT_ONCE));
      const token = { name: 'turn', data: {}, opts: once };
      if (put > 0) await queue(name).addBulk(Array.from({ length: put }, () => token));
      lost += put;
    }
    return lost;
  };

  let waking = false;
  const wakeLost = (lanes: readonly Lane[], told: (lost: number) => void) => {
    if (waking || lanes.length === 0) return;
    waking = true;
    Promise.all([...groupBy(lanes, queueOf)].map(([name, ofQueue]) => putLost(name, ofQueue)))
      .finally(() => (waking = false))
      .then((lost) => told(lost.reduce((sum, one) => sum + one, 0)))
      .catch((error: unknown) => log.warn({ err: error }, 'lane.wake-failed'));
  };

  let weighing = false;
  const weigh = (weights: ReadonlyMap<string, number>) => {
    if (weighing) return; // Redis is away or slow; it is told again soon
    weighing = true;
    fair
      .weigh(weights)
      .catch((error: unknown) => log.warn({ err: error }, 'queue.weigh-failed'))
      .finally(() => (weighing = false));
  };

  const sharedTokens = (name: string): Tokens => ({
    async take() {
      const lane = await fair.take(name);
      if (!lane) return null;
      const done = async ({ end, share }: TurnReport) => {
        if (await fair.done(name, lane, end === 'more', share)) await addShared(name);
      };
      return { phoneId: lane.phoneId, done };
    },
    async repair(tokens) {
      const missing = Math.min((await fair.waiting(name)) - tokens, MAX_REPAIRED);
      for (let i = 0; i < missing; i++) await addShared(name);
    },
  });

  const ownTokens = (lane: Lane): Tokens => ({
    take: async () => ({
      phoneId: lane.phoneId,
      done: async ({ end }) => {
        if (end === 'more') await addOwn(lane);
      },
    }),
    repair: async () => undefined,
  });

  const serveQueue = (name: string, tokens: Tokens, turn: Turn, concurrency: number): Serving =>
    serve({ queue: queue(name), connection, prefix, concurrency, log, turn, tokens });

  return {
    wake,
    wakeAgain,
    wakeLost,
    weigh,
    serveShards: (connectionType, turn, { concurrency }) =>
      together(
        shardQueues(connectionType).map((name, _, all) =>
          serveQueue(name, sharedTokens(name), turn, Math.max(1, Math.ceil(concurrency / all.length))),
        ),
      ),
    serveLane(lane, turn) {
      const name = queueOf(lane);
      const serving = serveQueue(name, ownTokens(lane), turn, 1);
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
