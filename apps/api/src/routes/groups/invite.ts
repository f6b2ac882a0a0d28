import type { App } from '../../http/app.ts';
import { readGroupId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { answers, PhoneQuery, ref } from '../../schemas/common.ts';
import { GroupParams } from '../../schemas/group.ts';
import { InviteResource } from '../../schemas/people.ts';

const WAYS = [
  { method: 'GET', path: '', operationId: 'readInvite', summary: 'Read the invitation to a group' },
  {
    method: 'POST',
    path: '/revoke',
    operationId: 'revokeInvite',
    summary: 'Make the invitation worthless, and a new one',
  },
] as const;

export function groupInvite(app: App, performer: Performer): void {
  for (const { method, path, operationId, summary } of WAYS) {
    app.route({
      method,
      url: `/api/v2/groups/:companyId/:chatId/invite${path}`,
      config: { access: 'contacts:manage' },
      schema: {
        operationId,
        summary,
        tags: ['groups'],
        params: GroupParams,
        querystring: PhoneQuery,
        response: answers({ 200: ref(InviteResource) }, [...ACTION_CODES, 'CHAT_ID_INVALID']),
      },
      async handler({ params: { companyId, chatId: text }, query }) {
        const chatId = readGroupId(text);
        return performer.perform(
          { companyId, chatId, ...query },
          { name: 'group.invite', chatId, revoke: method === 'POST' },
        );
      },
    });
  }
}
