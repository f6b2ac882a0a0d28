import type { Acquired, Lease, Leases } from '@watertight/store';
import type { Mutant } from './mutants.ts';
import { isDue, type LeaseRecord, type Tables } from './tables.ts';

type Sync<Verb extends (...args: never[]) => unknown> = (
  ...args: Parameters<Verb>
) => Awaited<ReturnType<Verb>>;
export type LeaseVerbs = { [Verb in keyof Leases]: Sync<Leases[Verb]> };

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);

const owns = (row: LeaseRecord | undefined, { owner, epoch }: Lease): row is LeaseRecord =>
  row?.owner === owner && row.epoch === epoch;

/** Whether a lease holds at this moment: what every write on behalf of a lane asks first. */
export function leaseHolds(tables: Tables, lease: Lease, now: Date): boolean {
  const row = tables.leases.get(lease.phoneId);
  return owns(row, lease) && !isDue(row.expires_at, now);
}

/** A lane got a holder. `before` is what stood there, if anything did. */
export type OnLease = (phoneId: string, before: LeaseRecord | undefined, after: LeaseRecord) => void;

export function leaseVerbs(
  tables: Tables,
  now: () => Date,
  mutants: ReadonlySet<Mutant>,
  onLease: OnLease,
): LeaseVerbs {
  const acquire = (phoneId: string, owner: string, ttlMs: number): Acquired => {
    const at = now();
    const before = tables.leases.get(phoneId);
    const live = before !== undefined && before.owner !== null && !isDue(before.expires_at, at);
    if (live && before.owner !== owner && !mutants.has('lease-given-twice')) {
      return {
        kind: 'held',
        owner: before.owner ?? '',
        expiresInMs: before.expires_at.getTime() - at.getTime(),
      };
    }
    const own = live && before.owner === owner;
    const epoch = own || mutants.has('epoch-stays') ? (before?.epoch ?? 1) : (before?.epoch ?? 0) + 1;
    const notBefore = before?.not_before ?? null;
    const after = { owner, epoch, expires_at: later(at, ttlMs), not_before: notBefore };
    tables.leases.set(phoneId, after);
    onLease(phoneId, before, after);
    const lease = { phoneId, owner, epoch };
    if (notBefore !== null && !isDue(notBefore, at)) {
      release(lease);
      return { kind: 'resting', untilMs: notBefore.getTime() - at.getTime() };
    }
    return { kind: 'acquired', lease, tookOver: before !== undefined && before.owner !== null && !own };
  };

  const release = (lease: Lease) => {
    const row = tables.leases.get(lease.phoneId);
    if (owns(row, lease)) Object.assign(row, { owner: null, expires_at: now() });
  };

  return {
    acquire,
    release,
    renew(leases, ttlMs) {
      const kept = leases.filter((lease) => owns(tables.leases.get(lease.phoneId), lease));
      for (const { phoneId } of kept)
        Object.assign(tables.leases.get(phoneId) as LeaseRecord, { expires_at: later(now(), ttlMs) });
      return new Set(kept.map(({ phoneId }) => phoneId));
    },
    rest(lease, until) {
      const row = tables.leases.get(lease.phoneId);
      if (owns(row, lease)) row.not_before = until;
    },
    pause(phoneId, until) {
      const row = tables.leases.get(phoneId) ?? {
        owner: null,
        epoch: 0,
        expires_at: now(),
        not_before: null,
      };
      if (row.not_before === null || row.not_before < until) row.not_before = until;
      tables.leases.set(phoneId, row);
    },
    endRest(phoneId) {
      const row = tables.leases.get(phoneId);
      if (row) row.not_before = null;
    },
    /** Workers are told by what they hold; the real store knows them by their sign of life. */
    placement(connectionType) {
      const phones = [...tables.phones.values()].filter(
        ({ phone }) => phone.connectionType === connectionType && phone.desiredState === 'start',
      );
      const owners = phones.flatMap(({ phone }) => {
        const lease = tables.leases.get(phone.phoneId);
        return lease?.owner && !isDue(lease.expires_at, now()) ? lease.owner : [];
      });
      return { wanted: phones.length, instances: new Set(owners).size };
    },
    unowned(connectionType, limit) {
      const expiry = (id: string) => tables.leases.get(id)?.expires_at.getTime() ?? -Infinity;
      return [...tables.phones.values()]
        .filter(({ phone, command }) => {
          const lease = tables.leases.get(phone.phoneId);
          const wanted = phone.desiredState === 'start' || command === 'logout';
          const free = !lease || lease.owner === null || isDue(lease.expires_at, now());
          return phone.connectionType === connectionType && wanted && free;
        })
        .map(({ phone }) => phone.phoneId)
        .sort((a, b) => expiry(a) - expiry(b) || (a < b ? -1 : 1))
        .slice(0, limit);
    },
  };
}
