import type { PhoneReason, ProbeResult } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import type { DeliveryDeps } from './types.ts';

export type Reported = Omit<ProbeResult, 'status'> & { status: ProbeResult['status'] | 'stopped' };

/** Writes how a phone is, and tells of it when that is new. It is asked again after `nextMs`. */
export async function reportPhone(
  { store, coordination, log, instanceId }: DeliveryDeps,
  phone: PhoneWithState,
  result: Reported,
  nextMs: number,
): Promise<void> {
  const before = phone.state;
  const { status, reason = null, code: reasonCode = null, me = null, provider } = result;
  const failed = status === 'ready' || status === 'stopped' ? 0 : before.failedChecks + 1;
  const check = { failed, nextMs };
  await store.phones.report(phone.phoneId, { status, reason, reasonCode, me, provider, check, instanceId });
  if (before.status === status && before.reason === reason) return;
  const fields = { phoneId: phone.phoneId, status, reason, reasonCode };
  if (reason !== null) log.warn(fields, 'phone.state');
  else log.info(fields, 'phone.state');
  coordination.publish('phones', { companyId: phone.companyId, phoneId: phone.phoneId, statusOnly: true });
}

/** Sending showed that a phone cannot send until somebody mends it. */
export interface PhoneFault {
  until: Date;
  sentence: string;
  reason?: PhoneReason | undefined;
  /** Asking how the phone is cannot show it: it is believed until the pause is over. */
  isUnseen: boolean;
  /** So it is with all phones of the company in the same account. */
  wholeAccount: boolean;
}

/** Says of a phone that it has failed; where the account is at fault, its other phones rest and fail with it. */
export async function stopPhone(deps: DeliveryDeps, phone: PhoneWithState, fault: PhoneFault): Promise<void> {
  const { store, clock } = deps;
  const { until, sentence, reason, isUnseen, wholeAccount } = fault;
  const againMs = isUnseen ? until.getTime() - clock.now().getTime() : 0;
  const result: Reported = { status: 'failed', reason: sentence, ...(reason ? { code: reason } : {}) };
  await reportPhone(deps, phone, result, againMs);
  if (!wholeAccount || phone.wabaId === null) return;
  const mates = (await store.phones.byWaba(phone.wabaId)).filter(
    ({ companyId, phoneId, desiredState }) =>
      companyId === phone.companyId && phoneId !== phone.phoneId && desiredState === 'start',
  );
  for (const mate of mates) {
    await store.leases.pause(mate.phoneId, until);
    await reportPhone(deps, mate, result, againMs);
  }
}
