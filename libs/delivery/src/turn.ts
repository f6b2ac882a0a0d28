import {
  noTracing,
  type ClaimedMessage,
  type ConnectionType,
  type Outcome,
  type Pace,
  type PhoneReason,
} from '@watertight/core';
import type { Lease } from '@watertight/store';
import { attempt } from './attempt.ts';
import { UNBOUNDED, type Budget } from './budget.ts';
import { persistently } from './persistence.ts';
import { restsPhone, settleDecision, type TurnOutcome } from './settle.ts';
import { createSettler } from './settler.ts';
import { traceClaim } from './trace.ts';
import type { DeliveryDeps } from './types.ts';
import { createUnderway, type Keeper, type UnderwaySend } from './underway.ts';

export interface TurnOptions {
  lease: Lease;
  connectionType: ConnectionType;
  companyId: string;
  /** Messages of one lane before the next lane has its turn. */
  quantum: number;
  /** Whether nobody waits for its place, so that it may claim more than the quantum; asked each time that one is done. */
  mayGoOn?(): boolean;
  parallelChats: number;
  /** Shared with the turns of other lanes. */
  budget?: Budget;
  /** Hears how many messages were claimed, each time. */
  claimed?(count: number): void;
  /** What each claim is held to. */
  pace: Pace | null;
  evidenceAfterMs: number;
  send(message: ClaimedMessage, signal: AbortSignal): Promise<Outcome>;
  /**
   * Takes over sends that last longer than the turn; null when it cannot. Without it a turn lasts as long as its
   * slowest send.
   */
  keep?(messages: ClaimedMessage[]): Promise<Keeper | null>;
  /** Why a message that has waited must not be sent any more; null when it may. */
  outdated?: ((message: ClaimedMessage) => Promise<string | null>) | undefined;
  /** The channel's word on how long a send of this message may take. */
  sendTimeoutMs?: ((message: ClaimedMessage) => number) | undefined;
  /** Aborted when no more is to be begun: the process stops, or the lease is lost. */
  signal: AbortSignal;
}

export type TurnResult =
  | { kind: 'more' }
  | { kind: 'idle'; nextDueMs: number | null }
  | { kind: 'fenced' }
  /** The phone is to rest; `phoneFault` is a reason that lies in the phone itself. */
  | {
      kind: 'rest';
      until: Date;
      phoneFault?: string | undefined;
      phoneReason?: PhoneReason | undefined;
      /** Asking how the phone is cannot show the fault. */
      faultIsUnseen?: boolean;
      /** The other phones of its account would be told the same. */
      wholeAccount?: boolean;
    };

/** Slow chats do not keep the others of their lane waiting longer than this. */
const PATIENCE_MS = 250;
/** A claim and a settlement have the lane's lease locked in turn: small ones leave each other room. */
const CLAIM_MOST = 128;
/** A lane that its pace holds back looks again when it has room for so many, and not sooner than after so long. */
const GATHER = 32;
const GATHER_MS = 20;
/** A turn that can hand over its slow sends lasts about so long, and when nothing else is due so long. */
const SLICE_MS = 3000;
const IDLE_SLICE_MS = 1000;
/** What is nearly done is waited for rather than handed over. */
const TAIL_MS = 300;
/** How long a claim whose answer was lost is looked for, while the database is away. */
const RECOVER_MS = 30_000;

/**
 * One turn of a lane: claims the first message of each chat, sends them at once, settles each as it ends, and claims
 * again, until a quantum is done or nothing is due. One chat is strictly serial: its next message is claimed when the
 * one before is settled. Sends that last longer than the turn are handed over.
 */
