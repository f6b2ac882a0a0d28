import { randomUUID } from 'node:crypto';
import type { SessionChannel } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import { holdSession, type FinalState, type HeldSession } from './held-session.ts';
import { createIngest } from './ingest.ts';
import { pause } from './persistence.ts';
import { createSessionReceipts } from './session-receipts.ts';
import { every, startSweep } from './sweep.ts';
import type { DeliveryDeps, Host } from './types.ts';

/** A dead instance's phones are free after this long; a living one renews every second. */
const LEASE_MS = 10_000;
/** Before the end of its term an owner that could not renew stops by itself. */
const FENCE_AFTER_MS = 7500;
const TICK_MS = 1000;
/** How often the whole list of phones is read, whatever was said. */
const REVIEW_MS = 3000;
/** Browsers that start at once on one host. */
const STARTING_AT_ONCE = 4;
/** Who holds his share leaves a free phone to the others for so long. */
const PATIENCE_MS = 1500;
/** A phone moves to an instance that holds fewer, at the most so often, and only when it has sent nothing for so long. */
const REBALANCE_MS = 60_000;

export interface SessionHostOptions {
  /** Sessions at the most in this process. */
  capacity: number;
  /** Give idle phones away, one a minute, while others hold fewer. */
  rebalances?: boolean;
  /** How often one may move, and how long it must have been idle, in milliseconds; a minute when absent. */
  rebalanceMs?: number;
}

interface Ending {
  session: HeldSession;
  isLost: boolean;
  done: Promise<void>;
}

