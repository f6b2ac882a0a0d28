import { CodedError, type QrCode } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import QRCode from 'qrcode';
import { Type } from 'typebox';
import { preferred } from '../../http/accept.ts';
import type { App } from '../../http/app.ts';
import { phoneOf } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import { QrResource } from '../../schemas/phone.ts';

const WIDTH_PX = 360;

/** The two forms of one answer. */
const Either = {
  description: 'The QR code, in the form that Accept asks for',
  content: {
    'application/json': { schema: ref(QrResource) },
    'image/png': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) },
  },
};

export function readQr(app: App, { store, clock }: Pick<ApiDeps, 'store' | 'clock'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/bots/:companyId/:phoneIndex/qr',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'readQr',
      summary: 'The QR code to pair a phone with, as JSON or as an image by Accept',
      tags: ['bots'],
      params: PhoneParams,
      response: answers({ 200: Either }, ['COMPANY_NOT_FOUND', 'PHONE_NOT_FOUND', 'QR_NOT_AVAILABLE']),
    },
    async handler({ params, headers }, reply) {
      const phone = await phoneOf(store, params);
      const code = phone.state.status === 'qr' ? await store.phones.qr(phone.phoneId) : null;
      if (!code || code.expiresAt <= clock.now()) throw notAvailable(phone);
      reply.header('vary', 'accept');
      const form = preferred(headers.accept, ['application/json', 'image/png']);
      return form === 'image/png' ? reply.type(form).send(await draw(code)) : reply.send(asJson(code));
    },
  });
}

const draw = ({ qr }: QrCode): Promise<Buffer> => QRCode.toBuffer(qr, { width: WIDTH_PX, margin: 2 });
const asJson = ({ qr, expiresAt }: QrCode) => ({ qr, expiresAt: expiresAt.toISOString() });

const notAvailable = ({ phoneIndex, state }: PhoneWithState) =>
  new CodedError(
    'QR_NOT_AVAILABLE',
    `Phone ${phoneIndex} is ${state.status}; it has a QR code while its status is qr.`,
  );
