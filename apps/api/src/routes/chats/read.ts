import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import { readChatId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, phoneWish, ref } from '../../schemas/common.ts';
import { ChatParams, chatResource, ChatResource, liveChat } from '../../schemas/chat.ts';

export function readChat(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'GET',
    url: '/api/v2/chats/:companyId/:chatId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'readChat',
      summary: 'Read a chat',
      tags: ['chats'],
      params: ChatParams,
      querystring: Type.Object(
        {
          ...phoneWish,
          live: Type.Optional(
            Type.Boolean({ description: 'Ask the phone, instead of what is known of the chat here' }),
          ),
        },
        { additionalProperties: false },
      ),
      response: answers({ 200: ref(ChatResource) }, [...ACTION_CODES, 'CHAT_ID_INVALID', 'CHAT_NOT_FOUND']),
    },
    async handler({ params: { companyId, chatId: text }, query: { phoneIndex, live } }) {
      const chatId = readChatId(text);
      const known = await store.chats.list(companyId, { chatId, phoneIndex }, { limit: 1 });
      const chat = known.data[0] ?? null;
      if (!live) return chat ? chatResource(chat) : throwAbsent(store, companyId, 'CHAT_NOT_FOUND');
      const phone = await performer.phoneFor({ companyId, chatId, phoneIndex }, 'chat.info');
      const info = await performer.ask(phone, { name: 'chat.info', chatId });
      return liveChat(phone, info, chat);
    },
  });
}
