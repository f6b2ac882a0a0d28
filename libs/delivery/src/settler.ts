import type { Lease } from '@watertight/store';
import { persistently } from './persistence.ts';
import { fencedDecision, settleDecision, type Settlement } from './settle.ts';
import type { DeliveryDeps } from './types.ts';

/** Outcomes are kept this long while the database is away. */
const KEEP_MS = 120_000;

export interface Settler {
  add(settlement: Settlement): void;
  /** Resolves when all that was added is written; throws what kept it from being written. */
  flushed(): Promise<void>;
  /** Whether a write found that the lease is no longer ours. */
  fenced(): boolean;
}

/** Settles what comes together in one transaction, while the next messages are already being sent. */
export function createSettler(
  deps: Pick<DeliveryDeps, 'store' | 'coordination' | 'clock'>,
  options: { lease: Lease; companyId: string; evidenceAfterMs: number },
): Settler {
  const { store, coordination, clock } = deps;
  const { lease, companyId, evidenceAfterMs } = options;
  const waiting: Settlement[] = [];
  let running: Promise<void> | undefined;
  let fenced = false;
  let fault: Error | undefined;

  const settleLeased = async (batch: Settlement[]) => {
    const policy = { now: clock.now(), evidenceAfterMs };
    const changed = await store.messages.change({
      lease,
      facts: factsOf(batch),
      decide: (current, settlement) => settleDecision(current, settlement, policy),
    });
    const done = new Set(changed.map(({ id }) => id));
    announce(done);
    return batch.filter(({ message }) => !done.has(message.id));
  };

  /** Under a stale lease only what is certain is written. */
  const settleLate = async (batch: Settlement[]) => {
    const policy = { now: clock.now(), evidenceAfterMs };
    const changed = await store.messages.change({
      facts: factsOf(batch),
      decide: (current, settlement) => {
        fenced ||= current.epoch !== lease.epoch || current.status === 'sending';
        return fencedDecision(current, lease.epoch, settlement, policy);
      },
    });
    announce(new Set(changed.map(({ id }) => id)));
  };

  const announce = (ids: Set<string>) => {
    if (ids.size > 0) coordination.publish('messages', { companyId, messageIds: [...ids] });
  };

  const flush = async () => {
    // One turn of the event loop: outcomes that came together go together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0);
      const left = await persistently(() => settleLeased(batch), KEEP_MS);
      if (left.length > 0) await persistently(() => settleLate(left), KEEP_MS);
    }
  };

  const run = async () => {
    try {
      await flush();
    } catch (error) {
      fault = error instanceof Error ? error : new Error(String(error));
    } finally {
      running = undefined;
    }
  };

  return {
    add(settlement) {
      waiting.push(settlement);
      running ??= run();
    },
    async flushed() {
      while (running) await running;
      if (fault !== undefined) throw fault;
    },
    fenced: () => fenced,
  };
}

const factsOf = (batch: Settlement[]) =>
  new Map(batch.map((settlement) => [settlement.message.id, settlement]));
