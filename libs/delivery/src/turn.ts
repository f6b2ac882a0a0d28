import type { ClaimedMessage, ConnectionType, Outcome, Pace, PhoneReason } from '@watertight/core';
import type { Lease } from '@watertight/store';
import { createLimiter } from './limiter.ts';
import { persistently } from './persistence.ts';
import { restsPhone, settleDecision, type TurnOutcome } from './settle.ts';
import { createSettler } from './settler.ts';
import type { DeliveryDeps } from './types.ts';

export interface TurnOptions {
  lease: Lease;
  connectionType: ConnectionType;
  companyId: string;
  /** Messages of one lane before the next lane has its turn. */
  quantum: number;
  parallelChats: number;
  /** What each claim is held to. */
  pace: Pace | null;
  evidenceAfterMs: number;
  send(message: ClaimedMessage, signal: AbortSignal): Promise<Outcome>;
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

/** A send whose channel says nothing else is given up after this long, when it keeps no deadline of its own. */
const SEND_MAX_MS = 60_000;
/** Slow chats do not keep the others of their lane waiting longer than this. */
const PATIENCE_MS = 250;
/** How long a claim whose answer was lost is looked for, while the database is away. */
const RECOVER_MS = 30_000;

/**
 * One turn of a lane: claims the first message of each chat, sends them at once, settles, and again, until a
 * quantum is done or nothing is due. One chat is strictly serial: its next message is claimed when the one before
 * is settled.
 */
export async function runTurn(deps: DeliveryDeps, options: TurnOptions): Promise<TurnResult> {
  const { store, instanceId } = deps;
  const { lease, connectionType, quantum, signal } = options;
  const settler = createSettler(deps, options);
  const limit = createLimiter(options.parallelChats);
  const underway = new Set<Promise<void>>();
  const begun = new Set<string>();
  let rest: Extract<TurnResult, { kind: 'rest' }> | undefined;

  const sendOne = async (message: ClaimedMessage) => {
    const reason = signal.aborted ? 'stopping' : rest ? 'phone-rests' : undefined;
    const outcome: TurnOutcome = reason
      ? { kind: 'released', reason }
      : await attempt(deps, options, message);
    if (outcome.kind === 'later' && restsPhone(outcome.scope)) {
      rest = restAfter(outcome, rest);
    }
    settler.add({ message, outcome });
  };

  const drain = async (): Promise<TurnResult> => {
    for (;;) {
      const room = Math.max(1, quantum - begun.size);
      const claimed = await store.messages.claim(lease, {
        quantum: room,
        instanceId,
        connectionType,
        pace: options.pace,
      });
      if (claimed.kind === 'claimed') {
        for (const { id, attempt } of claimed.messages) begun.add(`${id}/${attempt}`);
        for (const message of claimed.messages)
          track(
            underway,
            limit(() => sendOne(message)),
          );
      } else if (underway.size === 0) {
        return claimed;
      }
      await allOrPatience(underway);
      // A chat goes on when its message is settled.
      await settler.flushed();
      if (begun.size >= quantum || signal.aborted || rest) return { kind: 'more' };
    }
  };

  try {
    const end = await drain();
    await Promise.all(underway);
    await settler.flushed();
    if (settler.fenced()) return { kind: 'fenced' };
    return rest ?? end;
  } catch (error) {
    await Promise.all(underway);
    await settler.flushed();
    await giveBackUnbegun(deps, options, begun);
    throw error;
  }
}

type Rest = Extract<TurnResult, { kind: 'rest' }>;

/** Several sends of a turn may be told to wait: the last says until when, and no fault that one was told is lost. */
function restAfter(outcome: Extract<Outcome, { kind: 'later' }>, before: Rest | undefined): Rest {
  const { retryAt: until, phoneFault = before?.phoneFault, phoneReason = before?.phoneReason } = outcome;
  return {
    ...{ kind: 'rest', until, phoneFault, phoneReason },
    faultIsUnseen: outcome.faultIsUnseen ?? before?.faultIsUnseen ?? false,
    wholeAccount: outcome.scope === 'account' || (before?.wholeAccount ?? false),
  };
}

async function attempt(
  deps: DeliveryDeps,
  options: TurnOptions,
  message: ClaimedMessage,
): Promise<TurnOutcome> {
  if (message.expiresAt && message.expiresAt <= deps.clock.now()) return { kind: 'expired' };
  const refused = await outsideWindow(deps, options, message);
  if (refused) return refused;
  const timeoutMs = options.sendTimeoutMs?.(message) ?? SEND_MAX_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    return await orAborted(options.send(message, deadline), deadline, timeoutMs);
  } catch (error) {
    // A channel throws for nothing that it expects; after a throw nobody knows whether the message went out.
    deps.log.error({ err: error, messageId: message.id }, 'message.send-threw');
    return { kind: 'unknown', detail: 'The channel failed while it was sending.' };
  }
}

/** What was looked at when it was accepted is looked at again when that is a while ago. */
const WAITED_MS = 60_000;

async function outsideWindow(
  { clock, log }: DeliveryDeps,
  { outdated }: TurnOptions,
  message: ClaimedMessage,
): Promise<TurnOutcome | null> {
  const hasWaited = message.attempt > 1 || clock.now().getTime() - message.createdAt.getTime() > WAITED_MS;
  if (!outdated || !hasWaited) return null;
  try {
    const detail = await outdated(message);
    return detail === null ? null : { kind: 'refused', code: 'OUTSIDE_WINDOW', detail, permanent: true };
  } catch (error) {
    // Then the provider decides.
    log.warn({ err: error, messageId: message.id }, 'window.unreadable');
    return null;
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`No outcome within ${timeoutMs} ms`));
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
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

function track(set: Set<Promise<void>>, work: Promise<void>): void {
  const promise = work.finally(() => set.delete(promise));
  set.add(promise);
}

async function allOrPatience(underway: Set<Promise<void>>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([Promise.all(underway), patience]);
  clearTimeout(timer);
}
