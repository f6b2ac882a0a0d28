import type { Log } from '@watertight/core';
import type { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

export interface LimitOptions {
  /** Names it in Redis; limits of one name are shared by all instances. */
  name: string;
  /** How often, within one window. */
  points: number;
  windowSeconds: number;
}

export interface Taken {
  allowed: boolean;
  /** What is left in this window, as far as this instance knows. */
  remaining: number;
  /** Until the window ends. */
  resetMs: number;
}

/** So many of something in a window of time, for each key, whichever instance is asked. */
export interface Limit {
  readonly points: number;
  readonly windowSeconds: number;
  /** Takes one. While Redis is away each instance counts for itself. Rejects never; mostly answers at once. */
  take(key: string): Taken | Promise<Taken>;
  /** Gives up what was counted for a key. */
  forget(key: string): Promise<void>;
}

/** A window's points come from Redis in so many parts: a busy key costs some twenty round trips in a window. */
const PARTS = 20;
/** For an answer of Redis. */
const WAIT_MS = 200;
/** How long Redis is left alone after a fault. */
const AWAY_MS = 2000;
/** Keys of which parts are held, at the most. */
const MAX_HELD = 10_000;

interface Part {
  left: number;
  /** Of the window, beyond this part. */
  beyond: number;
  endsAt: number;
  /** While the next part is being fetched. */
  next?: Promise<void> | undefined;
}

/**
 * Fixed windows, counted in Redis by `rate-limiter-flexible`. An instance takes a part of a window's points at once and
 * gives them out by itself. All instances together never give out more than the limit; with several, up to a part for
 * each may stay unused.
 */
export function createLimit(
  client: Redis,
  prefix: string,
  log: Log,
  { name, points, windowSeconds }: LimitOptions,
): Limit {
  const own = new RateLimiterMemory({ points, duration: windowSeconds });
  const shared = new RateLimiterRedis({
    storeClient: client,
    keyPrefix: `${prefix}:limit:${name}`,
    points,
    duration: windowSeconds,
    rejectIfRedisNotReady: true,
  });
  const size = Math.max(1, Math.floor(points / PARTS));
  const held = new Map<string, Part>();
  let awayUntil = 0;

  const fetchPart = async (key: string): Promise<Part> => {
    if (Date.now() < awayUntil) return partOf(await consume(own, key, size), points, size);
    try {
      return partOf(await soon(consume(shared, key, size)), points, size);
    } catch (error) {
      if (awayUntil < Date.now() - AWAY_MS) log.warn({ err: error, limit: name }, 'limit.alone');
      awayUntil = Date.now() + AWAY_MS;
      return partOf(await consume(own, key, size), points, size);
    }
  };

  const partFor = (key: string): Part => {
    const known = held.get(key);
    if (known) return known;
    const [oldest] = held.keys();
    if (held.size >= MAX_HELD && oldest !== undefined) held.delete(oldest);
    const part: Part = { left: 0, beyond: 1, endsAt: 0 };
    held.set(key, part);
    return part;
  };

  const giveOut = (part: Part, now: number): Taken | undefined => {
    if (now >= part.endsAt || (part.left === 0 && part.beyond > 0)) return undefined;
    const allowed = part.left > 0;
    if (allowed) part.left--;
    return { allowed, remaining: part.left + part.beyond, resetMs: part.endsAt - now };
  };

  /** Those who come meanwhile wait for the same part. */
  const refill = async (key: string, part: Part): Promise<void> => {
    part.next ??= fetchPart(key)
      .then((fetched) => void Object.assign(part, fetched))
      .finally(() => (part.next = undefined));
    await part.next;
  };

  const takeSlowly = async (key: string, part: Part): Promise<Taken> => {
    for (;;) {
      await refill(key, part);
      const taken = giveOut(part, Date.now());
      if (taken) return taken;
    }
  };

  return {
    points,
    windowSeconds,
    take(key) {
      const part = partFor(key);
      return giveOut(part, Date.now()) ?? takeSlowly(key, part);
    },
    async forget(key) {
      held.delete(key);
      await Promise.allSettled([shared.delete(key), own.delete(key)]);
    },
  };
}

/** Requests wait for what is counted, but not long. The command has a deadline of its own, and ends by itself. */
function soon<T>(counted: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${WAIT_MS} ms`)), WAIT_MS);
    void counted.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Points above the limit are refused by rejecting with what was counted. @throws what the store throws */
async function consume(limiter: RateLimiterAbstract, key: string, points: number): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key, points);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}

/** The last part of a window may be a smaller one, or none. */
function partOf({ consumedPoints, msBeforeNext }: RateLimiterRes, points: number, size: number): Part {
  const left = Math.max(0, Math.min(size, points - (consumedPoints - size)));
  return {
    left,
    beyond: Math.max(0, points - consumedPoints),
    endsAt: Date.now() + Math.max(1, msBeforeNext),
  };
}
