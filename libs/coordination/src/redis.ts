import type { Log } from '@watertight/core';
import { Redis } from 'ioredis';

const COMMAND_TIMEOUT_MS = 1500;

/** A connection that comes back by itself; a subscriber's commands wait for that, others fail quickly. */
export function connect(redisUrl: string, role: 'coordination' | 'subscriber', log: Log): Redis {
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

  return {
    async hear(channel, handler) {
      handlers.set(channel, handler);
      try {
        // ioredis subscribes again by itself after a reconnect.
        await opened().subscribe(channel);
        return true;
      } catch (error) {
        log.warn({ err: error, channel }, 'topic.subscribe-failed');
        return false;
      }
    },
    deafen(channel) {
      handlers.delete(channel);
      subscriber
        ?.unsubscribe(channel)
        .catch((error: unknown) => log.debug({ err: error, channel }, 'topic.unsubscribe-failed'));
    },
    close: () => subscriber?.disconnect(),
  };
}
