import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Keys } from '../../plugins/keys.ts';
import { answers, CompanyParams, Nothing } from '../../schemas/common.ts';

const Params = Type.Object({ ...CompanyParams.properties, keyId: Type.String() });

export function removeApiKey(app: App, { store }: Pick<ApiDeps, 'store'>, keys: Keys): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/companies/:companyId/api-keys/:keyId',
    config: { access: 'company:admin' },
    schema: {
      operationId: 'removeApiKey',
      summary: 'Revoke an API key',
      description: 'Instances that have just seen the key take it for five more seconds at the most.',
      tags: ['api-keys'],
      params: Params,
      response: answers({ 204: Nothing }, ['COMPANY_NOT_FOUND', 'API_KEY_NOT_FOUND']),
    },
    async handler({ params: { companyId, keyId } }, reply) {
      const isRemoved = await store.companies.removeKey(companyId, keyId);
      if (!isRemoved) await throwAbsent(store, companyId, 'API_KEY_NOT_FOUND');
      keys.forget();
      return reply.code(204).send(null);
    },
  });
}
