import type { App } from '../../http/app.ts';
import { readGroupId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { refuseFaults } from '../../http/validation.ts';
import { answers, ref } from '../../schemas/common.ts';
import { GroupChangeBody, GroupParams } from '../../schemas/group.ts';
import { GroupResource } from '../../schemas/people.ts';

export function changeGroup(app: App, performer: Performer): void {
  app.route({
    method: 'PATCH',
    url: '/api/v2/groups/:companyId/:chatId',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'changeGroup',
      summary: 'Change subject, description, and who may write or change the group',
      tags: ['groups'],
      params: GroupParams,
      body: GroupChangeBody,
      response: answers({ 200: ref(GroupResource) }, [...ACTION_CODES, 'CHAT_ID_INVALID']),
    },
    async handler({ params: { companyId, chatId: text }, body: { phoneIndex, ...change } }) {
      const chatId = readGroupId(text);
      if (Object.keys(change).length === 0)
        refuseFaults([{ path: '', message: 'should have something to change' }]);
      return performer.perform(
        { companyId, chatId, phoneIndex },
        { name: 'group.update', chatId, ...change },
      );
    },
  });
}
