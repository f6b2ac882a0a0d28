import type { Client, Schema } from '@watertight/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';

export type Chat = Schema<'Chat'>;
export type Message = Schema<'Message'>;

/** A chat is one phone's: who writes to two phones has a chat with each. */
export interface Place {
  companyId: string;
  phoneIndex: number;
  chatId: string;
}

export const chatsKey = (companyId: string) => ['chats', companyId];

export const chatsQuery = (api: Client, companyId: string, wish: { search: string; unread: boolean }) =>
  infiniteQueryOptions({
    queryKey: [...chatsKey(companyId), wish],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        api.GET('/api/v2/chats/{companyId}', {
          params: {
            path: { companyId },
            query: {
              limit: 50,
              archived: false,
              ...(wish.search.trim() === '' ? {} : { search: wish.search.trim() }),
              ...(wish.unread ? { unread: true } : {}),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const historyKey = ({ companyId, phoneIndex, chatId }: Place) => [
  'history',
  companyId,
  phoneIndex,
  chatId,
];

/** A chat's messages, the newest first. */
export const historyQuery = (api: Client, place: Place) =>
  infiniteQueryOptions({
    queryKey: historyKey(place),
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const { companyId, phoneIndex, chatId } = place;
      const query = { chatId, phoneIndex, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return unwrap(
        api.GET('/api/v2/messages/{companyId}', { params: { path: { companyId }, query }, signal }),
      );
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const chatQuery = (api: Client, { companyId, phoneIndex, chatId }: Place) =>
  queryOptions({
    queryKey: [...chatsKey(companyId), 'one', phoneIndex, chatId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/chats/{companyId}/{chatId}', {
          params: { path: { companyId, chatId }, query: { phoneIndex } },
          signal,
        }),
      ),
  });

const MAX_PAGES = 10;

/** The templates that may be sent; two thousand at the most. */
export const templatesQuery = (api: Client, companyId: string, phoneIndex: number) =>
  queryOptions({
    queryKey: ['templates', companyId, phoneIndex, 'to-send'],
    async queryFn({ signal }): Promise<Schema<'Template'>[]> {
      const all: Schema<'Template'>[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_PAGES; page++) {
        const { data, nextCursor } = await unwrap(
          api.GET('/api/v2/templates/{companyId}/{phoneIndex}', {
            params: {
              path: { companyId, phoneIndex },
              query: { status: 'APPROVED', limit: 200, ...(cursor === undefined ? {} : { cursor }) },
            },
            signal,
          }),
        );
        all.push(...data);
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      return all;
    },
  });

/** A send that is repeated, by a second click or after an answer that was lost, is the same message. */
export const newKey = (): string => `dashboard-${crypto.randomUUID()}`;
