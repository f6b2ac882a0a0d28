import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { pageAs, pageBelow } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, pageOf, pageQuery, PhoneIndex, ref } from '../../schemas/common.ts';
import { chatResource, ChatResource } from '../../schemas/chat.ts';

const CHAT_CURSOR = '^[A-Za-z0-9_-]+$';
const MAX_CURSOR = 300;

const { cursor: _, ...limit } = pageQuery(CHAT_CURSOR);
const Query = Type.Object(
  {
    phoneIndex: Type.Optional(PhoneIndex),
    archived: Type.Optional(Type.Boolean()),
    unread: Type.Optional(Type.Boolean({ description: 'Only those with, or without, something unread' })),
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'A part of the name, or the beginning of the number',
      }),
    ),
    ...limit,
    cursor: Type.Optional(
      Type.String({
        pattern: CHAT_CURSOR,
        maxLength: MAX_CURSOR,
        description: '`nextCursor` of the page before',
      }),
    ),
  },
  { additionalProperties: false },
);

export function listChats(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/chats/:companyId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'listChats',
      summary: 'List chats, the one with the newest message first',
      description: 'A chat is one phone’s: who writes to two phones has a chat with each.',
      tags: ['chats'],
      params: CompanyParams,
      querystring: Query,
      response: answers({ 200: pageOf(ref(ChatResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query: { limit, cursor, ...filter } }) {
      const page = await store.chats.list(companyId, filter, { limit, cursor });
      return pageAs(await pageBelow(store, companyId, page), chatResource);
    },
  });
}
