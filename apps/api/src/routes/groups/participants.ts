import type { PhoneActions } from '@watertight/core';
import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { readGroupId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { answers, ref } from '../../schemas/common.ts';
import { GroupParams, ParticipantsBody } from '../../schemas/group.ts';
import { ParticipantResultResource } from '../../schemas/people.ts';
import { readPeople } from './create.ts';

interface Way {
  method: 'POST' | 'DELETE';
  path: string;
  operationId: string;
  summary: string;
  change: PhoneActions['group.participants']['args']['change'];
}

const WAYS: readonly Way[] = [
  {
    method: 'POST',
    path: '',
    operationId: 'addParticipants',
    summary: 'Add people to a group',
    change: 'add',
  },
  {
    method: 'DELETE',
    path: '',
    operationId: 'removeParticipants',
    summary: 'Remove people from a group; they are named in the body',
    change: 'remove',
  },
  {
    method: 'POST',
    path: '/promote',
    operationId: 'promoteParticipants',
    summary: 'Make people admins of a group',
    change: 'promote',
  },
  {
    method: 'POST',
    path: '/demote',
    operationId: 'demoteParticipants',
    summary: 'Take the rights of an admin from people',
    change: 'demote',
  },
];

export function changeParticipants(app: App, performer: Performer): void {
  for (const { method, path, operationId, summary, change } of WAYS) {
    app.route({
      method,
      url: `/api/v2/groups/:companyId/:chatId/participants${path}`,
      config: { access: 'contacts:manage' },
      schema: {
        operationId,
        summary,
        tags: ['groups'],
        params: GroupParams,
        body: ParticipantsBody,
        response: answers({ 200: Type.Object({ data: Type.Array(ref(ParticipantResultResource)) }) }, [
          ...ACTION_CODES,
          'CHAT_ID_INVALID',
        ]),
      },
      async handler({ params: { companyId, chatId: text }, body }) {
        const chatId = readGroupId(text);
        const participants = readPeople(body.participants);
        const data = await performer.perform(
          { companyId, chatId, phoneIndex: body.phoneIndex },
          { name: 'group.participants', chatId, participants, change },
        );
        return { data };
      },
    });
  }
}
