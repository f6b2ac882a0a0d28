import type { ActionResult, PhoneAction } from '@watertight/core';
import { channelAddress, phoneAddress } from '@watertight/delivery';
import type { PhoneWithState } from '@watertight/store';
import { eventually } from '@watertight/testkit';
import { expect } from 'vitest';
import type { TestApi } from './api.ts';

/** A connected phone whose worker is this test. */
export interface LivingPhone {
  phone: PhoneWithState;
  /** What it was asked to do, without the probes of this helper. */
  asked: PhoneAction[];
  /** How it answers next, until told otherwise. */
  answer: (action: PhoneAction) => ActionResult | Promise<ActionResult>;
  close(): void;
}

const LEASE_MS = 600_000;
const PROBE = { name: 'presence', available: true } as const;

/** A Cloud API phone of the account 9001 that is ready, and whose worker is this test. */
export async function livingCloudPhone(api: TestApi, companyId: string): Promise<LivingPhone> {
  const { phoneIndex, phoneId } = await api.phone(companyId, 'meta');
  await api.store.phones.change(companyId, phoneIndex, { meta: { wabaId: '9001' } });
  await api.store.phones.report(phoneId, { status: 'ready', instanceId: 'worker-test' });
  return alive(
    api,
    (await api.store.phones.get(companyId, phoneIndex)) as PhoneWithState,
    channelAddress('meta'),
  );
}

/** Connects a new phone of a company and answers calls to it, as the worker that holds it would. */
export async function livingPhone(api: TestApi, companyId: string): Promise<LivingPhone> {
  const { phoneId, phoneIndex } = await api.phone(companyId);
  await api.store.leases.acquire(phoneId, 'worker-test', LEASE_MS);
  await api.store.phones.report(phoneId, { status: 'ready', instanceId: 'worker-test' });
  const phone = (await api.store.phones.get(companyId, phoneIndex)) as PhoneWithState;
  return alive(api, phone, phoneAddress(phoneId));
}

async function alive(api: TestApi, phone: PhoneWithState, address: string): Promise<LivingPhone> {
  const living: LivingPhone = {
    phone,
    asked: [],
    answer: () => ({ kind: 'done', value: null }),
    close: () => undefined,
  };
  living.close = api.coordination.answer(address, async (request) => {
    const { action } = request as { action: PhoneAction };
    if (action.name === PROBE.name) return { kind: 'done', value: null };
    living.asked.push(action);
    return living.answer(action);
  });
  await eventually(
    async () =>
      expect(await api.coordination.call(address, { action: PROBE }, 500)).toMatchObject({
        kind: 'answered',
      }),
    { label: 'the phone answers' },
  );
  return living;
}
