import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { phoneOf } from '../../http/phone.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing, PhoneParams } from '../../schemas/common.ts';

const PresenceBody = Type.Object(
  { available: Type.Boolean({ description: 'Whether the phone is shown as online' }) },
  { additionalProperties: false, examples: [{ available: true }] },
);

export function setPresence(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'POST',
    url: '/api/v2/bots/:companyId/:phoneIndex/presence',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'setPresence',
      summary: 'Show a phone as online, or as away',
      tags: ['bots'],
      params: PhoneParams,
      body: PresenceBody,
      response: answers({ 204: Nothing }, ACTION_CODES),
    },
    async handler({ params, body: { available } }, reply) {
      const phone = await phoneOf(store, params);
      await performer.ask(phone, { name: 'presence', available });
      return reply.code(204).send(null);
    },
  });
}
