import type { App } from '../../http/app.ts';
import type { Performer } from '../../http/performer.ts';
import { phoneOf } from '../../http/phone.ts';
import { bodyMayBeAbsent, refuseFaults } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing, PhoneParams, ref } from '../../schemas/common.ts';
import { SubscriptionBody, SubscriptionQuery, SubscriptionResource } from '../../schemas/number.ts';
import { NUMBER_CODES } from './number-codes.ts';

const URL = '/api/v2/companies/:companyId/phones/:phoneIndex/webhook-subscription';
const CODES = [...NUMBER_CODES, 'ACCOUNT_UNKNOWN'] as const;

export function webhookSubscription(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'GET',
    url: URL,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'readWebhookSubscription',
      summary: 'Where Meta’s webhooks of a phone go',
      tags: ['phones'],
      params: PhoneParams,
      response: answers({ 200: ref(SubscriptionResource) }, CODES),
    },
    handler: async ({ params }) => performer.ask(await phoneOf(store, params), { name: 'subscription.read' }),
  });

  app.route({
    method: 'POST',
    url: URL,
    config: { access: 'phones:manage' },
    validatorCompiler: bodyMayBeAbsent,
    schema: {
      operationId: 'setWebhookSubscription',
      summary: 'Subscribe the app of the access token to the account, or send webhooks to another address',
      description:
        'Without `callbackUrl` webhooks go to the address that the app has. With one, Meta asks it for the verify token at once.',
      tags: ['phones'],
      params: PhoneParams,
      body: SubscriptionBody,
      response: answers({ 200: ref(SubscriptionResource) }, CODES),
    },
    async handler({ params, body: { scope = 'account', callbackUrl, verifyToken } }) {
      if (scope === 'phone' && callbackUrl === undefined)
        refuseFaults([{ path: '/callbackUrl', message: 'is required for one phone' }]);
      const phone = await phoneOf(store, params);
      return performer.ask(phone, { name: 'subscription.set', scope, callbackUrl, verifyToken });
    },
  });

  app.route({
    method: 'DELETE',
    url: URL,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'removeWebhookSubscription',
      summary: 'Unsubscribe the app from the account, or take a phone’s own address away',
      tags: ['phones'],
      params: PhoneParams,
      querystring: SubscriptionQuery,
      response: answers({ 204: Nothing }, CODES),
    },
    async handler({ params, query: { scope = 'account' } }, reply) {
      await performer.ask(await phoneOf(store, params), { name: 'subscription.remove', scope });
      return reply.code(204).send(null);
    },
  });
}
