import type { Amending } from '@watertight/delivery';
import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { ACTION_CODES } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import { MessageParams, messageResource, MessageResource } from '../../schemas/message.ts';
import { messageOf } from './edit.ts';

export function cancelMessage(app: App, { store }: Pick<ApiDeps, 'store'>, amending: Amending): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/messages/:companyId/:messageId',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'cancelMessage',
      summary: 'Cancel a message that is not yet being sent, else delete it',
      description:
        'A message that was sent is deleted for everyone and then has `revokedAt`; one that was received is deleted on the company’s side. Either stays on record here.',
      tags: ['messages'],
      params: MessageParams,
      querystring: Type.Object(
        {
          forEveryone: Type.Optional(
            Type.Boolean({
              description:
                'false deletes what was sent on the company’s side alone; true deletes what was received for everyone, which admins of a group may',
            }),
          ),
        },
        { additionalProperties: false },
      ),
      response: answers({ 200: ref(MessageResource) }, [
        ...ACTION_CODES,
        'MESSAGE_NOT_FOUND',
        'MESSAGE_NOT_CANCELLABLE',
        'MESSAGE_NOT_CHANGEABLE',
      ]),
    },
    async handler({ params: { companyId, messageId }, query: { forEveryone } }) {
      const amended = await amending.remove(companyId, messageId, { forEveryone });
      return messageResource(await messageOf(store, companyId, amended));
    },
  });
}
