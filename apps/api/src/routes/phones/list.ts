import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { pageBelow } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { READS_PHONES } from '../../plugins/auth.ts';
import { answers, CompanyParams, INDEX_CURSOR, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import { phoneResources, PhoneResource } from '../../schemas/phone.ts';

export function listPhones(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/phones',
    config: { access: READS_PHONES },
    schema: {
      operationId: 'listPhones',
      summary: 'List the phones of a company, lowest index first',
      tags: ['phones'],
      params: CompanyParams,
      querystring: Type.Object(pageQuery(INDEX_CURSOR), { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(PhoneResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await pageBelow(store, companyId, await store.phones.list(companyId, query));
      return { data: await phoneResources(store, page.data), nextCursor: page.nextCursor };
    },
  });
}
