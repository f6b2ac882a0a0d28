import type { DesiredState } from '@watertight/core';
import type { PhoneCommand } from '@watertight/store';
import type { App } from '../../http/app.ts';
import { phoneOf, throwNoPhone } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import { botResource, BotResource } from '../../schemas/phone.ts';

interface Demand {
  summary: string;
  desiredState: DesiredState;
  command?: PhoneCommand;
}

const DEMANDS: Readonly<Record<'start' | 'stop' | 'restart' | 'logout', Demand>> = {
  start: { summary: 'Connect a phone', desiredState: 'start' },
  stop: { summary: 'Disconnect a phone; it stays paired', desiredState: 'stop' },
  restart: { summary: 'Connect a phone anew', desiredState: 'start', command: 'restart' },
  logout: { summary: 'Unlink a phone and forget its credentials', desiredState: 'stop', command: 'logout' },
};

/** Each writes down what is wanted; the phone's worker then does it. */
export function demandBot(app: App, { store, coordination }: Pick<ApiDeps, 'store' | 'coordination'>): void {
  for (const [verb, { summary, ...demand }] of Object.entries(DEMANDS)) {
    app.route({
      method: 'POST',
      url: `/api/v2/bots/:companyId/:phoneIndex/${verb}`,
      config: { access: 'phones:manage' },
      schema: {
        operationId: `${verb}Bot`,
        summary,
        tags: ['bots'],
        params: PhoneParams,
        response: answers({ 202: ref(BotResource) }, ['COMPANY_NOT_FOUND', 'PHONE_NOT_FOUND']),
      },
      async handler({ params: { companyId, phoneIndex } }, reply) {
        const before = await phoneOf(store, { companyId, phoneIndex });
        // A failed phone is wanted already: starting it means trying again now.
        const isAgain = verb === 'start' && before.state.status === 'failed';
        const wanted = isAgain ? { ...demand, command: 'restart' as const } : demand;
        const isKnown = await store.phones.demand(companyId, phoneIndex, wanted);
        if (!isKnown) await throwNoPhone(store, companyId, phoneIndex);
        const phone = await phoneOf(store, { companyId, phoneIndex });
        coordination.publish('phones', { companyId, phoneId: phone.phoneId });
        return reply.code(202).send(botResource(phone));
      },
    });
  }
}
