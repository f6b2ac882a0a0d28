import type { App } from '../../http/app.ts';
import { readGroupId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { answers, Nothing, PhoneQuery } from '../../schemas/common.ts';
import { GroupParams } from '../../schemas/group.ts';

export function leaveGroup(app: App, performer: Performer): void {
  app.route({
    method: 'POST',
    url: '/api/v2/groups/:companyId/:chatId/leave',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'leaveGroup',
      summary: 'Leave a group',
      tags: ['groups'],
      params: GroupParams,
      querystring: PhoneQuery,
      response: answers({ 204: Nothing }, [...ACTION_CODES, 'CHAT_ID_INVALID']),
    },
    async handler({ params: { companyId, chatId: text }, query }, reply) {
      const chatId = readGroupId(text);
      await performer.perform({ companyId, chatId, ...query }, { name: 'group.leave', chatId });
      return reply.code(204).send(null);
    },
  });
}
