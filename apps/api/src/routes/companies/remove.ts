import { CodedError } from '@watertight/core';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { actorOf } from '../../plugins/audit.ts';
import type { Keys } from '../../plugins/keys.ts';
import { answers, CompanyParams, Nothing } from '../../schemas/common.ts';

export function removeCompany(
  app: App,
  { store, coordination, erasing }: Pick<ApiDeps, 'store' | 'coordination' | 'erasing'>,
  keys: Pick<Keys, 'forget'>,
): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/companies/:companyId',
    config: { access: 'admin' },
    schema: {
      operationId: 'removeCompany',
      summary: 'Remove a company with its keys, phones and messages',
      description:
        'From the answer on there is no such company for anybody, and nothing of it is sent. Its data goes afterwards, in steps; `Location` says where that can be watched. Its id is free when that is done.',
      tags: ['companies'],
      params: CompanyParams,
      response: answers({ 204: Nothing }, ['COMPANY_NOT_FOUND']),
    },
    async handler(request, reply) {
      const { companyId } = request.params;
      const phones = await store.phones.ofCompany(companyId);
      const erasure = await store.erasures.ofCompany(companyId, actorOf(request.caller));
      if (!erasure) throw new CodedError('COMPANY_NOT_FOUND');
      request.auditTarget = { erasureId: erasure.erasureId };
      keys.forget();
      for (const { phoneId } of phones) coordination.publish('phones', { companyId, phoneId });
      erasing.poke();
      return reply.code(204).header('location', `/api/v2/erasures/${erasure.erasureId}`).send(null);
    },
  });
}
