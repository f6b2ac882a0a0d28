import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import { MessageParams, messageResource, MessageResource } from '../../schemas/message.ts';

export function retryMessage(app: App, { store, accepting }: Pick<ApiDeps, 'store' | 'accepting'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/messages/:companyId/:messageId/retry',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'retryMessage',
      summary: 'Queue a failed or unconfirmed message again',
      tags: ['messages'],
      params: MessageParams,
      response: answers({ 202: ref(MessageResource) }, [
        'COMPANY_NOT_FOUND',
        'MESSAGE_NOT_FOUND',
        'MESSAGE_NOT_RETRYABLE',
      ]),
    },
    async handler({ params: { companyId, messageId } }, reply) {
      const result = await accepting.retry(companyId, messageId);
      if (!result) return throwAbsent(store, companyId, 'MESSAGE_NOT_FOUND');
      const { retried, message } = result;
      if (!retried) throw new CodedError('MESSAGE_NOT_RETRYABLE', `The message is ${message.status}.`);
      return reply.code(202).send(messageResource(message));
    },
  });
}
