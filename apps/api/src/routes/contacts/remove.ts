import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing } from '../../schemas/common.ts';
import { ContactParams } from '../../schemas/contact.ts';
import { contactOf } from './find.ts';

export function removeContact(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/companies/:companyId/contacts/:contactId',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'removeContact',
      summary: 'Remove a contact; chats and messages stay, and who writes again becomes one again',
      tags: ['contacts'],
      params: ContactParams,
      response: answers({ 204: Nothing }, ['COMPANY_NOT_FOUND', 'CONTACT_NOT_FOUND']),
    },
    async handler({ params }, reply) {
      const { companyId } = params;
      const { contactId } = await contactOf(store, params);
      const isRemoved = await store.contacts.remove(companyId, contactId);
      if (!isRemoved) await throwAbsent(store, companyId, 'CONTACT_NOT_FOUND');
      return reply.code(204).send(null);
    },
  });
}
