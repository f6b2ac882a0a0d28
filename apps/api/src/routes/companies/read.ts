import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { companyResource, CompanyResource } from '../../schemas/company.ts';

export function readCompany(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'readCompany',
      summary: 'Read a company',
      tags: ['companies'],
      params: CompanyParams,
      response: answers({ 200: ref(CompanyResource) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId } }) {
      const company = await store.companies.get(companyId);
      if (!company) throw new CodedError('COMPANY_NOT_FOUND');
      return companyResource(company);
    },
  });
}
