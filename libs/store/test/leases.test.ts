import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@watertight/core';
import { eventually } from '@watertight/testkit';
import type { Store } from '@watertight/store';
import { demoStore } from './open.ts';

let store: Store;
let close: () => Promise<void>;
beforeAll(async () => ({ store, close } = await demoStore()));
afterAll(() => close());

const acquire = (phoneId: string, owner: string, ttlMs = 60_000) =>
  store.leases.acquire(phoneId, owner, ttlMs);

async function mine(phoneId: string, owner: string, ttlMs?: number) {
  const acquired = await acquire(phoneId, owner, ttlMs);
  if (acquired.kind !== 'acquired') throw new Error(`It is ${acquired.kind}`);
  return acquired;
}

describe('a lease', () => {
  it('goes to one of many who ask at once', async () => {
    const phoneId = newId('ph');
    const asked = await Promise.all(Array.from({ length: 20 }, (_, i) => acquire(phoneId, `w${i}`)));
    expect(asked.filter((one) => one.kind === 'acquired')).toHaveLength(1);
    expect(asked.find((one) => one.kind === 'held')).toMatchObject({ owner: expect.stringMatching(/^w/) });
  });

  it('changes hands only when it ran out or was given back, and its epoch grows each time', async () => {
    const phoneId = newId('ph');
    const first = await mine(phoneId, 'a', 60);
    expect((await acquire(phoneId, 'b')).kind).toBe('held');
    const second = await eventually(() => mine(phoneId, 'b'));
    expect(second.lease.epoch).toBeGreaterThan(first.lease.epoch);
    expect(second.tookOver).toBe(true);
    await store.leases.release(second.lease);
    const third = await mine(phoneId, 'c');
    expect(third).toMatchObject({ tookOver: false, lease: { epoch: second.lease.epoch + 1 } });
  });

  it('keeps its epoch for an owner who asks again while he holds it', async () => {
    const phoneId = newId('ph');
    const first = await mine(phoneId, 'a');
    expect(await mine(phoneId, 'a')).toMatchObject({ tookOver: false, lease: first.lease });
  });

  it('is renewed by its owner, also late as long as nobody else took it; never after that', async () => {
    const phoneId = newId('ph');
    const { lease } = await mine(phoneId, 'a', 1);
    expect(await store.leases.renew([lease], 40)).toEqual(new Set([phoneId]));
    await eventually(() => mine(phoneId, 'b'));
    expect(await store.leases.renew([lease], 60_000)).toEqual(new Set());
  });

  it('is given back by nobody but its owner', async () => {
    const phoneId = newId('ph');
    const { lease } = await mine(phoneId, 'a');
    await store.leases.release({ ...lease, owner: 'b' });
    await store.leases.release({ ...lease, epoch: lease.epoch - 1 });
    expect((await acquire(phoneId, 'b')).kind).toBe('held');
  });

  it('lets a lane rest, and ends the rest when its reason is gone', async () => {
    const phoneId = newId('ph');
    const { lease } = await mine(phoneId, 'a');
    await store.leases.rest(lease, new Date(Date.now() + 60_000));
    await store.leases.release(lease);
    const resting = await acquire(phoneId, 'a');
    expect(resting.kind === 'resting' && resting.untilMs > 50_000).toBe(true);
    await store.leases.endRest(phoneId);
    expect((await acquire(phoneId, 'b')).kind).toBe('acquired');
  });
});

describe('the placement of phones', () => {
  it('counts the phones that are wanted and the workers that gave a sign of life', async () => {
    const before = await store.leases.placement('wwebjs');
    for (const desiredState of ['start', 'start', 'stop'] as const)
      await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live', desiredState });
    const beat = (instanceId: string, agoMs: number) =>
      store.processes.recordHeartbeat({
        processName: 'wwebjs',
        instanceId,
        status: 'healthy',
        memoryUsageMb: 1,
        memoryLimitMb: null,
        uptimeSeconds: 1,
        activeConnections: 0,
        restarts: 0,
        timestamp: new Date(Date.now() - agoMs).toISOString(),
      });
    await Promise.all([beat('a', 0), beat('a', 2000), beat('b', 1000), beat('gone', 15_000)]);
    const after = await store.leases.placement('wwebjs');
    expect(after).toEqual({ wanted: before.wanted + 2, instances: before.instances + 2 });
  });
});
