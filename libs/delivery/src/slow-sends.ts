import type { ClaimedMessage, Outcome } from '@watertight/core';
import type { HeldSend, Lease, PhoneWithState } from '@watertight/store';
import { restsPhone } from './settle.ts';
import { createSettler } from './settler.ts';
import type { DeliveryDeps } from './types.ts';
import type { Keeper } from './underway.ts';

/** So many in one process; beyond them a turn waits for its own. */
const MOST = 512;
/** So many of one phone: what is always slow is held back like everything else that a turn has under way. */
const MOST_OF_PHONE = 64;

export type Later = Extract<Outcome, { kind: 'later' }>;

export interface SlowSendsOptions {
  evidenceAfterMs: number;
  /** A kept send counts as left behind when its process has not been heard of for so long. */
  ttlMs: number;
  /** The provider wants the phone to rest. */
  rest(phone: PhoneWithState, outcome: Later): Promise<void>;
}

/** Sends that have outlived the turn in which they began, kept by their process until they end. */
export interface SlowSends {
  /** Takes over sends under way from a turn that still has its lease; null when it cannot. */
  take(phone: PhoneWithState, lease: Lease, messages: ClaimedMessage[]): Promise<Keeper | null>;
  /** Resolves when all have ended. */
  stop(): Promise<void>;
}

/**
 * While they are under way their rows say so (`held_until`), renewed like leases; after the death of the process they
 * are found like everything else that was left in `sending`. Their chats wait, as for every message that is being
 * sent; the lane goes on, here or at another worker.
 */
export function createSlowSends(deps: DeliveryDeps, options: SlowSendsOptions): SlowSends {
  const { store, queueing, log } = deps;
  const { evidenceAfterMs, ttlMs } = options;
  const kept = new Map<string, HeldSend & { phoneId: string }>();
  let renewing: NodeJS.Timeout | undefined;
  let emptied: (() => void) | undefined;

  const renew = () =>
    store.messages
      .holdOn([...kept.values()], ttlMs)
      .catch((error: unknown) => log.warn({ err: error, count: kept.size }, 'slow-sends.not-renewed'));

  const keepAll = (lease: Lease, messages: ClaimedMessage[]) => {
    for (const { id, attempt } of messages)
      kept.set(id, { messageId: id, attempt, epoch: lease.epoch, phoneId: lease.phoneId });
    renewing ??= setInterval(() => void renew(), ttlMs / 3);
  };

  const drop = (id: string) => {
    kept.delete(id);
    if (kept.size > 0) return;
    clearInterval(renewing);
    renewing = undefined;
    emptied?.();
  };

  const hasRoom = (phoneId: string, count: number) => {
    const ofPhone = [...kept.values()].filter((send) => send.phoneId === phoneId).length;
    return kept.size + count <= MOST && ofPhone + count <= MOST_OF_PHONE;
  };

  const hold = async (lease: Lease, ids: string[]): Promise<boolean> => {
    try {
      return await store.messages.hold(lease, ids, ttlMs);
    } catch (error) {
      log.warn({ err: error, phoneId: lease.phoneId, count: ids.length }, 'slow-sends.not-kept');
      return false;
    }
  };

  const keeperFor = (phone: PhoneWithState, lease: Lease): Keeper => {
    const settler = createSettler(deps, { lease, companyId: phone.companyId, evidenceAfterMs, kept: true });
    return {
      leave: drop,
      async settle(settlement) {
        const { message, outcome } = settlement;
        try {
          await settler.add(settlement);
          settler.check();
          if (outcome.kind === 'later' && restsPhone(outcome.scope)) await options.rest(phone, outcome);
        } catch (error) {
          log.error({ err: error, messageId: message.id, phoneId: phone.phoneId }, 'slow-sends.not-settled');
        } finally {
          drop(message.id);
          // Its chat goes on.
          queueing.wake(phone);
        }
      },
    };
  };

  return {
    async take(phone, lease, messages) {
      if (!hasRoom(phone.phoneId, messages.length)) return null;
      keepAll(lease, messages);
      const ids = messages.map(({ id }) => id);
      if (await hold(lease, ids)) return keeperFor(phone, lease);
      ids.forEach(drop);
      return null;
    },
    async stop() {
      if (kept.size > 0) await new Promise<void>((resolve) => (emptied = resolve));
    },
  };
}
