import type { PhoneWithState, Store } from '@watertight/store';
import type { Static } from 'typebox';
import type { App } from '../../http/app.ts';
import { phoneOf, throwNoPhone } from '../../http/phone.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, PhoneParams, ref } from '../../schemas/common.ts';
import { PhoneChangeBody, phoneAnswer, PhoneResource } from '../../schemas/phone.ts';
import { assertFallback, assertMode, assertTimezone, metaRequired } from './rules.ts';

export function changePhone(
  app: App,
  { store, coordination, sandbox }: Pick<ApiDeps, 'store' | 'coordination' | 'sandbox'>,
): void {
  app.route({
    method: 'PATCH',
    url: '/api/v2/companies/:companyId/phones/:phoneIndex',
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'changePhone',
      summary: 'Change a phone; another connectionType reroutes it with what it has queued',
      tags: ['phones'],
      params: PhoneParams,
      body: PhoneChangeBody,
      response: answers({ 200: ref(PhoneResource) }, [
        'COMPANY_NOT_FOUND',
        'PHONE_NOT_FOUND',
        'PHONE_EXISTS',
        'SANDBOX_DISABLED',
      ]),
    },
    async handler({ params: { companyId, phoneIndex }, body }) {
      assertMode(body.mode, sandbox);
      assertTimezone(body.limits);
      const phone = await phoneOf(store, { companyId, phoneIndex });
      await assertCredentials(store, phone, body);
      const fallback = await assertFallback(store, phone, body.fallback);
      const changed = await store.phones.change(companyId, phoneIndex, { ...body, fallback });
      if (!changed) return throwNoPhone(store, companyId, phoneIndex);
      coordination.publish('phones', { companyId, phoneId: phone.phoneId });
      return phoneAnswer(store, changed);
    },
  });
}

/** A phone that becomes a Cloud API phone needs the credentials of one, now or from before. */
async function assertCredentials(
  store: Store,
  phone: PhoneWithState,
  change: Static<typeof PhoneChangeBody>,
): Promise<void> {
  if (change.connectionType !== 'meta' || phone.connectionType === 'meta') return;
  const isGiven = change.meta?.phoneNumberId !== undefined && change.meta.accessToken !== undefined;
  if (!isGiven && !(await store.phones.metaCredentials(phone.phoneId))) throw metaRequired();
}
