import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import { MessageParams, messageResource, MessageResource } from '../../schemas/message.ts';

export function cancelMessage(app: App, { store, accepting }: Pick<ApiDeps, 'store' | 'accepting'>): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/messages/:companyId/:messageId',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'cancelMessage',
      summary: 'Cancel a message that is not yet being sent',
      tags: ['messages'],
      params: MessageParams,
      response: answers({ 200: ref(MessageResource) }, [
        'COMPANY_NOT_FOUND',
        'MESSAGE_NOT_FOUND',
        'MESSAGE_NOT_CANCELLABLE',
      ]),
    },
    async handler({ params: { companyId, messageId } }) {
      const result = await accepting.cancel(companyId, messageId);
      if (!result) return throwAbsent(store, companyId, 'MESSAGE_NOT_FOUND');
      const { cancelled, message } = result;
      if (!cancelled) throw new CodedError('MESSAGE_NOT_CANCELLABLE', `The message is ${message.status}.`);
      return messageResource(message);
    },
  });
}
