import type { App } from '../../http/app.ts';
import { phoneOf } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { READS_PHONES } from '../../plugins/auth.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import { phoneAnswer, PhoneResource } from '../../schemas/phone.ts';

export function readPhone(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/phones/:phoneIndex',
    config: { access: READS_PHONES },
    schema: {
      operationId: 'readPhone',
      summary: 'Read a phone',
      tags: ['phones'],
      params: PhoneParams,
      response: answers({ 200: ref(PhoneResource) }, ['COMPANY_NOT_FOUND', 'PHONE_NOT_FOUND']),
    },
    handler: async ({ params }) => phoneAnswer(store, await phoneOf(store, params)),
  });
}
