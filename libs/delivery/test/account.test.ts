import { afterEach, expect, it } from 'vitest';
import type { Observation } from '@watertight/core';
import { createIngest, hostShared, type Host } from '@watertight/delivery';
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

it('so does an account that the provider tells of by a status alone, unless that is old news', async () => {
  world = await openWorld();
  const { phones } = world.api.store;
  await phones.change('demo', 0, { limits: { enabled: false }, meta: { wabaId: '900' } });
  const mate = await phones.create('demo', {
    connectionType: 'meta',
    mode: 'live',
    meta: { phoneNumberId: '101', wabaId: '900', accessToken: 'token' },
    limits: { enabled: false },
  });
  const provider = new LoopbackProvider();
  const channel = provider.shared('worker');
  host = hostShared(world.api, channel);
  await host.start();
  const ingest = createIngest(world.api, channel, 'meta');
  ingest.start();
  const stateOf = async (phoneId: string) => (await phones.byId(phoneId))?.state;
  await eventually(async () => {
    for (const { phoneId } of [world.cloud, mate]) expect((await stateOf(phoneId))?.status).toBe('ready');
  });
  const sent = await world.send('first');
  await eventually(async () => expect(await world.statusOf(sent)).toBe('sent'));
  const failedAt = (at: Date): Observation => ({
    kind: 'receipt',
    phone: { phoneNumberId: '100' },
    messageId: sent,
    providerMessageId: `provider-${sent}`,
    status: 'failed',
    at,
    error: { code: 'ACCOUNT_BLOCKED', detail: 'Locked', retryable: true, providerCode: '131031' },
    stops: {
      ...{ scope: 'account', pauseMs: 600_000, isUnseen: true },
      ...{ reason: 'ACCOUNT_BLOCKED', sentence: 'Meta has locked the account (code 131031): Locked' },
    },
  });
  const tell = (at: Date) => ingest.commit(Buffer.from(JSON.stringify([failedAt(at)])));

  await tell(new Date(Date.now() - 60_000));
  await eventually(async () => expect(await world.statusOf(sent)).toBe('failed'));
  expect((await stateOf(world.cloud.phoneId))?.status).toBe('ready');

  await tell(new Date(Date.now() + 1000));
  await eventually(async () => {
    for (const { phoneId } of [world.cloud, mate])
      expect(await stateOf(phoneId)).toMatchObject({ status: 'failed', reasonCode: 'ACCOUNT_BLOCKED' });
  });
  for (const { phoneId } of [world.cloud, mate])
    expect((await world.api.store.leases.acquire(phoneId, 'someone', 1000)).kind).toBe('resting');
  await ingest.stop();
});
