import type { Client, Schema } from '@watertight/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';

export type Webhook = Schema<'Webhook'>;
export type Delivery = Schema<'WebhookDelivery'>;
export type DeliveryWithLog = Schema<'WebhookDeliveryWithLog'>;
export type Attempt = DeliveryWithLog['log'][number];
export type EventType = Schema<'Event'>['type'];

/** Of attempts nothing is told by events: they are asked for, more often while one waits. */
const ASKED_EVERY_MS = 5000;
const WAITING_EVERY_MS = 1500;

export const webhooksKey = (companyId: string) => ['webhooks', companyId];

/** All webhooks of a company: it has 50 at the most. */
export const webhooksQuery = (api: Client, companyId: string) =>
  queryOptions({
    queryKey: [...webhooksKey(companyId), 'list'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/webhooks/{companyId}', {
          params: { path: { companyId }, query: { limit: 200 } },
          signal,
        }),
      ),
    refetchInterval: ASKED_EVERY_MS,
  });

export const webhookQuery = (api: Client, companyId: string, webhookId: string) =>
  queryOptions({
    queryKey: [...webhooksKey(companyId), 'one', webhookId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/webhooks/{companyId}/{webhookId}', {
          params: { path: { companyId, webhookId } },
          signal,
        }),
      ),
    refetchInterval: ASKED_EVERY_MS,
  });

export const deliveriesKey = (companyId: string, webhookId: string) => ['deliveries', companyId, webhookId];

export const deliveriesQuery = (
  api: Client,
  companyId: string,
  webhookId: string,
  status: Delivery['status'] | null,
) =>
  infiniteQueryOptions({
    queryKey: [...deliveriesKey(companyId, webhookId), status],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      unwrap(
        api.GET('/api/v2/webhooks/{companyId}/deliveries', {
          params: {
            path: { companyId },
            query: {
              webhookId,
              limit: 50,
              ...(status === null ? {} : { status }),
              ...(cursor === undefined ? {} : { cursor }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ data: shown }) => shown.some((one) => one.status === 'waiting'))
        ? WAITING_EVERY_MS
        : ASKED_EVERY_MS,
  });

export const deliveryQuery = (api: Client, companyId: string, webhookId: string, deliveryId: string) =>
  queryOptions({
    queryKey: [...deliveriesKey(companyId, webhookId), 'one', deliveryId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/webhooks/{companyId}/deliveries/{deliveryId}', {
          params: { path: { companyId, deliveryId } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data } }) => (data?.status === 'waiting' ? WAITING_EVERY_MS : false),
  });
