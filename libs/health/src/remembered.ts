import { within } from './deadline.ts';

/** What a source last said, and how it is doing. */
export interface Reading<T> {
  /** The last value that was ever read; undefined when there was none. */
  value: T | undefined;
  ok: boolean;
  latencyMs: number;
}

export interface RememberedOptions {
  /** A reading younger than this is given again; a costly one longer, see below. */
  freshMs: number;
  timeoutMs: number;
}

/** What takes longer rests … */
const COSTLY_MS = 10;
/** … for so many times as long as it took, … */
const REST = 10;
/** … but not for longer than this. */
const OLDEST_MS = 10_000;

/**
 * Reads a source at most once at a time, however many ask, and never keeps a caller longer than the deadline: a
 * source that hangs costs one pending read, and answers what it last said. Never rejects.
 */
export function remembered<T>(
  read: () => Promise<T>,
  { freshMs, timeoutMs }: RememberedOptions,
): () => Promise<Reading<T>> {
  let value: T | undefined;
  let last: { at: number; reading: Reading<T> } | undefined;
  let pending: Promise<T> | undefined;
  let asking: Promise<Reading<T>> | undefined;

  const youngMs = ({ ok, latencyMs }: Reading<T>) =>
    ok && latencyMs >= COSTLY_MS ? Math.max(freshMs, Math.min(REST * latencyMs, OLDEST_MS)) : freshMs;

  const readOnce = (): Promise<T> =>
    (pending ??= read().finally(() => {
      pending = undefined;
    }));

  const ask = async (): Promise<Reading<T>> => {
    const startedAt = performance.now();
    const latencyMs = () => Math.round((performance.now() - startedAt) * 10) / 10;
    try {
      value = await within(timeoutMs, readOnce);
      return { value, ok: true, latencyMs: latencyMs() };
    } catch {
      return { value, ok: false, latencyMs: latencyMs() }; // why is in the log of whoever owns the connection
    }
  };

  return async () => {
    if (last && performance.now() - last.at < youngMs(last.reading)) return last.reading;
    const reading = await (asking ??= ask().finally(() => {
      asking = undefined;
    }));
    last = { at: performance.now(), reading };
    return reading;
  };
}