/** Holds phones of a session channel under leases: each is owned by one instance, which alone drains its lane. */
export function hostSessions(
  deps: DeliveryDeps,
  channel: SessionChannel,
  { capacity, rebalances = false, rebalanceMs = REBALANCE_MS }: SessionHostOptions,
): Host {
  const { store, coordination, queueing, log } = deps;
  const { connectionType } = channel.capabilities;
  const owner = `${deps.instanceId}/${randomUUID()}`;
  const held = new Map<string, HeldSession>();
  /** What is still coming to its end: its browser may live, so its phone is not taken up again before. */
  const ending = new Map<string, Ending>();
  /** Since when each phone has been seen without an owner. */
  const freeSince = new Map<string, number>();
  const ingest = createIngest(deps, channel, connectionType);
  const receipts = createSessionReceipts(deps);
  let renewedAt = performance.now();
  let nextReview = 0;
  let nextMove = performance.now() + rebalanceMs;
  let loop: ReturnType<typeof every> | undefined;
  let sweep: { stop(): Promise<void> } | undefined;
  let unsubscribe: (() => void) | undefined;
  let fencing: NodeJS.Timeout | undefined;

  const heldDeps = {
    ...deps,
    channel,
    receipt: receipts.push,
    commitInbound: ingest.commit,
  };

  const letGo = (session: HeldSession, final: FinalState | 'lost', how: 'close' | 'logout' = 'close') => {
    held.delete(session.phone.phoneId);
    const done = session
      .end(final, how)
      .catch((error: unknown) =>
        log.error({ err: error, phoneId: session.phone.phoneId }, 'session.end-failed'),
      )
      .finally(() => ending.delete(session.phone.phoneId));
    ending.set(session.phone.phoneId, { session, isLost: final === 'lost', done });
    return done;
  };

  const renew = async () => {
    // What is coming to its end still writes, and keeps its login.
    const closing = [...ending.values()].filter(({ isLost }) => !isLost).map(({ session }) => session);
    if (held.size + closing.length === 0) {
      renewedAt = performance.now();
      return;
    }
    const asked = performance.now();
    const sessions = [...held.values()];
    const kept = await store.leases.renew(
      [...sessions, ...closing].map((session) => session.lease),
      LEASE_MS,
    );
    renewedAt = asked;
    for (const session of sessions) {
      if (kept.has(session.phone.phoneId) || held.get(session.phone.phoneId) !== session) continue;
      log.error({ phoneId: session.phone.phoneId }, 'lease.lost');
      void letGo(session, 'lost');
    }
  };

  /** An owner that cannot renew stops before a successor may start: two owners of one phone are the worst case. */
  const fence = () => {
    if (held.size === 0 || performance.now() - renewedAt < FENCE_AFTER_MS) return;
    log.error({ sessions: held.size }, 'lease.fenced');
    for (const session of [...held.values()]) void letGo(session, 'lost');
  };

  /** Brings what is held in line with what is wanted. */
  const review = async () => {
    const phones = new Map(
      (await store.phones.ofType(connectionType)).map((phone) => [phone.phoneId, phone]),
    );
    for (const session of [...held.values()]) await reviewOne(session, phones.get(session.phone.phoneId));
    for (const phone of phones.values()) {
      if (phone.desiredState === 'stop' && phone.state.status !== 'stopped' && !held.has(phone.phoneId))
        await sayStopped(phone);
    }
  };

  const reviewOne = async (session: HeldSession, phone: PhoneWithState | undefined) => {
    const command = phone ? await store.phones.takeCommand(phone.phoneId) : null;
    if (!phone) return void letGo(session, 'lost').then(() => store.leases.release(session.lease));
    if (command === 'logout') return void letGo(session, LOGGED_OUT, 'logout');
    if (phone.desiredState === 'stop') return void letGo(session, { status: 'stopped' });
    const moved = phone.mode !== session.phone.mode;
    if (command === 'restart' || moved) return void letGo(session, RESTARTED);
    session.update(phone);
  };

  const takeUp = async () => {
    const starting = [...held.values()].filter((session) => session.status() === 'starting').length;
    const room = Math.min(capacity - held.size - ending.size, STARTING_AT_ONCE - starting);
    if (room <= 0) return;
    for (const phoneId of await freePhones(room)) {
      const phone = await store.phones.byId(phoneId);
      if (phone?.connectionType !== connectionType || held.has(phoneId) || ending.has(phoneId)) continue;
      const acquired = await store.leases.acquire(phoneId, owner, LEASE_MS);
      if (acquired.kind !== 'acquired') continue;
      const session = holdSession(heldDeps, phone, acquired.lease);
      held.set(phoneId, session);
      if (phone.desiredState === 'stop') await reviewOne(session, phone);
    }
  };

  /** Phones to take up now. They go to whoever holds fewest: who has his share lets the others go first. */
  const freePhones = async (room: number): Promise<string[]> => {
    const free = await store.leases.unowned(connectionType, room);
    const now = performance.now();
    for (const phoneId of freeSince.keys()) if (!free.includes(phoneId)) freeSince.delete(phoneId);
    for (const phoneId of free) if (!freeSince.has(phoneId)) freeSince.set(phoneId, now);
    if (free.length === 0) return free;
    const below = Math.max(0, (await fairShare()) - held.size);
    return free.filter((id, place) => place < below || now - (freeSince.get(id) ?? now) >= PATIENCE_MS);
  };

  const fairShare = async (): Promise<number> => {
    const { wanted, instances } = await store.leases.placement(connectionType);
    return Math.ceil(wanted / Math.max(1, instances));
  };

  /** Gives one idle phone to the instances that hold fewer. */
  const rebalance = async () => {
    if (!rebalances || performance.now() < nextMove) return;
    nextMove = performance.now() + rebalanceMs;
    if (held.size <= (await fairShare())) return;
    const idle = [...held.values()].find(
      (session) => session.status() === 'ready' && session.idleMs() >= rebalanceMs,
    );
    if (!idle) return;
    log.info({ phoneId: idle.phone.phoneId, sessions: held.size }, 'session.moves');
    void letGo(idle, MOVED);
  };

  const sayStopped = async (phone: PhoneWithState) => {
    await store.phones.report(phone.phoneId, { status: 'stopped', instanceId: null });
    coordination.publish('phones', { companyId: phone.companyId, phoneId: phone.phoneId, statusOnly: true });
  };

  /** Tokens of our own lanes that got lost. */
  const rewake = async () => {
    const served = [...held.values()].filter((session) => session.serving());
    if (served.length === 0) return;
    const due = new Set(await store.sweeps.dueOf(served.map(({ phone }) => phone.phoneId)));
    for (const { phone } of served) {
      if (due.has(phone.phoneId)) queueing.wakeAgain(phone);
    }
  };

  const tick = async () => {
    await renew();
    if (performance.now() >= nextReview) {
      nextReview = performance.now() + REVIEW_MS;
      await review();
      await rewake();
    }
    await takeUp();
    await rebalance();
    for (const session of held.values()) void session.tick();
  };

  return {
    async start() {
      ingest.start();
      sweep = startSweep(deps, connectionType);
      loop = every(TICK_MS, `sessions ${connectionType}`, log, tick);
      fencing = setInterval(fence, 250);
      unsubscribe = coordination.subscribe('phones', ({ statusOnly }) => {
        if (statusOnly) return;
        nextReview = 0;
        loop?.poke();
      });
    },
    async stop() {
      unsubscribe?.();
      clearInterval(fencing);
      await Promise.all([loop?.stop(), sweep?.stop()]);
      for (const session of [...held.values()]) void letGo(session, WORKER_STOPPED);
      while (ending.size > 0) {
        const all = Promise.all([...ending.values()].map(({ done }) => done));
        await Promise.race([all, pause(TICK_MS)]);
        await renew().catch((error: unknown) => log.warn({ err: error }, 'lease.not-renewed'));
      }
      await receipts.stop();
      await ingest.stop();
    },
    active: () => held.size,
  };
}

const LOGGED_OUT: FinalState = { status: 'stopped', code: 'LOGGED_OUT', reason: 'It was logged out.' };
const RESTARTED: FinalState = { status: 'starting', code: 'RESTARTED', reason: 'It is being restarted.' };
const MOVED: FinalState = {
  status: 'disconnected',
  code: 'HANDED_OVER',
  reason: 'It moves to another worker.',
};
const WORKER_STOPPED: FinalState = {
  status: 'disconnected',
  code: 'HANDED_OVER',
  reason: 'Its worker was stopped.',
};
