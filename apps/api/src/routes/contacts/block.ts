import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing, PhoneQuery } from '../../schemas/common.ts';
import { ContactParams } from '../../schemas/contact.ts';
import { personOf } from './find.ts';

export function blockContact(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  for (const verb of ['block', 'unblock'] as const) {
    app.route({
      method: 'POST',
      url: `/api/v2/companies/:companyId/contacts/:contactId/${verb}`,
      config: { access: 'contacts:manage' },
      schema: {
        operationId: `${verb}Contact`,
        summary: verb === 'block' ? 'Block a person on a phone' : 'Hear a blocked person again',
        tags: ['contacts'],
        params: ContactParams,
        querystring: PhoneQuery,
        response: answers({ 204: Nothing }, [...ACTION_CODES, 'CONTACT_NOT_FOUND']),
      },
      async handler({ params, query }, reply) {
        const chatId = await personOf(store, params);
        const { companyId } = params;
        await performer.perform(
          { companyId, chatId, ...query },
          { name: 'contact.block', chatId, blocked: verb === 'block' },
        );
        return reply.code(204).send(null);
      },
    });
  }
}
