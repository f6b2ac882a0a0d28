import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks for queries anew. What is being asked for already may have been read before the news that this is for: it is
 * left to end, and asked for once more. Resolves when the answers are there; a refusal is the query's own to show.
 */
export async function askAnew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const underWay = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  await Promise.allSettled(underWay.map(async ({ promise }) => promise));
  await queries.invalidateQueries({ queryKey });
}

export interface Renewal {
  /** Something is old now. */
  tell(): void;
  stop(): void;
}

/**
 * Calls `ask` when told, at once and then at most every `everyMs`, one call after another: what is told while it asks
 * is asked for afterwards, so that a slow answer is neither lost nor cut off by the next event.
 * @param ask must not reject
 */
export function createRenewal(ask: () => Promise<void>, everyMs: number): Renewal {
  let [isOld, isAsking, isOver, askedAt] = [false, false, false, -Infinity];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = () => {
    if (!isOld || isAsking || isOver || timer !== undefined) return;
    timer = setTimeout(() => void run(), Math.max(0, askedAt + everyMs - Date.now()));
  };
  const run = async () => {
    timer = undefined;
    [isOld, isAsking, askedAt] = [false, true, Date.now()];
    await ask();
    isAsking = false;
    plan();
  };
  return {
    tell() {
      isOld = true;
      plan();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
