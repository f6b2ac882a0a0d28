import type { App } from '../../http/app.ts';
import { refuseFaults } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import {
  ContactBody,
  contactFaults,
  contactFields,
  contactResource,
  ContactResource,
} from '../../schemas/contact.ts';

export function createContact(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/companies/:companyId/contacts',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'createContact',
      summary: 'Create a contact',
      description: 'Who writes to a phone becomes a contact by himself.',
      tags: ['contacts'],
      params: CompanyParams,
      body: ContactBody,
      response: answers({ 201: ref(ContactResource) }, ['COMPANY_NOT_FOUND', 'CONTACT_EXISTS']),
    },
    async handler({ params: { companyId }, body }, reply) {
      refuseFaults(contactFaults(body, true));
      const contact = await store.contacts.create(companyId, contactFields(body));
      return reply
        .code(201)
        .header('location', `/api/v2/companies/${companyId}/contacts/${contact.contactId}`)
        .send(contactResource(contact));
    },
  });
}
