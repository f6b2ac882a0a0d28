import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import { readGroupId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing, PhoneQuery } from '../../schemas/common.ts';
import { GroupParams, PictureBody } from '../../schemas/group.ts';

const URL = '/api/v2/groups/:companyId/:chatId/picture';
const CODES = [...ACTION_CODES, 'CHAT_ID_INVALID', 'MEDIA_NOT_FOUND', 'MEDIA_TYPE_INVALID'] as const;

export function changePicture(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'PUT',
    url: URL,
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'setGroupPicture',
      summary: 'Give a group a picture that was uploaded before',
      tags: ['groups'],
      params: GroupParams,
      body: PictureBody,
      response: answers({ 204: Nothing }, CODES),
    },
    async handler({ params: { companyId, chatId: text }, body: { mediaId, phoneIndex } }, reply) {
      const chatId = readGroupId(text);
      const phone = await performer.phoneFor({ companyId, chatId, phoneIndex }, 'group.picture');
      await assertPicture(companyId, mediaId);
      await performer.ask(phone, { name: 'group.picture', chatId, mediaId });
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: 'DELETE',
    url: URL,
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'removeGroupPicture',
      summary: 'Take the picture of a group away',
      tags: ['groups'],
      params: GroupParams,
      querystring: PhoneQuery,
      response: answers({ 204: Nothing }, [...ACTION_CODES, 'CHAT_ID_INVALID']),
    },
    async handler({ params: { companyId, chatId: text }, query }, reply) {
      const chatId = readGroupId(text);
      await performer.perform(
        { companyId, chatId, ...query },
        { name: 'group.picture', chatId, mediaId: null },
      );
      return reply.code(204).send(null);
    },
  });

  async function assertPicture(companyId: string, mediaId: string): Promise<void> {
    const item = await store.media.get(companyId, mediaId);
    if (!item) throw new CodedError('MEDIA_NOT_FOUND');
    if (!/^image\/(?:jpeg|png)$/.test(item.mimeType))
      throw new CodedError('MEDIA_TYPE_INVALID', `A group's picture is JPEG or PNG, not ${item.mimeType}.`);
  }
}
