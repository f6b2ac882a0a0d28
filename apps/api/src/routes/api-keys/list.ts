import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { pageAs, pageBelow } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ID_CURSOR, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import { apiKeyResource, ApiKeyResource } from '../../schemas/company.ts';

export function listApiKeys(app: App, { store, limits }: Pick<ApiDeps, 'store' | 'limits'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/api-keys',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'listApiKeys',
      summary: 'List the API keys of a company, without the keys themselves',
      tags: ['api-keys'],
      params: CompanyParams,
      querystring: Type.Object(pageQuery(ID_CURSOR), { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(ApiKeyResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await pageBelow(store, companyId, await store.companies.listKeys(companyId, query));
      return pageAs(page, (key) => apiKeyResource(key, limits));
    },
  });
}
