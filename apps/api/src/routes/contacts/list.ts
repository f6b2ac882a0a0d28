import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { pageAs, pageBelow } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ID_CURSOR, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import { contactResource, ContactResource } from '../../schemas/contact.ts';

const Query = Type.Object(
  {
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'A part of a name, or the beginning of the number',
      }),
    ),
    ...pageQuery(ID_CURSOR),
  },
  { additionalProperties: false },
);

export function listContacts(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/contacts',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'listContacts',
      summary: 'List contacts, the oldest first',
      tags: ['contacts'],
      params: CompanyParams,
      querystring: Query,
      response: answers({ 200: pageOf(ref(ContactResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query: { search, ...page } }) {
      const found = await store.contacts.list(companyId, { search }, page);
      return pageAs(await pageBelow(store, companyId, found), contactResource);
    },
  });
}
