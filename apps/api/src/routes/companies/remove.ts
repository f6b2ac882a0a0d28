import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Keys } from '../../plugins/keys.ts';
import { answers, CompanyParams, Nothing } from '../../schemas/common.ts';

export function removeCompany(
  app: App,
  { store, coordination }: Pick<ApiDeps, 'store' | 'coordination'>,
  keys: Pick<Keys, 'forget'>,
): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/companies/:companyId',
    config: { access: 'admin' },
    schema: {
      operationId: 'removeCompany',
      summary: 'Remove a company with its keys, phones and messages',
      tags: ['companies'],
      params: CompanyParams,
      response: answers({ 204: Nothing }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId } }, reply) {
      const phones = await store.phones.ofCompany(companyId);
      if (!(await store.companies.remove(companyId))) throw new CodedError('COMPANY_NOT_FOUND');
      keys.forget();
      for (const { phoneId } of phones) coordination.publish('phones', { companyId, phoneId });
      return reply.code(204).send(null);
    },
  });
}
