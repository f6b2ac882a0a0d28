import type { Heartbeat, Log } from '@watertight/core';
import type { Redis } from 'ioredis';
import { createCalls, type Calls } from './calls.ts';
import { createLimit, type Limit, type LimitOptions } from './limits.ts';
import { connect, createListener } from './redis.ts';
import type { Topic, Topics } from './topics.ts';

/** Redis between the processes: who is alive, what just changed, and calls from one to another. Nothing that matters lives only here. */
export interface Coordination extends Calls {
  /** Tells the other processes; returns at once, and what cannot be told is only counted. */
  publish<T extends Topic>(topic: T, payload: Topics[T]): void;
  /** Hears what is told from now on, its own included; the result ends it. */
  subscribe<T extends Topic>(topic: T, handler: (payload: Topics[T]) => void): () => void;
  writeHeartbeat(heartbeat: Heartbeat): Promise<void>;
  /** The last heartbeat of each instance, at most a day old. */
  heartbeats(): Promise<Heartbeat[]>;
  /** A limit that all instances share; see there. */
  limit(options: LimitOptions): Limit;
  ping(): Promise<void>;
  /** Whether Redis can be asked now, as far as is known without asking. */
  isConnected(): boolean;
  close(): Promise<void>;
}

export interface CoordinationOptions {
  redisUrl: string;
  prefix: string;
  log: Log;
}

const HEARTBEAT_MAX_AGE_MS = 24 * 3600 * 1000;

/** Connects in the background and again after every loss; calls fail quickly while Redis is away. */
export function createCoordination({ redisUrl, prefix, log }: CoordinationOptions): Coordination {
  const client = connect(redisUrl, 'coordination', log);
  const listener = createListener(() => connect(redisUrl, 'subscriber', log), log);
  let limits: Redis | undefined;
  const handlers = new Map<Topic, Set<(payload: never) => void>>();
  const channelOf = (topic: Topic) => `${prefix}:topic:${topic}`;
  const heartbeatKey = `${prefix}:heartbeats`;

  const listen = (topic: Topic) =>
    void listener.hear(channelOf(topic), (text) => {
      const payload = JSON.parse(text) as never;
      for (const handler of handlers.get(topic) ?? []) handler(payload);
    });

  return {
    ...createCalls(client, listener, prefix, log),
    publish(topic, payload) {
      client
        .publish(channelOf(topic), JSON.stringify(payload))
        .catch((error: unknown) => log.debug({ err: error, topic }, 'topic.publish-failed'));
    },
    subscribe(topic, handler) {
      const set = handlers.get(topic) ?? new Set();
      if (!handlers.has(topic)) {
        handlers.set(topic, set);
        listen(topic);
      }
      set.add(handler);
      return () => void set.delete(handler);
    },
    async writeHeartbeat(heartbeat) {
      await client.hset(
        heartbeatKey,
        `${heartbeat.processName}/${heartbeat.instanceId}`,
        JSON.stringify(heartbeat),
      );
    },
    async heartbeats() {
      const all = Object.entries(await client.hgetall(heartbeatKey)).map(
        ([field, text]) => [field, JSON.parse(text) as Heartbeat] as const,
      );
      const stale = all.filter(([, beat]) => Date.now() - Date.parse(beat.timestamp) > HEARTBEAT_MAX_AGE_MS);
      if (stale.length > 0) await client.hdel(heartbeatKey, ...stale.map(([field]) => field));
      return all
        .map(([, beat]) => beat)
        .filter((beat) => Date.now() - Date.parse(beat.timestamp) <= HEARTBEAT_MAX_AGE_MS);
    },
    limit: (options) => createLimit((limits ??= connect(redisUrl, 'limits', log)), prefix, log, options),
    ping: async () => void (await client.ping()),
    isConnected: () => client.status === 'ready',
    async close() {
      client.disconnect();
      limits?.disconnect();
      listener.close();
    },
  };
}
