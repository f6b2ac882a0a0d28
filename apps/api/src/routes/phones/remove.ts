import type { App } from '../../http/app.ts';
import { phoneOf, throwNoPhone } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing, PhoneParams } from '../../schemas/common.ts';

export function removePhone(
  app: App,
  { store, coordination }: Pick<ApiDeps, 'store' | 'coordination'>,
): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/companies/:companyId/phones/:phoneIndex',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'removePhone',
      summary: 'Remove a phone; what it had not sent fails, its history stays',
      tags: ['phones'],
      params: PhoneParams,
      response: answers({ 204: Nothing }, ['COMPANY_NOT_FOUND', 'PHONE_NOT_FOUND']),
    },
    async handler({ params: { companyId, phoneIndex } }, reply) {
      const { phoneId } = await phoneOf(store, { companyId, phoneIndex });
      const isRemoved = await store.phones.remove(companyId, phoneIndex);
      if (!isRemoved) await throwNoPhone(store, companyId, phoneIndex);
      coordination.publish('phones', { companyId, phoneId });
      return reply.code(204).send(null);
    },
  });
}
