import type { ActionOf, CloudActionName } from '@watertight/core';
import type { Static, TSchema } from 'typebox';
import type { App } from '../../http/app.ts';
import type { Performer } from '../../http/performer.ts';
import { phoneOf } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing, PhoneParams } from '../../schemas/common.ts';
import { PinBody, RegisterBody, RequestCodeBody, VerifyCodeBody } from '../../schemas/number.ts';
import { NUMBER_CODES } from './number-codes.ts';

type NumberAction = Extract<CloudActionName, `number.${string}`>;

/** One step of a number into use, or out of it. */
interface Step<Body extends TSchema = TSchema> {
  path: string;
  operationId: string;
  summary: string;
  description: string;
  body: Body | null;
  action(body: Static<Body>): { [Name in NumberAction]: ActionOf<Name> }[NumberAction];
}

const step = <Body extends TSchema>(one: Step<Body>) => one as unknown as Step;
const CHECKED = 'The phone is asked how it is at once.';

const STEPS: readonly Step[] = [
  step({
    path: 'register',
    operationId: 'registerNumber',
    summary: 'Register a number for the Cloud API',
    description: `Sets the PIN of two-step verification, or shows the one that is set. ${CHECKED}`,
    body: RegisterBody,
    action: ({ pin, dataLocalizationRegion: region }) => ({ name: 'number.register', pin, region }),
  }),
  step({
    path: 'deregister',
    operationId: 'deregisterNumber',
    summary: 'Take a number out of use: it neither sends nor receives',
    description: `Its name and templates stay. ${CHECKED}`,
    body: null,
    action: () => ({ name: 'number.deregister' }),
  }),
  step({
    path: 'two-step-pin',
    operationId: 'setTwoStepPin',
    summary: 'Change the PIN of two-step verification',
    description: 'Meta wants it when the number is registered again.',
    body: PinBody,
    action: ({ pin }) => ({ name: 'number.set-pin', pin }),
  }),
  step({
    path: 'request-code',
    operationId: 'requestNumberCode',
    summary: 'Let WhatsApp send the code that proves whose number it is',
    description: 'For a number that is not verified yet. Meta limits how often.',
    body: RequestCodeBody,
    action: ({ method, language }) => ({ name: 'number.request-code', method, language }),
  }),
  step({
    path: 'verify-code',
    operationId: 'verifyNumberCode',
    summary: 'Show the code that WhatsApp sent',
    description: `The number can be registered then. ${CHECKED}`,
    body: VerifyCodeBody,
    action: ({ code }) => ({ name: 'number.verify-code', code: code.replace('-', '') }),
  }),
];

/** Registering a number with Meta. PINs and codes are passed on; nothing keeps them. */
export function registerPhone(
  app: App,
  { store, coordination }: Pick<ApiDeps, 'store' | 'coordination'>,
  performer: Performer,
): void {
  for (const { path, operationId, summary, description, body: bodySchema, action } of STEPS) {
    app.route({
      method: 'POST',
      url: `/api/v2/companies/:companyId/phones/:phoneIndex/${path}`,
      config: { access: 'phones:manage' },
      schema: {
        operationId,
        summary,
        description,
        tags: ['phones'],
        params: PhoneParams,
        ...(bodySchema ? { body: bodySchema } : {}),
        response: answers({ 204: Nothing }, NUMBER_CODES),
      },
      async handler({ params, body }, reply) {
        const phone = await phoneOf(store, params);
        await performer.ask(phone, action(body));
        await store.phones.checkSoon(phone.phoneId);
        coordination.publish('phones', { companyId: phone.companyId, phoneId: phone.phoneId });
        return reply.code(204).send(null);
      },
    });
  }
}
