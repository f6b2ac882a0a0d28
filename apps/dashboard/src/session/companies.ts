import type { Client, Schema } from '@watertight/client';
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from './problem.ts';

const MAX_PAGES = 50;

/** All companies, for who has the admin key; ten thousand at the most. */
export const companiesQuery = (api: Client) =>
  queryOptions({
    queryKey: ['companies'],
    staleTime: 60_000,
    async queryFn({ signal }): Promise<Schema<'Company'>[]> {
      const all: Schema<'Company'>[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_PAGES; page++) {
        const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
        const { data, nextCursor } = await unwrap(
          api.GET('/api/v2/companies', { params: { query }, signal }),
        );
        all.push(...data);
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      return all;
    },
  });
