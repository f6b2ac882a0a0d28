import type { App } from '../../http/app.ts';
import type { Performer } from '../../http/performer.ts';
import { phoneOf } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import { BusinessProfileBody, BusinessProfileResource } from '../../schemas/number.ts';
import { NUMBER_CODES } from './number-codes.ts';

const URL = '/api/v2/companies/:companyId/phones/:phoneIndex/business-profile';
/** A picture is brought to Meta on the way. */
const CHANGE_MS = 50_000;

export function businessProfile(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'GET',
    url: URL,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'readBusinessProfile',
      summary: 'What people see of the business behind a number',
      tags: ['phones'],
      params: PhoneParams,
      response: answers({ 200: ref(BusinessProfileResource) }, NUMBER_CODES),
    },
    handler: async ({ params }) => performer.ask(await phoneOf(store, params), { name: 'profile.read' }),
  });

  app.route({
    method: 'PATCH',
    url: URL,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'changeBusinessProfile',
      summary: 'Change what people see of the business behind a number',
      tags: ['phones'],
      params: PhoneParams,
      body: BusinessProfileBody,
      response: answers({ 200: ref(BusinessProfileResource) }, [
        ...NUMBER_CODES,
        'MEDIA_NOT_FOUND',
        'MEDIA_TYPE_INVALID',
        'MEDIA_TOO_LARGE',
      ]),
    },
    handler: async ({ params, body }) =>
      performer.ask(await phoneOf(store, params), { name: 'profile.update', ...body }, CHANGE_MS),
  });
}
