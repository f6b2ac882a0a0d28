import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LiveEvent } from './connection.ts';
import { useLive } from './live.tsx';

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
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const askedAt = useRef(0);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  useLive(({ events, isGap }) => {
    if (timer.current !== null || (!isGap && !events.some(concerns))) return;
    const pauseMs = Math.max(0, askedAt.current + everyMs - Date.now());
    timer.current = setTimeout(() => {
      timer.current = null;
      askedAt.current = Date.now();
      void queries.invalidateQueries({ queryKey });
    }, pauseMs);
  });
}
