import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SNAPSHOT_CHUNK_BYTES, type Lease, type Store } from '@watertight/store';
import pg from 'pg';
import { demoStore } from './open.ts';

let store: Store;
let url: string;
let close: () => Promise<void>;
beforeAll(async () => ({ store, url, close } = await demoStore()));
afterAll(() => close());

async function newPhone(): Promise<string> {
  const phone = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' });
  return phone.phoneId;
}

async function leaseOf(phoneId: string, owner: string): Promise<Lease> {
  const acquired = await store.leases.acquire(phoneId, owner, 60_000);
  if (acquired.kind !== 'acquired') throw new Error(`It is ${acquired.kind}`);
  return acquired.lease;
}

const WHOLE = { sizeBytes: 3, sha256: 'ab', keep: 3 };

async function begin(lease: Lease): Promise<number> {
  const begun = await store.snapshots.begin(lease);
  if (begun === null) throw new Error('The lease is stale');
  expect(begun.companyId).toBe('demo');
  return begun.version;
}

async function version(lease: Lease, keep = 3): Promise<number> {
  const begun = await begin(lease);
  await store.snapshots.append(begun, 0, Buffer.from('abc'));
  expect(await store.snapshots.keep(lease, begun, { ...WHOLE, keep })).toBe(true);
  return begun;
}

async function bytesOf(phoneId: string, snapshot: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of store.snapshots.read(phoneId, snapshot)) parts.push(part);
  return Buffer.concat(parts);
}

const kept = async (phoneId: string) => (await store.snapshots.list(phoneId)).kept.map((one) => one.version);

describe('a snapshot', () => {
  it('comes back byte for byte, in pieces of one MiB, to its own phone alone', async () => {
    const phoneId = await newPhone();
    const lease = await leaseOf(phoneId, 'a');
    const begun = await begin(lease);
    const pieces = [randomBytes(SNAPSHOT_CHUNK_BYTES), randomBytes(SNAPSHOT_CHUNK_BYTES), randomBytes(5)];
    for (const [seq, piece] of pieces.entries()) await store.snapshots.append(begun, seq, piece);
    await store.snapshots.keep(lease, begun, WHOLE);
    expect((await bytesOf(phoneId, begun)).equals(Buffer.concat(pieces))).toBe(true);
    expect(await bytesOf(await newPhone(), begun)).toHaveLength(0);
  });

  it('is not seen before it is whole, and what a dead owner began is removed by the next', async () => {
    const phoneId = await newPhone();
    const first = await leaseOf(phoneId, 'a');
    const half = await begin(first);
    await store.snapshots.append(half, 0, Buffer.from('half'));
    expect(await store.snapshots.list(phoneId)).toEqual({ newest: 0, kept: [] });
    await store.leases.release(first);
    const whole = await version(await leaseOf(phoneId, 'b'));
    expect(await store.snapshots.append(half, 1, Buffer.from('late'))).toBe(false);
    expect(await bytesOf(phoneId, half)).toHaveLength(0);
    expect(await kept(phoneId)).toEqual([whole]);
  });

  it('is written by the owner alone: under a stale lease nothing begins, counts, is proven or forgotten', async () => {
    const phoneId = await newPhone();
    const stale = await leaseOf(phoneId, 'a');
    const good = await version(stale);
    const late = await begin(stale);
    await store.leases.release(stale);
    await leaseOf(phoneId, 'b');
    expect(await store.snapshots.keep(stale, late, WHOLE)).toBe(false);
    expect(await store.snapshots.begin(stale)).toBeNull();
    expect(await store.snapshots.forget(stale)).toBeNull();
    await store.snapshots.prove(stale, good);
    expect((await store.snapshots.list(phoneId)).kept).toMatchObject([{ version: good, isProven: false }]);
  });

  it('stays while it is among the newest three', async () => {
    const phoneId = await newPhone();
    const lease = await leaseOf(phoneId, 'a');
    const versions: number[] = [];
    for (let n = 0; n < 5; n++) versions.push(await version(lease));
    expect(await kept(phoneId)).toEqual(versions.slice(-3).reverse());
  });

  it('stays longer while no newer one is proven, however many follow', async () => {
    const phoneId = await newPhone();
    const lease = await leaseOf(phoneId, 'a');
    const proven = await version(lease);
    await store.snapshots.prove(lease, proven);
    for (let n = 0; n < 4; n++) await version(lease);
    expect(await kept(phoneId)).toHaveLength(4);
    expect((await kept(phoneId)).at(-1)).toBe(proven);
    const next = (await kept(phoneId))[0] as number;
    await store.snapshots.prove(lease, next);
    await version(lease);
    expect(await kept(phoneId)).toHaveLength(3);
    expect(await kept(phoneId)).not.toContain(proven);
  });

  it('is forgotten with all others at a logout, and what is paired later is newer than anything before', async () => {
    const phoneId = await newPhone();
    const lease = await leaseOf(phoneId, 'a');
    const before = await version(lease);
    const mark = (await store.snapshots.forget(lease)) as number;
    expect(mark).toBeGreaterThan(before);
    expect(await store.snapshots.list(phoneId)).toEqual({ newest: mark, kept: [] });
    expect(await bytesOf(phoneId, before)).toHaveLength(0);
    const after = await version(lease);
    expect(await store.snapshots.list(phoneId)).toMatchObject({ newest: after, kept: [{ version: after }] });
  });

  it('goes with its phone', async () => {
    const phone = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' });
    const snapshot = await version(await leaseOf(phone.phoneId, 'a'));
    await store.phones.remove('demo', phone.phoneIndex);
    expect(await store.snapshots.list(phone.phoneId)).toEqual({ newest: 0, kept: [] });
    expect(await bytesOf(phone.phoneId, snapshot)).toHaveLength(0);
  });
});

