import type { ActionResult, PhoneAction } from '@watertight/core';
import { phoneAddress } from '@watertight/delivery';
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

/** Connects a new phone of a company and answers calls to it, as the worker that holds it would. */
export async function livingPhone(api: TestApi, companyId: string): Promise<LivingPhone> {
  const { phoneId, phoneIndex } = await api.phone(companyId);
  await api.store.leases.acquire(phoneId, 'worker-test', LEASE_MS);
  await api.store.phones.report(phoneId, { status: 'ready', instanceId: 'worker-test' });
  const phone = (await api.store.phones.get(companyId, phoneIndex)) as PhoneWithState;
  const living: LivingPhone = {
    phone,
    asked: [],
    answer: () => ({ kind: 'done', value: null }),
    close: () => undefined,
  };
  living.close = api.coordination.answer(phoneAddress(phoneId), async (request) => {
    const { action } = request as { action: PhoneAction };
    if (action.name === PROBE.name) return { kind: 'done', value: null };
    living.asked.push(action);
    return living.answer(action);
  });
  await eventually(
    async () =>
      expect(await api.coordination.call(phoneAddress(phoneId), { action: PROBE }, 500)).toMatchObject({
        kind: 'answered',
      }),
    { label: 'the phone answers' },
  );
  return living;
}
