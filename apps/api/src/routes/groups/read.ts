import type { App } from '../../http/app.ts';
import { readGroupId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { answers, PhoneQuery, ref } from '../../schemas/common.ts';
import { GroupParams } from '../../schemas/group.ts';
import { GroupResource } from '../../schemas/people.ts';

export function readGroup(app: App, performer: Performer): void {
  app.route({
    method: 'GET',
    url: '/api/v2/groups/:companyId/:chatId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'readGroup',
      summary: 'Read a group with its participants',
      tags: ['groups'],
      params: GroupParams,
      querystring: PhoneQuery,
      response: answers({ 200: ref(GroupResource) }, [...ACTION_CODES, 'CHAT_ID_INVALID']),
    },
    async handler({ params: { companyId, chatId: text }, query }) {
      const chatId = readGroupId(text);
      return performer.perform({ companyId, chatId, ...query }, { name: 'group.info', chatId });
    },
  });
}
