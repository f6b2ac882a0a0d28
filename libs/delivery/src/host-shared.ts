import { randomUUID } from 'node:crypto';
import type { Pace, SharedChannel } from '@watertight/core';
import type { Lease, PhoneWithState } from '@watertight/store';
import type { Serving, TurnEnd, TurnReport } from '@watertight/queueing';
import { createAlarms } from './alarm.ts';
import { createBudget } from './budget.ts';
import { govern } from './governor.ts';
import { answerCalls, channelAddress, PHONE_GONE } from './phone-calls.ts';
import { stopPhone } from './phone-faults.ts';
import { phoneFinder } from './placing.ts';
import { createProbing } from './probing.ts';
import { orphansToUnconfirmed, RECEIPT_EVIDENCE_MS } from './reconcile.ts';
import { createReachLimits } from './reach.ts';
import { createSlowSends, type Later } from './slow-sends.ts';
import { startSweep } from './sweep.ts';
import { restAfter, runTurn, type TurnResult } from './turn.ts';
import type { DeliveryDeps, Host } from './types.ts';
import { createWindows } from './windows.ts';

/** A dead worker's lanes are free again after this long; a living one renews at a third. */
const LEASE_MS = 4500;
const QUANTUM = 64;
/** Sends under way in this process, apart from slow ones that are kept beyond their turns. */
const MOST_UNDERWAY = 512;
/** What a phone sends in so long may be under way at once: an answer that takes longer slows it down. */
const UNDERWAY_SECONDS = 0.5;

export interface SharedHostOptions {
  /** Lanes at once in this process; default 64. */
  concurrency?: number;
}

