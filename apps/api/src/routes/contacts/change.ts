import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import { refuseFaults } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import {
  ContactChangeBody,
  contactFaults,
  contactFields,
  ContactParams,
  contactResource,
  ContactResource,
} from '../../schemas/contact.ts';
import { contactOf } from './find.ts';

export function changeContact(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'PATCH',
    url: '/api/v2/companies/:companyId/contacts/:contactId',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'changeContact',
      summary: 'Change a contact; null takes a name or the metadata away',
      tags: ['contacts'],
      params: ContactParams,
      body: ContactChangeBody,
      response: answers({ 200: ref(ContactResource) }, [
        'COMPANY_NOT_FOUND',
        'CONTACT_NOT_FOUND',
        'CONTACT_EXISTS',
      ]),
    },
    async handler({ params, body }) {
      refuseFaults(contactFaults(body, false));
      const { companyId } = params;
      const { contactId } = await contactOf(store, params);
      const contact = await store.contacts.update(companyId, contactId, contactFields(body));
      return contact ? contactResource(contact) : throwAbsent(store, companyId, 'CONTACT_NOT_FOUND');
    },
  });
}
