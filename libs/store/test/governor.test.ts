import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pace } from '@watertight/core';
import type { Lease, Store } from '@watertight/store';
import { demoStore, text } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;
let held: Lease;

beforeEach(async () => {
  ({ store, phoneId, close } = await demoStore());
  held = await lease('worker-1');
});
afterEach(() => close());

const unbounded: Pace = {
  messagesPerSecond: null,
  burst: 1,
  jitter: 0,
  pairIntervalSeconds: null,
  pairBurst: 1,
  dailyCap: null,
  timezone: 'UTC',
};

async function lease(owner: string): Promise<Lease> {
  const acquired = await store.leases.acquire(phoneId, owner, 60_000);
  if (acquired.kind !== 'acquired') throw new Error(acquired.kind);
  return acquired.lease;
}

/** Claims and counts; what was claimed is done at once. */
async function claim(
  pace: Partial<Pace>,
  quantum = 100,
): Promise<{ count: number; nextDueMs: number | null }> {
  const options = {
    quantum,
    instanceId: 'w',
    connectionType: 'meta' as const,
    pace: { ...unbounded, ...pace },
  };
  const claimed = await store.messages.claim(held, options);
  if (claimed.kind === 'fenced') throw new Error('fenced');
  if (claimed.kind === 'idle') return { count: 0, nextDueMs: claimed.nextDueMs };
  await store.messages.change({
    facts: new Map(claimed.messages.map(({ id }) => [id, null])),
    decide: () => ({ status: 'sent' }),
  });
  return { count: claimed.messages.length, nextDueMs: null };
}

const fill = (chats: number, each = 1) =>
  store.messages.acceptAll(
    Array.from({ length: chats * each }, (_, i) =>
      text(phoneId, { chatId: `60${String(i % chats).padStart(6, '0')}` }),
    ),
  );

describe('the governor', () => {
  it('gives a phone its burst at once and then its rate, and says when there is room again', async () => {
    await fill(50);
    const slow = { messagesPerSecond: 0.1, burst: 8 };
    expect((await claim(slow)).count).toBe(8);
    const { count, nextDueMs } = await claim(slow);
    expect(count).toBe(0);
    expect(nextDueMs).toBeGreaterThan(8000);
    expect(nextDueMs).toBeLessThanOrEqual(10_000);
  });

  it('is shared by all workers: a successor finds used up what its predecessor used', async () => {
    await fill(50);
    const slow = { messagesPerSecond: 0.1, burst: 8 };
    await claim(slow);
    await store.leases.release(held);
    held = await lease('worker-2');
    expect((await claim(slow)).count).toBe(0);
  });

  it('holds one recipient back who has had his share, and nobody else', async () => {
    await fill(2, 10);
    const pair = { pairIntervalSeconds: 60, pairBurst: 3 };
    for (const expected of [2, 2, 2]) expect((await claim(pair)).count).toBe(expected);
    const { count, nextDueMs } = await claim(pair);
    expect(count).toBe(0);
    expect(nextDueMs).toBeGreaterThan(50_000);
    await store.messages.accept(text(phoneId, { chatId: '60999999' }));
    expect((await claim(pair)).count).toBe(1);
  });

  it('stops a phone at its daily cap until the next day begins there', async () => {
    await fill(10);
    const capped = { dailyCap: 4, timezone: 'Asia/Kuala_Lumpur' };
    expect((await claim(capped)).count).toBe(4);
    const { count, nextDueMs } = await claim(capped);
    expect(count).toBe(0);
    expect(nextDueMs).toBeGreaterThan(0);
    expect(nextDueMs).toBeLessThanOrEqual(24 * 3_600_000);
    expect((await claim({ ...capped, dailyCap: 5 })).count).toBe(1);
  });

  it('lets a whole claim through when nothing bounds it', async () => {
    await fill(30);
    expect((await claim({})).count).toBe(30);
    expect(await claim({})).toEqual({ count: 0, nextDueMs: null });
  });
});
