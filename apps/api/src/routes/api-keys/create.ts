import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { ApiKeyBody, apiKeyResource, NewApiKeyResource } from '../../schemas/company.ts';

export function createApiKey(app: App, { store, limits }: Pick<ApiDeps, 'store' | 'limits'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/companies/:companyId/api-keys',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'createApiKey',
      summary: 'Create an API key; the key is shown this once',
      tags: ['api-keys'],
      params: CompanyParams,
      body: ApiKeyBody,
      response: answers({ 201: ref(NewApiKeyResource) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, body }, reply) {
      const made = await store.companies.createKey(companyId, body);
      return reply.code(201).send({ ...apiKeyResource(made, limits), key: made.key });
    },
  });
}
