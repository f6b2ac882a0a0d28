import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lease } from '@watertight/store';
import { createMemoryDatabase, leaseHolds } from './index.ts';
import { handClock } from './fake-clock.ts';

const START = new Date('2026-01-01T00:00:00Z');
const OWNERS = ['one', 'two', 'three'];
const owner = fc.constantFrom(...OWNERS);
const ms = fc.integer({ min: 1, max: 5000 });

const step = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms }),
  fc.record({ kind: fc.constant('acquire' as const), owner, ms }),
  fc.record({ kind: fc.constant('renew' as const), owner, ms }),
  fc.record({ kind: fc.constant('release' as const), owner }),
  fc.record({ kind: fc.constant('rest' as const), owner, ms }),
);

describe('leases, in any interleaving of owners and time,', () => {
  it('are never held by two at once, and epochs only grow with each change of hands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const clock = handClock(START);
        const { connect, tables } = createMemoryDatabase({ clock });
        const { leases } = connect().store;
        // What each owner believes to hold: it never forgets by itself, as a frozen process would not.
        const believed = new Map<string, Lease>();
        let highest = 0;
        let holder: string | undefined;
        for (const one of steps) {
          if (one.kind === 'wait') clock.set(new Date(clock.now().getTime() + one.ms));
          else if (one.kind === 'acquire') {
            const acquired = await leases.acquire('ph', one.owner, one.ms);
            if (acquired.kind === 'acquired') {
              const { epoch } = acquired.lease;
              expect(epoch).toBeGreaterThanOrEqual(highest);
              if (holder !== one.owner) expect(epoch).toBeGreaterThan(highest);
              highest = epoch;
              holder = one.owner;
              believed.set(one.owner, acquired.lease);
            }
          } else {
            const lease = believed.get(one.owner);
            if (lease && one.kind === 'renew') await leases.renew([lease], one.ms);
            if (lease && one.kind === 'release') await leases.release(lease);
            if (lease && one.kind === 'rest')
              await leases.rest(lease, new Date(clock.now().getTime() + one.ms));
          }
          const live = [...believed.values()].filter((lease) => leaseHolds(tables, lease, clock.now()));
          expect(live.length).toBeLessThanOrEqual(1);
          highest = Math.max(highest, tables.leases.get('ph')?.epoch ?? 0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