describe('an object in a bucket', () => {
  const key = (n: number) => `demo/aa/${String(n).padStart(64, '0')}`;
  let n = 0;

  async function inBucket(lease: Lease): Promise<string> {
    const begun = await begin(lease);
    const storageKey = key(++n);
    expect(await store.snapshots.assign(begun, storageKey)).toBe(true);
    expect(await store.snapshots.keep(lease, begun, { ...WHOLE, keep: 1 })).toBe(true);
    return storageKey;
  }

  async function passTime(minutes: number): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      `UPDATE session_snapshot_leftovers SET left_at = left_at - make_interval(mins => ${minutes})`,
    );
    await client.end();
  }

  async function removeAll(): Promise<string[]> {
    const removed: string[] = [];
    while (await store.snapshots.removeLeftover(async (storageKey) => void removed.push(storageKey)));
    return removed;
  }

  it('is named by its version, and no other version can be given one afterwards', async () => {
    const phoneId = await newPhone();
    const lease = await leaseOf(phoneId, 'a');
    const storageKey = await inBucket(lease);
    const [one] = (await store.snapshots.list(phoneId)).kept;
    expect(one).toMatchObject({ storageKey });
    expect(await store.snapshots.assign(one!.version, key(0))).toBe(false);
  });

  it('is removed ten minutes after its version, whatever removed that: its successor, a dead owner, a logout, the end of the phone', async () => {
    const phone = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' });
    const first = await leaseOf(phone.phoneId, 'a');
    const replaced = await inBucket(first);
    const half = await begin(first);
    const abandoned = key(++n);
    await store.snapshots.assign(half, abandoned);
    await store.leases.release(first);
    const second = await leaseOf(phone.phoneId, 'b');
    const loggedOut = await inBucket(second);
    await store.snapshots.forget(second);
    const last = await inBucket(second);
    expect(await removeAll()).toEqual([]);
    await passTime(11);
    expect((await removeAll()).sort()).toEqual([replaced, abandoned, loggedOut].sort());
    await store.phones.remove('demo', phone.phoneIndex);
    await passTime(11);
    expect(await removeAll()).toEqual([last]);
  });

  it('that cannot be removed now is tried again', async () => {
    const phoneId = await newPhone();
    const lease = await leaseOf(phoneId, 'a');
    const storageKey = await inBucket(lease);
    await store.snapshots.forget(lease);
    await passTime(11);
    await expect(store.snapshots.removeLeftover(() => Promise.reject(new Error('away')))).rejects.toThrow(
      'away',
    );
    expect(await removeAll()).toEqual([storageKey]);
  });
});
