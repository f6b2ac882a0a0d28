import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { PhoneBody, phoneAnswer, PhoneResource } from '../../schemas/phone.ts';
import { assertFallback, assertMode, assertTimezone, metaRequired } from './rules.ts';

export function createPhone(
  app: App,
  { store, coordination, sandbox }: Pick<ApiDeps, 'store' | 'coordination' | 'sandbox'>,
): void {
  app.route({
    method: 'POST',
    url: '/api/v2/companies/:companyId/phones',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'createPhone',
      summary: 'Create a phone; it is started at once',
      tags: ['phones'],
      params: CompanyParams,
      body: PhoneBody,
      response: answers({ 201: ref(PhoneResource) }, [
        'COMPANY_NOT_FOUND',
        'PHONE_EXISTS',
        'SANDBOX_DISABLED',
      ]),
    },
    async handler({ params: { companyId }, body }, reply) {
      assertMode(body.mode, sandbox);
      assertTimezone(body.limits);
      if (body.connectionType === 'meta' && !body.meta) throw metaRequired();
      const { phoneIndex, mode = 'live' } = body;
      const fallback = (await assertFallback(store, { companyId, phoneIndex }, body.fallback)) ?? undefined;
      const phone = await store.phones.create(companyId, { ...body, mode, fallback });
      coordination.publish('phones', { companyId, phoneId: phone.phoneId });
      return reply
        .code(201)
        .header('location', `/api/v2/companies/${companyId}/phones/${phone.phoneIndex}`)
        .send(await phoneAnswer(store, phone));
    },
  });
}
