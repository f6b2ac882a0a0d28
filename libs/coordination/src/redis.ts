import type { Log } from '@watertight/core';
import { Redis } from 'ioredis';

const COMMAND_TIMEOUT_MS = 1500;
/** A channel that Redis did not take in time is asked for again after this long. */
const SUBSCRIBE_AGAIN_MS = 1000;

/** A connection that comes back by itself; a subscriber's commands wait for that, others fail quickly. */
export function connect(redisUrl: string, role: 'coordination' | 'subscriber' | 'limits', log: Log): Redis {
  const client = new Redis(redisUrl, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 3000,
    enableOfflineQueue: role === 'subscriber',
    maxRetriesPerRequest: role === 'subscriber' ? null : 1,
    retryStrategy: (times) => Math.min(100 * times, 1000),
    connectionName: `watertight-${role}`,
  });
  let down = false;
  client.on('error', (error) => {
    if (!down) log.warn({ err: error, role }, 'redis.lost');
    down = true;
  });
  client.on('ready', () => {
    if (down) log.info({ role }, 'redis.back');
    down = false;
  });
  return client;
}

/** Hears channels of Redis over one connection, which is made with the first of them. */
export interface Listener {
  /** One handler for each channel. Answers whether Redis has taken the subscription; it may still do so later. */
  hear(channel: string, handler: (text: string) => void): Promise<boolean>;
  deafen(channel: string): void;
  close(): void;
}

export function createListener(open: () => Redis, log: Log): Listener {
  const handlers = new Map<string, (text: string) => void>();
  let subscriber: Redis | undefined;
  let closed = false;

  const opened = (): Redis => {
    if (subscriber) return subscriber;
    subscriber = open();
    subscriber.on('message', (channel: string, text: string) => {
      try {
        handlers.get(channel)?.(text);
      } catch (error) {
        log.error({ err: error, channel }, 'topic.handler-failed');
      }
    });
    return subscriber;
  };

  /** ioredis subscribes again by itself after a reconnect, but not to what Redis never took. */
  const subscribe = async (channel: string, isFirst: boolean): Promise<boolean> => {
    try {
      await opened().subscribe(channel);
      return true;
    } catch (error) {
      if (isFirst) log.warn({ err: error, channel }, 'topic.subscribe-failed');
      const again = () => void (handlers.has(channel) && !closed && subscribe(channel, false));
      setTimeout(again, SUBSCRIBE_AGAIN_MS).unref();
      return false;
    }
  };

  return {
    hear(channel, handler) {
      handlers.set(channel, handler);
      return subscribe(channel, true);
    },
    deafen(channel) {
      handlers.delete(channel);
      subscriber
        ?.unsubscribe(channel)
        .catch((error: unknown) => log.debug({ err: error, channel }, 'topic.unsubscribe-failed'));
    },
    close() {
      closed = true;
      subscriber?.disconnect();
    },
  };
}
