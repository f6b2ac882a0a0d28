import { hashKey, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { LiveEvent } from './connection.ts';
import { useLive } from './live.tsx';
import { askAnew, createRenewal, type Renewal } from './renewal.ts';

/**
 * Asks for a query anew when something of it happened, at once and then at most every `everyMs`: what a list or a
 * count shows follows events, and a storm of them costs one request a while.
 */
export function useRefreshOn(
  queryKey: QueryKey,
  concerns: (event: LiveEvent) => boolean,
  everyMs = 1000,
): void {
  const queries = useQueryClient();
  const renewal = useRef<Renewal | null>(null);
  const keyNow = useEffectEvent(() => queryKey);
  const hash = hashKey(queryKey);
  useEffect(() => {
    const followed = keyNow();
    const mine = createRenewal(() => askAnew(queries, followed), everyMs);
    renewal.current = mine;
    return () => {
      mine.stop();
      // From here on nobody hears of it: what is kept is asked for anew when it is shown again.
      void queries.invalidateQueries({ queryKey: followed, refetchType: 'none' });
    };
  }, [queries, hash, everyMs]);
  useLive(({ events, isGap }) => {
    if (isGap || events.some(concerns)) renewal.current?.tell();
  });
}
