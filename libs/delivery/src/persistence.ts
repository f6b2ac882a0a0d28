import { CodedError } from '@watertight/core';

const RETRY_MS = 250;

export const isStoreDown = (error: unknown): boolean =>
  error instanceof CodedError && error.code === 'STORE_UNAVAILABLE';

/** The database was reached and did nothing: deadlock, serialization, cancelled by a timeout, lock not available. */
const PASSING = new Set(['40P01', '40001', '57014', '55P03']);
export const isPassing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && PASSING.has(String(error.code));

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Does work that must not be lost while the database is away: again and again, for at most `forMs`. */
export async function persistently<T>(work: () => Promise<T>, forMs: number): Promise<T> {
  const until = performance.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(isStoreDown(error) || isPassing(error)) || performance.now() > until) throw error;
      await pause(RETRY_MS);
    }
  }
}
