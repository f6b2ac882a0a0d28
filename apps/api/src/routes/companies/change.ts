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
      summary: 'Rename a company; with the admin key, change its weight',
      tags: ['companies'],
      params: CompanyParams,
      body: CompanyChange,
      response: answers({ 200: ref(CompanyResource) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, body, caller }) {
      // Nobody gives himself a larger share.
      if (body.weight !== undefined && caller?.kind !== 'admin')
        throw new CodedError('FORBIDDEN', 'Only the admin key may change the weight.');
      const company = await store.companies.change(companyId, body);
      if (!company) throw new CodedError('COMPANY_NOT_FOUND');
      return companyResource(company);
    },
  });
}
