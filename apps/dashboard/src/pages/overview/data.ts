import type { Client, Schema } from '@watertight/client';
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';

/** Of processes nothing is told by events: they are asked. */
const HEALTH_EVERY_MS = 3000;
export const MINUTES = 60;

export const healthQuery = (api: Client) =>
  queryOptions({
    queryKey: ['health'],
    queryFn: ({ signal }) => unwrap(api.GET('/health/all', { signal })),
    refetchInterval: HEALTH_EVERY_MS,
    staleTime: 0,
  });

export const activityKey = (companyId: string) => ['activity', companyId];

export const activityQuery = (api: Client, companyId: string) =>
  queryOptions({
    queryKey: activityKey(companyId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/messages/{companyId}/activity', {
          params: { path: { companyId }, query: { minutes: MINUTES } },
          signal,
        }),
      ),
    // A minute in which nothing happens is one too.
    refetchInterval: 30_000,
  });

export const botsKey = (companyId: string) => ['bots', companyId];

export const botsQuery = (api: Client, companyId: string) =>
  queryOptions({
    queryKey: botsKey(companyId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/bots/{companyId}', {
          params: { path: { companyId }, query: { limit: 200 } },
          signal,
        }),
      ),
  });

export const failedQuery = (api: Client, companyId: string) =>
  queryOptions({
    queryKey: ['messages', companyId, 'attention'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/messages/{companyId}', {
          params: { path: { companyId }, query: { status: 'failed,unconfirmed', limit: 50 } },
          signal,
        }),
      ),
  });

export type Health = Schema<'Health'>;
export type Activity = Schema<'MessageActivity'>;
export type Bot = Schema<'Bot'>;
