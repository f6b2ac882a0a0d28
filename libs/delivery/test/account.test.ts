import { afterEach, expect, it } from 'vitest';
import { hostShared, type Host } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openWorld } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let host: Host | undefined;
afterEach(async () => {
  await host?.stop();
  await world.close();
});

it('a blocked account stops the phones of its company in it, and no others, until the pause is over', async () => {
  world = await openWorld();
  const { phones } = world.api.store;
  const add = async (companyId: string, phoneNumberId: string, wabaId: string) =>
    phones.create(companyId, {
      connectionType: 'meta',
      mode: 'live',
      meta: { phoneNumberId, wabaId, accessToken: 'token' },
      limits: { enabled: false },
    });
  await world.api.store.companies.create({ id: 'other', name: 'Other' });
  await phones.change('demo', 0, { meta: { wabaId: '900' } });
  const mate = await add('demo', '101', '900');
  const elsewhere = await add('demo', '102', '901');
  const foreign = await add('other', '103', '900');
  const provider = new LoopbackProvider();
  provider.answer = () => ({
    kind: 'later',
    retryAt: new Date(Date.now() + 600_000),
    scope: 'account',
    code: 'ACCOUNT_BLOCKED',
    detail: 'Locked',
    phoneFault: 'Meta has locked the account (code 131031): Locked',
    phoneReason: 'ACCOUNT_BLOCKED',
    faultIsUnseen: true,
  });
  host = hostShared(world.api, provider.shared('worker'));
  await host.start();
  const statusOf = async (phoneId: string) => (await phones.byId(phoneId))?.state.status;
  await eventually(async () => {
    for (const { phoneId } of [world.cloud, mate, elsewhere, foreign])
      expect(await statusOf(phoneId)).toBe('ready');
  });

  const refused = await world.send('first');
  const stopped = {
    status: 'failed',
    reasonCode: 'ACCOUNT_BLOCKED',
    reason: expect.stringContaining('131031'),
  };
  await eventually(async () => {
    for (const { phoneId } of [world.cloud, mate])
      expect((await phones.byId(phoneId))?.state).toMatchObject(stopped);
  });
  // The probe would call them well: it does not ask before the pause is over.
  const due = await phones.takeDueChecks('meta', 100, 1000);
  expect(due.map(({ phoneId }) => phoneId)).not.toContain(mate.phoneId);
  expect(due.map(({ phoneId }) => phoneId)).not.toContain(world.cloud.phoneId);
  expect(await world.statusOf(refused)).toBe('queued');
  expect((await world.api.store.leases.acquire(mate.phoneId, 'someone', 1000)).kind).toBe('resting');
  for (const { phoneId } of [elsewhere, foreign]) expect(await statusOf(phoneId)).toBe('ready');
});
