import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { actorOf } from '../../plugins/audit.ts';
import { answers, ref } from '../../schemas/common.ts';
import { ContactParams } from '../../schemas/contact.ts';
import { erasureResource, ErasureResource } from '../../schemas/erasure.ts';
import { personOf } from './find.ts';

export function eraseContact(app: App, { store, erasing }: Pick<ApiDeps, 'store' | 'erasing'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/companies/:companyId/contacts/:contactId/erase',
    // The path may hold his number, and nobody may take out again what is written down.
    config: { access: 'company:admin', auditParams: [] },
    schema: {
      operationId: 'eraseContact',
      summary: 'Erase all that is kept of a person (GDPR, article 17)',
      description:
        'The chat with him on every phone, what he wrote in groups, files that nothing else names, deliveries, events and raw bodies that name him, and the contact. What is on its way to him is cancelled first. Goes on after the answer; asked for again meanwhile, the same erasure is answered. `contactId` may also be his number, for who is no contact any more.',
      tags: ['contacts', 'erasures'],
      params: ContactParams,
      response: answers({ 202: ref(ErasureResource) }, ['COMPANY_NOT_FOUND', 'CONTACT_NOT_FOUND']),
    },
    async handler(request, reply) {
      const { companyId } = request.params;
      const chatId = await personOf(store, request.params);
      const erasure = await store.erasures.ofContact(companyId, [chatId], actorOf(request.caller));
      request.auditTarget = { erasureId: erasure.erasureId };
      erasing.poke();
      return reply
        .code(202)
        .header('location', `/api/v2/companies/${companyId}/erasures/${erasure.erasureId}`)
        .send(erasureResource(erasure));
    },
  });
}
