import type { Client, Schema } from '@watertight/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';
import type { Scope } from '../../session/session.ts';

export type ApiKey = Schema<'ApiKey'>;
export type NewApiKey = Schema<'NewApiKey'>;

const PAGE = 100;

/** What a scope lets a program do, in words. */
export const SCOPES: readonly { scope: Scope; about: string }[] = [
  { scope: 'messages:send', about: 'Send messages, cancel and retry them' },
  { scope: 'messages:read', about: 'Read messages, chats and media, and follow events' },
  { scope: 'contacts:manage', about: 'Read and change contacts' },
  { scope: 'phones:manage', about: 'Add, pair, start and stop phones' },
  { scope: 'webhooks:manage', about: 'Say where events are delivered, and deliver them again' },
  { scope: 'company:admin', about: 'Make other keys and employees. No scope above comes with it' },
];

export const keysKey = (companyId: string) => ['api-keys', companyId];

export const keysQuery = (api: Client, companyId: string) =>
  infiniteQueryOptions({
    queryKey: keysKey(companyId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v2/companies/{companyId}/api-keys', {
          params: {
            path: { companyId },
            query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** @throws ApiError */
export const createKey = (api: Client, companyId: string, body: { name: string; scopes: Scope[] }) =>
  unwrap(api.POST('/api/v2/companies/{companyId}/api-keys', { params: { path: { companyId } }, body }));

/** @throws ApiError */
export const revokeKey = (api: Client, { companyId, id: keyId }: ApiKey) =>
  unwrap(
    api.DELETE('/api/v2/companies/{companyId}/api-keys/{keyId}', { params: { path: { companyId, keyId } } }),
  );
