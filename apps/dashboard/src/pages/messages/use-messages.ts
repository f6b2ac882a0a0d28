import type { Client } from '@watertight/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '../../live/connection.ts';
import { useLive } from '../../live/live.tsx';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { asApiError, unwrap } from '../../session/problem.ts';
import { queryOf, type Filter, type Message } from './filter.ts';
import { extend, hear, NO_ROWS, reveal, type Rows } from './rows.ts';

const PAGE = 200;
/** A page of a search may be empty although there is more behind it: so many are read before somebody has to ask. */
const MAX_PAGES_AT_ONCE = 5;

const MAX_MEANWHILE = 5000;

export interface MessagePage {
  data: Message[];
  nextCursor: string | null;
}

export const readPage = (
  api: Client,
  companyId: string,
  filter: Filter,
  { cursor, limit = PAGE, signal }: { cursor?: string | null; limit?: number; signal?: AbortSignal },
): Promise<MessagePage> =>
  unwrap(
    api.GET('/api/v2/messages/{companyId}', {
      params: {
        path: { companyId },
        query: { ...queryOf(filter), limit, ...(cursor ? { cursor } : {}) },
      },
      ...(signal ? { signal } : {}),
    }),
  );

interface Reading {
  state: 'reading' | 'idle' | 'failed';
  error: Error | null;
  /** Undefined before the first page; null at the end. */
  cursor: string | null | undefined;
  /** What it was read for. */
  filter: Filter;
}

export interface Messages extends Rows, Pick<Reading, 'state' | 'error'> {
  /** Whether all there is has been read. */
  isEnd: boolean;
  readMore(): void;
  reveal(): void;
  reload(): void;
}

/** The messages of a company that match: read page by page, renewed by events. A new filter is a new list. */
export function useMessages(filter: Filter): Messages {
  const api = useApi();
  const companyId = useCompanyId();
  const [rows, setRows] = useState<Rows>(NO_ROWS);
  const [reading, setReading] = useState<Reading>({
    state: 'reading',
    error: null,
    cursor: undefined,
    filter,
  });
  const [round, setRound] = useState(0);
  const under = useRef<AbortController | null>(null);
  /** What happened while the first page was read: the page may be older. */
  const meanwhile = useRef<LiveEvent[] | null>(null);

  const read = useCallback(
    async (from: string | null, isFirst: boolean) => {
      under.current?.abort();
      const control = new AbortController();
      under.current = control;
      const { signal } = control;
      if (isFirst) meanwhile.current = [];
      try {
        let cursor: string | null = from;
        const found: Message[] = [];
        for (let pages = 0; pages < MAX_PAGES_AT_ONCE; pages++) {
          const page: MessagePage = await readPage(api, companyId, filter, { cursor, signal });
          found.push(...page.data);
          cursor = page.nextCursor;
          if (cursor === null || found.length >= PAGE / 2) break;
        }
        if (signal.aborted) return;
        const heard = meanwhile.current ?? [];
        if (isFirst) meanwhile.current = null;
        setRows((before) =>
          isFirst ? hear({ shown: found, above: [] }, heard, filter) : extend(before, found),
        );
        setReading({ state: 'idle', error: null, cursor, filter });
      } catch (error) {
        if (signal.aborted) return;
        setReading((before) => ({ ...before, state: 'failed', error: asApiError(error), filter }));
      }
    },
    [api, companyId, filter],
  );

  useEffect(() => {
    void read(null, true);
    return () => under.current?.abort();
  }, [read, round]);

  const reload = () => {
    setReading((before) => ({ ...before, state: 'reading', error: null }));
    setRound((n) => n + 1);
  };
  useLive(({ events, isGap }) => {
    if (isGap) return reload();
    if (meanwhile.current) meanwhile.current = [...meanwhile.current, ...events].slice(-MAX_MEANWHILE);
    setRows((before) => hear(before, events, filter));
  });

  const { error, cursor } = reading;
  const state = reading.filter === filter ? reading.state : 'reading';
  return {
    ...rows,
    state,
    error,
    isEnd: cursor === null,
    readMore: () => {
      if (state !== 'idle' || cursor === null || cursor === undefined) return;
      setReading((before) => ({ ...before, state: 'reading' }));
      void read(cursor, false);
    },
    reveal: () => setRows(reveal),
    reload,
  };
}
