import type { App } from '../../http/app.ts';
import { phoneOf } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { READS_PHONES } from '../../plugins/auth.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import { botResource, BotResource } from '../../schemas/phone.ts';

export function readBot(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/bots/:companyId/:phoneIndex',
    config: { access: READS_PHONES },
    schema: {
      operationId: 'readBot',
      summary: 'How a phone is connected',
      tags: ['bots'],
      params: PhoneParams,
      response: answers({ 200: ref(BotResource) }, ['COMPANY_NOT_FOUND', 'PHONE_NOT_FOUND']),
    },
    handler: async ({ params }) => botResource(await phoneOf(store, params)),
  });
}
