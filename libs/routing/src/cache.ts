import type { Clock } from '@watertight/core';

/** What was loaded a moment ago, for callers that may see it up to `ttlMs` late. */
export interface Cache<T> {
  /** Concurrent callers of one key share one load; a failed load is not kept. */
  get(key: string): Promise<T>;
  forget(key: string): void;
}

export interface CacheOptions<T> {
  load(key: string): Promise<T>;
  ttlMs: number;
  /** The oldest entry makes room for one more. */
  maxEntries: number;
  clock: Clock;
}

export function createCache<T>({ load, ttlMs, maxEntries, clock }: CacheOptions<T>): Cache<T> {
  const entries = new Map<string, { value: Promise<T>; until: number }>();

  const fill = (key: string): Promise<T> => {
    const value = load(key);
    const entry = { value, until: clock.now().getTime() + ttlMs };
    entries.delete(key);
    entries.set(key, entry);
    const oldest = entries.keys().next();
    if (entries.size > maxEntries && !oldest.done) entries.delete(oldest.value);
    value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return value;
  };

  return {
    get(key) {
      const entry = entries.get(key);
      return entry && entry.until > clock.now().getTime() ? entry.value : fill(key);
    },
    forget: (key) => void entries.delete(key),
  };
}
