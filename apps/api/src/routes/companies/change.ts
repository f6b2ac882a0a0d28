import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { CompanyChange, companyResource, CompanyResource } from '../../schemas/company.ts';

export function changeCompany(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'PATCH',
    url: '/api/v2/companies/:companyId',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'changeCompany',
      summary: 'Rename a company',
      tags: ['companies'],
      params: CompanyParams,
      body: CompanyChange,
      response: answers({ 200: ref(CompanyResource) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, body: { name } }) {
      const company = await store.companies.rename(companyId, name);
      if (!company) throw new CodedError('COMPANY_NOT_FOUND');
      return companyResource(company);
    },
  });
}