export async function runTurn(deps: DeliveryDeps, options: TurnOptions): Promise<TurnResult> {
  const { store, instanceId, tracing = noTracing } = deps;
  const { lease, connectionType, quantum, signal, parallelChats, pace, budget = UNBOUNDED } = options;
  const most = Math.max(quantum, parallelChats);
  const startedAt = performance.now();
  const settler = createSettler(deps, options);
  const begun = new Set<string>();
  let allowed = quantum;
  let rest: Extract<TurnResult, { kind: 'rest' }> | undefined;

  const sendOne = async (send: UnderwaySend, sent: () => void) => {
    const { message } = send;
    const reason = signal.aborted ? 'stopping' : rest ? 'phone-rests' : undefined;
    const outcome: TurnOutcome = reason
      ? { kind: 'released', reason }
      : await attempt(deps, options, message);
    if (send.keeper) return send.keeper.settle({ message, outcome });
    send.settling = true;
    if (outcome.kind === 'later' && restsPhone(outcome.scope)) rest = restAfter(outcome, rest);
    sent();
    await settler.add({ message, outcome });
  };
  const underway = createUnderway(parallelChats, sendOne, () => budget.give(1));

  /** Claims what there is room for; null when there is none. */
  const claim = async () => {
    const wanted = Math.min(most - underway.size, allowed - begun.size, CLAIM_MOST);
    // A lane with nothing under way has room for one in any case.
    const borrowed = underway.size === 0 ? 1 : 0;
    const granted = wanted > 0 ? budget.take(wanted) : 0;
    const room = Math.max(granted, Math.min(wanted, borrowed));
    if (room === 0) return null;
    let used = 0;
    try {
      const askedAt = Date.now();
      const claimed = await store.messages.claim(lease, { quantum: room, instanceId, connectionType, pace });
      if (claimed.kind !== 'claimed') return claimed;
      traceClaim(tracing, claimed.messages, askedAt);
      used = claimed.messages.length;
      options.claimed?.(used);
      for (const { id, attempt } of claimed.messages) begun.add(`${id}/${attempt}`);
      for (const message of claimed.messages) underway.add(message);
      return { kind: 'claimed' as const, count: used, mayBeMore: claimed.mayBeMore && room === wanted };
    } finally {
      budget.give(granted - used);
    }
  };

  const isOver = (sliceMs: number) =>
    signal.aborted ||
    rest !== undefined ||
    (options.keep !== undefined && performance.now() - startedAt > sliceMs);

  const drain = async (): Promise<TurnResult> => {
    for (;;) {
      const claimed = await claim();
      settler.check();
      if (claimed?.kind === 'fenced' || (claimed?.kind === 'idle' && underway.size === 0)) return claimed;
      if (begun.size >= allowed) {
        if (isOver(SLICE_MS) || !options.mayGoOn?.()) return { kind: 'more' };
        allowed += most;
      }
      const isFull = claimed === null || (claimed.kind === 'claimed' && claimed.mayBeMore);
      const hasRoom = claimed !== null && underway.size < most;
      if (!isFull || !hasRoom)
        await underway.until(isFull ? Math.floor(underway.size / 2) : 0, patienceMs(claimed, pace));
      settler.check();
      if (claimed?.kind === 'idle' && isOver(IDLE_SLICE_MS)) return claimed;
      if (isOver(SLICE_MS)) return { kind: 'more' };
    }
  };

  /** Waits for what is under way; what lasts longer is handed over, where somebody takes it. */
  const wait = async () => {
    if (options.keep && !settler.fenced()) {
      await underway.until(0, TAIL_MS);
      if (underway.size > 0) await handOver(options.keep);
    }
    await underway.until(0, Infinity);
    await settler.flushed();
  };

  const handOver = async (keep: NonNullable<TurnOptions['keep']>) => {
    for (const message of underway.withdraw())
      void settler.add({ message, outcome: { kind: 'released', reason: 'turn-over' } });
    const slow = underway.sends().filter(({ settling }) => !settling);
    const keeper = slow.length > 0 ? await keep(slow.map(({ message }) => message)) : null;
    if (!keeper) return;
    for (const send of slow) {
      if (send.settling) {
        keeper.leave(send.message.id);
        continue;
      }
      send.keeper = keeper;
      underway.leave(send);
    }
  };

  try {
    const end = await drain();
    await wait();
    if (settler.fenced()) return { kind: 'fenced' };
    return rest ?? end;
  } catch (error) {
    await wait();
    await giveBackUnbegun(deps, options, begun);
    throw error;
  }
}

/** How long a turn waits for sends to end before it claims again. */
function patienceMs(
  claimed: { kind: 'claimed'; count: number } | { kind: 'idle'; nextDueMs: number | null } | null,
  pace: Pace | null,
): number {
  const perMs = (pace?.messagesPerSecond ?? 0) / 1000;
  if (claimed?.kind === 'claimed' && perMs > 0 && claimed.count >= GATHER / 2)
    return Math.min(PATIENCE_MS, Math.max(GATHER_MS, GATHER / perMs));
  if (claimed?.kind === 'idle' && claimed.nextDueMs !== null)
    return Math.min(PATIENCE_MS, Math.max(GATHER_MS, claimed.nextDueMs));
  return PATIENCE_MS;
}

type Rest = Extract<TurnResult, { kind: 'rest' }>;

/** Several sends of a turn may be told to wait: the last says until when, and no fault that one was told is lost. */
export function restAfter(outcome: Extract<Outcome, { kind: 'later' }>, before: Rest | undefined): Rest {
  const { retryAt: until, phoneFault = before?.phoneFault, phoneReason = before?.phoneReason } = outcome;
  return {
    ...{ kind: 'rest', until, phoneFault, phoneReason },
    faultIsUnseen: outcome.faultIsUnseen ?? before?.faultIsUnseen ?? false,
    wholeAccount: outcome.scope === 'account' || (before?.wholeAccount ?? false),
  };
}

/** A claim may have been committed although its answer was lost: certain that nothing of it was begun. */
async function giveBackUnbegun(
  deps: DeliveryDeps,
  { lease, evidenceAfterMs }: TurnOptions,
  begun: Set<string>,
) {
  await persistently(async () => {
    const mine = await deps.store.sweeps.orphanedOf(lease.phoneId, lease.epoch + 1);
    const unbegun = mine.filter(({ epoch }) => epoch === lease.epoch);
    await deps.store.messages.change({
      lease,
      facts: new Map(unbegun.map(({ id }) => [id, null])),
      decide: (current) =>
        current.status === 'sending' &&
        current.epoch === lease.epoch &&
        !begun.has(`${current.id}/${current.attempts}`)
          ? settleDecision(
              current,
              {
                message: { id: current.id, attempt: current.attempts },
                outcome: { kind: 'released', reason: 'claim-lost' },
              },
              { now: deps.clock.now(), evidenceAfterMs },
            )
          : null,
    });
  }, RECOVER_MS);
}
