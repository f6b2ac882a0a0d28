import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { readPerson } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { GroupBody } from '../../schemas/group.ts';
import { ParticipantResultResource } from '../../schemas/people.ts';

const Created = Type.Object({
  chatId: Type.String({ examples: ['120363025246125486@g.us'] }),
  participants: Type.Array(ref(ParticipantResultResource), {
    description: 'How it went with each; who cannot be added can be invited',
  }),
});

export function createGroup(app: App, performer: Performer): void {
  app.route({
    method: 'POST',
    url: '/api/v2/groups/:companyId',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'createGroup',
      summary: 'Create a group',
      tags: ['groups'],
      params: CompanyParams,
      body: GroupBody,
      response: answers({ 201: Created }, ACTION_CODES),
    },
    async handler({ params: { companyId }, body }, reply) {
      const { phoneIndex, subject } = body;
      const participants = readPeople(body.participants);
      const made = await performer.perform(
        { companyId, phoneIndex },
        { name: 'group.create', subject, participants },
      );
      return reply.code(201).header('location', `/api/v2/groups/${companyId}/${made.chatId}`).send(made);
    },
  });
}

/** @throws InvalidRequest */
export const readPeople = (texts: string[]): string[] =>
  texts.map((text, index) => readPerson(text, `/participants/${index}`));
