import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { readInviteCode } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { refuseFaults } from '../../http/validation.ts';
import { answers, CompanyParams } from '../../schemas/common.ts';
import { JoinBody } from '../../schemas/group.ts';

export function joinGroup(app: App, performer: Performer): void {
  app.route({
    method: 'POST',
    url: '/api/v2/groups/:companyId/join',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'joinGroup',
      summary: 'Join a group by its invitation',
      tags: ['groups'],
      params: CompanyParams,
      body: JoinBody,
      response: answers({ 200: Type.Object({ chatId: Type.String() }) }, ACTION_CODES),
    },
    async handler({ params: { companyId }, body: { inviteCode, link, phoneIndex } }) {
      if ((inviteCode === undefined) === (link === undefined))
        refuseFaults([{ path: '/inviteCode', message: 'is required, or link instead of it' }]);
      const place = inviteCode === undefined ? '/link' : '/inviteCode';
      return performer.perform(
        { companyId, phoneIndex },
        { name: 'group.join', inviteCode: readInviteCode(inviteCode ?? link ?? '', place) },
      );
    },
  });
}
