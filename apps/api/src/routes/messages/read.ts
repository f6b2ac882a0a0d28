import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import { MessageParams, messageResource, MessageWithTimeline, timelineEvent } from '../../schemas/message.ts';

export function readMessage(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/messages/:companyId/:messageId',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'readMessage',
      summary: 'Read a message with its timeline',
      tags: ['messages'],
      params: MessageParams,
      response: answers({ 200: ref(MessageWithTimeline) }, ['COMPANY_NOT_FOUND', 'MESSAGE_NOT_FOUND']),
    },
    async handler({ params: { companyId, messageId } }) {
      const message = await store.messages.get(companyId, messageId);
      if (!message) return throwAbsent(store, companyId, 'MESSAGE_NOT_FOUND');
      return { ...messageResource(message), events: message.events.map(timelineEvent) };
    },
  });
}
