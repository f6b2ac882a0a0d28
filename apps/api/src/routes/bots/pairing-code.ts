import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { phoneOf } from '../../http/phone.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import { PairingCodeResource } from '../../schemas/phone.ts';

const PairingCodeBody = Type.Object(
  {
    phoneNumber: Type.String({
      pattern: '^\\+?[1-9][0-9]{4,19}$',
      description: 'Of the phone that is to be paired, with the country code',
      examples: ['60123456789'],
    }),
  },
  { additionalProperties: false, examples: [{ phoneNumber: '60123456789' }] },
);

export function requestPairingCode(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'POST',
    url: '/api/v2/bots/:companyId/:phoneIndex/pairing-code',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'requestPairingCode',
      summary: 'A code to pair a phone with instead of the QR code',
      description: 'Typed in on the phone under Linked devices. The phone’s status has to be `qr`.',
      tags: ['bots'],
      params: PhoneParams,
      body: PairingCodeBody,
      response: answers({ 200: ref(PairingCodeResource) }, ACTION_CODES),
    },
    async handler({ params, body }) {
      const phone = await phoneOf(store, params);
      const phoneNumber = body.phoneNumber.replace('+', '');
      return performer.ask(phone, { name: 'pairing-code', phoneNumber });
    },
  });
}
