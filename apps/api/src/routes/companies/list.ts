import { Type } from 'typebox';
import { pageAs } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ID_CURSOR, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import { companyResource, CompanyResource } from '../../schemas/company.ts';

export function listCompanies(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/companies',
    config: { access: 'admin' },
    schema: {
      operationId: 'listCompanies',
      summary: 'List the companies',
      tags: ['companies'],
      querystring: Type.Object(pageQuery(ID_CURSOR), { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(CompanyResource)) }),
    },
    async handler({ query }) {
      return pageAs(await store.companies.list(query), companyResource);
    },
  });
}