/** Serves all lanes of a shared channel together with any number of other instances: one drainer for each lane at a time. */
export function hostShared(
  deps: DeliveryDeps,
  channel: SharedChannel,
  options: SharedHostOptions = {},
): Host {
  const { store, queueing, clock, log } = deps;
  const { connectionType } = channel.capabilities;
  // Not the instance id: a restarted process must not take itself for the one that died.
  const owner = `${deps.instanceId}/${randomUUID()}`;
  // Each turn is an owner of its own, so that no turn writes under the epoch of another.
  let turns = 0;
  const findPhone = phoneFinder(deps);
  const alarms = createAlarms(queueing.wake);
  const probing = createProbing(deps, channel);
  const windows = createWindows(deps);
  const reach = createReachLimits(deps, windows);
  const concurrency = options.concurrency ?? 64;
  const budget = createBudget(MOST_UNDERWAY);
  let serving: Serving | undefined;
  let stopAnswering: (() => void) | undefined;
  let sweep: { stop(): Promise<void> } | undefined;

  /** Lanes whose turn is under way here, and whether another token for them came meanwhile. */
  const underway = new Map<string, { again: boolean }>();

  /** A lane can have two tokens for a while; the second one must not share the lease of the first. */
  const turn = async (phoneId: string, signal: AbortSignal): Promise<TurnReport> => {
    const present = underway.get(phoneId);
    if (present) {
      present.again = true;
      return { end: 'idle', share: 0 };
    }
    const state = { again: false, claimed: 0 };
    underway.set(phoneId, state);
    try {
      const end = await turnOf(phoneId, signal, (count) => (state.claimed += count));
      return { end: state.again ? 'more' : end, share: Math.min(1, state.claimed / QUANTUM) };
    } finally {
      underway.delete(phoneId);
    }
  };

  const turnOf = async (
    phoneId: string,
    signal: AbortSignal,
    claimed: (count: number) => void,
  ): Promise<TurnEnd> => {
    const phone = await findPhone({ phoneId });
    if (phone?.connectionType !== connectionType || phone.desiredState !== 'start' || signal.aborted)
      return 'idle';
    const { quietMs } = govern(phone, clock.now());
    if (quietMs > 0) {
      alarms.set(phone, quietMs);
      return 'idle';
    }
    const acquired = await store.leases.acquire(phoneId, `${owner}/${turns++}`, LEASE_MS);
    if (acquired.kind === 'held') alarms.set(phone, acquired.expiresInMs + 20);
    if (acquired.kind === 'resting') alarms.set(phone, acquired.untilMs);
    if (acquired.kind !== 'acquired') return 'idle';
    if (acquired.tookOver) await takeOver(acquired.lease);
    return ended(
      phone,
      acquired.lease,
      await underLease(phone, acquired.lease, { stopping: signal, claimed }),
    );
  };

  const takeOver = async ({ phoneId, epoch }: Lease) => {
    await orphansToUnconfirmed(deps, await store.sweeps.orphanedOf(phoneId, epoch), RECEIPT_EVIDENCE_MS);
  };

  const underLease = async (
    phone: PhoneWithState,
    lease: Lease,
    { stopping, claimed }: { stopping: AbortSignal; claimed(count: number): void },
  ): Promise<TurnResult> => {
    const lost = new AbortController();
    const renewing = keepRenewing(deps, lease, () => lost.abort());
    const { pace } = govern(phone, clock.now());
    try {
      return await runTurn(deps, {
        lease,
        connectionType,
        companyId: phone.companyId,
        quantum: QUANTUM,
        mayGoOn: () => host.active() < concurrency,
        parallelChats: parallelChats(channel, pace),
        budget,
        claimed,
        pace,
        evidenceAfterMs: RECEIPT_EVIDENCE_MS,
        signal: AbortSignal.any([stopping, lost.signal]),
        send: (message, signal) => reach.within(phone, message, () => channel.send(phone, message, signal)),
        keep: (messages) => slowSends.take(phone, lease, messages),
        outdated: (message) => windows.refusal({ ...message, phone }),
        sendTimeoutMs: channel.sendTimeoutMs?.bind(channel),
      });
    } catch (error) {
      await release(lease);
      throw error;
    } finally {
      clearInterval(renewing);
    }
  };

  const ended = async (phone: PhoneWithState, lease: Lease, result: TurnResult): Promise<TurnEnd> => {
    if (result.kind === 'rest') {
      await store.leases.rest(lease, result.until);
      alarms.set(phone, result.until.getTime() - clock.now().getTime());
      if (result.phoneFault) await stopWith(phone, result, result.phoneFault);
    }
    if (result.kind !== 'fenced') await release(lease);
    if (result.kind === 'idle' && result.nextDueMs !== null) alarms.set(phone, result.nextDueMs);
    return result.kind === 'more' ? 'more' : 'idle';
  };

  /** What a turn does at its end is done at the end of a send that has outlived it. */
  const restLater = async (phone: PhoneWithState, outcome: Later) => {
    await store.leases.pause(phone.phoneId, outcome.retryAt);
    const rest = restAfter(outcome, undefined);
    if (rest.phoneFault) await stopWith(phone, rest, rest.phoneFault);
  };
  const slowSends = createSlowSends(deps, {
    evidenceAfterMs: RECEIPT_EVIDENCE_MS,
    ttlMs: LEASE_MS,
    rest: restLater,
  });

  const stopWith = async (
    phone: PhoneWithState,
    { until, phoneReason, faultIsUnseen, wholeAccount }: Extract<TurnResult, { kind: 'rest' }>,
    sentence: string,
  ) => {
    await stopPhone(deps, phone, {
      ...{ until, sentence, reason: phoneReason },
      ...{ isUnseen: faultIsUnseen ?? false, wholeAccount: wholeAccount ?? false },
    });
    probing.poke();
  };

  /** Not given back, the lane is free when the lease runs out. */
  const release = (lease: Lease) =>
    store.leases
      .release(lease)
      .catch((error: unknown) => log.warn({ err: error, phoneId: lease.phoneId }, 'lease.release-failed'));

  const answer = () =>
    channel.perform &&
    answerCalls(deps, channelAddress(connectionType), async ({ phoneId, action }, signal) => {
      const phone = await findPhone({ phoneId });
      return phone && channel.perform ? channel.perform(phone, action, signal) : PHONE_GONE;
    });

  const host: Host = {
    async start() {
      stopAnswering = answer();
      serving = queueing.serveShards(connectionType, turn, { concurrency });
      sweep = startSweep(deps, connectionType);
      probing.start();
    },
    async stop() {
      stopAnswering?.();
      alarms.clear();
      await Promise.all([serving?.stop(), sweep?.stop(), probing.stop()]);
      await slowSends.stop();
    },
    active: () => serving?.active() ?? 0,
  };
  return host;
}

/** As many as the phone's pace has use for, the channel's bound at the most; few where there is no pace to tell. */
function parallelChats(channel: SharedChannel, pace: Pace | null): number {
  const perSecond = pace?.messagesPerSecond ?? 0;
  return Math.min(channel.parallelChats, Math.max(QUANTUM, Math.ceil(perSecond * UNDERWAY_SECONDS)));
}

/** Renews at a third of the term; an owner that can no longer be sure of it begins nothing more. */
function keepRenewing({ store, log }: DeliveryDeps, lease: Lease, lose: () => void): NodeJS.Timeout {
  let renewedAt = performance.now();
  return setInterval(() => {
    const asked = performance.now();
    if (asked - renewedAt > LEASE_MS * 0.8) lose();
    store.leases
      .renew([lease], LEASE_MS)
      .then((held) => {
        if (held.has(lease.phoneId)) renewedAt = asked;
        else lose();
      })
      .catch((error: unknown) => log.warn({ err: error, phoneId: lease.phoneId }, 'lease.renew-failed'));
  }, LEASE_MS / 3);
}
