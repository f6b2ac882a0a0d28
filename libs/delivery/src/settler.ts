import { noTracing } from '@watertight/core';
import type { Lease } from '@watertight/store';
import { persistently } from './persistence.ts';
import { fencedDecision, keptDecision, settleDecision, type Settlement } from './settle.ts';
import { traceSettled } from './trace.ts';
import type { DeliveryDeps } from './types.ts';

/** Outcomes are kept this long while the database is away. */
const KEEP_MS = 120_000;

export interface Settler {
  /** Resolves when it is written, or could not be; `flushed` tells which. */
  add(settlement: Settlement): Promise<void>;
  /** Resolves when all that was added is written; throws what kept it from being written. */
  flushed(): Promise<void>;
  /** Throws what kept something from being written. */
  check(): void;
  /** Whether a write found that the lease is no longer ours. */
  fenced(): boolean;
}

export interface SettlerOptions {
  lease: Lease;
  companyId: string;
  evidenceAfterMs: number;
  /** The sends have outlived the lease, and their process keeps them: only their rows say whether they are ours. */
  kept?: boolean;
}

/** Settles what comes together in one transaction, while the next messages are already being sent. */
export function createSettler(
  deps: Pick<DeliveryDeps, 'store' | 'coordination' | 'clock' | 'tracing'>,
  options: SettlerOptions,
): Settler {
  const { store, coordination, clock, tracing = noTracing } = deps;
  const { lease, companyId, evidenceAfterMs, kept = false } = options;
  const waiting: Settlement[] = [];
  const written: (() => void)[] = [];
  let running: Promise<void> | undefined;
  let fenced = false;
  let fault: Error | undefined;

  /** Nearly all that is settled was sent, and nothing else is known of it: that is one statement. */
  const settlePlain = async (batch: Settlement[], now: Date) => {
    const sends = batch.flatMap(({ message: { id, attempt }, outcome }) =>
      outcome.kind === 'sent' ? [{ id, attempt, providerMessageId: outcome.providerMessageId }] : [],
    );
    return sends.length > 0 ? store.messages.settleSent(lease, sends, now) : [];
  };

  const settleLeased = async (batch: Settlement[]) => {
    const policy = { now: clock.now(), evidenceAfterMs };
    const done = new Set(await settlePlain(batch, policy.now));
    announce(done);
    const others = batch.filter(({ message }) => !done.has(message.id));
    const changed = await store.messages.change({
      lease,
      facts: factsOf(others),
      decide: (current, settlement) => settleDecision(current, settlement, policy),
    });
    const changedIds = new Set(changed.map(({ id }) => id));
    announce(changedIds);
    return others.filter(({ message }) => !changedIds.has(message.id));
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

  const settleKept = async (batch: Settlement[]) => {
    const policy = { now: clock.now(), evidenceAfterMs };
    const changed = await store.messages.change({
      facts: factsOf(batch),
      decide: (current, settlement) => keptDecision(current, lease.epoch, settlement, policy),
    });
    announce(new Set(changed.map(({ id }) => id)));
  };

  const settle = async (batch: Settlement[]) => {
    if (kept) return persistently(() => settleKept(batch), KEEP_MS);
    const left = await persistently(() => settleLeased(batch), KEEP_MS);
    if (left.length > 0) await persistently(() => settleLate(left), KEEP_MS);
  };

  const announce = (ids: Set<string>) => {
    if (ids.size > 0) coordination.publish('messages', { companyId, messageIds: [...ids] });
  };

  const flush = async () => {
    // One turn of the event loop: outcomes that came together go together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0);
      const heard = written.splice(0);
      const startedAt = Date.now();
      try {
        await settle(batch);
        traceSettled(tracing, batch, startedAt);
      } finally {
        for (const tell of heard) tell();
      }
    }
  };

  const run = async () => {
    try {
      await flush();
    } catch (error) {
      fault = error instanceof Error ? error : new Error(String(error));
      for (const tell of written.splice(0)) tell();
    } finally {
      running = undefined;
    }
  };

  const check = () => {
    if (fault !== undefined) throw fault;
  };

  return {
    add(settlement) {
      waiting.push(settlement);
      const end = new Promise<void>((resolve) => written.push(resolve));
      running ??= run();
      return end;
    },
    async flushed() {
      while (running) await running;
      check();
    },
    check,
    fenced: () => fenced,
  };
}

const factsOf = (batch: Settlement[]) =>
  new Map(batch.map((settlement) => [settlement.message.id, settlement]));
