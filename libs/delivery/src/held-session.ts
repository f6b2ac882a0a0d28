import {
  inSpan,
  noTracing,
  type Phone,
  type PhoneReason,
  type PhoneStatus,
  type QrCode,
  type Session,
  type SessionChannel,
  type SessionReports,
} from '@watertight/core';
import type { Serving, TurnEnd } from '@watertight/queueing';
import type { Lease, PhoneWithState } from '@watertight/store';
import { createAlarms } from './alarm.ts';
import { govern } from './governor.ts';
import { isStoreDown } from './persistence.ts';
import { answerCalls, phoneAddress } from './phone-calls.ts';
import type { Receipt } from './receipts.ts';
import { orphansToUnconfirmed, reconcileLane } from './reconcile.ts';
import { runTurn, type TurnResult } from './turn.ts';
import type { DeliveryDeps } from './types.ts';

const QUANTUM = 20;
/** A turn claims on beside its sends for so long; nobody else waits for this lane. */
const TURN_MS = 2000;
const MIN_REST_MS = 100;
/** When the provider could not say what became of a message, it is asked again after this pause. */
const ASK_AGAIN_MS = 5000;
const LOOKUP_DEADLINE_MS = 10_000;
const INBOUND_TRIES_MS = [100, 250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000];
const MAX_INBOUND_WAITING = 2000;

export interface HeldSessionDeps extends DeliveryDeps {
  channel: SessionChannel;
  receipt(phoneId: string, receipt: Receipt): void;
  commitInbound(body: Buffer, phoneId: string, traceparent: string | null): Promise<void>;
}

interface ShownState {
  status: PhoneStatus;
  reason: string | null;
  reasonCode: PhoneReason | null;
  me: string | null;
  qr: QrCode | null;
}

/** What a phone is said to be once its session has ended. */
export interface FinalState {
  status: PhoneStatus;
  reason?: string;
  code?: PhoneReason;
}

/** One phone in our hands: its lease, its session, its lane while the session is ready, and what is said of it. */
export interface HeldSession {
  readonly phone: PhoneWithState;
  readonly lease: Lease;
  status(): PhoneStatus;
  /** Whether its lane is being served. */
  serving(): boolean;
  /** How long nothing has been sent, milliseconds. */
  idleMs(): number;
  /** Does what could not be done before: writes, serves the lane, asks about uncertain messages. */
  tick(): Promise<void>;
  /** Takes over changed limits. */
  update(phone: PhoneWithState): void;
  /** Ends everything; `final` is what the phone is then said to be. Nothing is written when the lease is lost. */
  end(final: FinalState | 'lost', how: 'close' | 'logout'): Promise<void>;
}

export function holdSession(deps: HeldSessionDeps, phone: PhoneWithState, lease: Lease): HeldSession {
  const { store, queueing, coordination, channel, log, instanceId, tracing = noTracing } = deps;
  const { phoneId, companyId } = phone;
  const lane = { phoneId, companyId, connectionType: phone.connectionType };
  const shown: ShownState = { status: 'starting', reason: null, reasonCode: null, me: null, qr: null };
  const alarms = createAlarms(queueing.wake);
  const ended = new AbortController();
  const tries = new Map<string, number>();
  let lanePause = new AbortController();
  let serving: Serving | undefined;
  let uncertain = true;
  /** Sends whose outcome this session does not know (yet). */
  let open = 0;
  /** A turn may have left messages in `sending`. */
  let leftBehind = false;
  let unwritten = true;
  let inboundWaiting = 0;
  let restUntil = 0;
  let lastSendAt = performance.now();
  let askAgainAt = 0;
  let limited: Phone = phone;
  let chain: Promise<void> = Promise.resolve();

  /** One thing after the other: writes and changes of the lane keep the order in which they were reported. */
  const inOrder = (name: string, work: () => Promise<void>): Promise<void> => {
    chain = chain
      .then(work)
      .catch((error: unknown) => log.warn({ err: error, phoneId, task: name }, 'session.task-failed'));
    return chain;
  };

  const write = async () => {
    if (!unwritten) return;
    unwritten = false;
    try {
      await store.phones.report(phoneId, { ...shown, instanceId }, lease);
      coordination.publish('phones', { companyId, phoneId, statusOnly: true });
    } catch (error) {
      unwritten = true;
      if (!isStoreDown(error)) throw error;
    }
  };

  const show = (change: Partial<ShownState>) => {
    const { status } = shown;
    Object.assign(shown, change);
    unwritten = true;
    if (shown.status !== status)
      log.info({ phoneId, status: shown.status, reason: shown.reason }, 'session.state');
    void inOrder('report', write);
    void inOrder('lane', adjustLane);
  };

  /** The lane is served exactly while the session is ready; what is uncertain is cleared up first. */
  const adjustLane = async () => {
    const wanted = shown.status === 'ready' && !ended.signal.aborted;
    if (wanted && !serving) {
      lanePause = new AbortController();
      uncertain = true;
      askAgainAt = 0;
      await clearUp();
      serving = queueing.serveLane(lane, turn);
      queueing.wake(lane);
    } else if (!wanted && serving) {
      const stopped = serving;
      serving = undefined;
      lanePause.abort();
      await stopped.stop();
    }
  };

  const clearUp = async () => {
    if (!uncertain || shown.status !== 'ready' || performance.now() < askAgainAt) return;
    uncertain = false;
    try {
      await askAboutUncertain();
    } catch (error) {
      uncertain = true;
      throw error;
    }
  };

  const askAboutUncertain = async () => {
    // While no turn runs, what this epoch left in `sending` is as orphaned as what an earlier one did.
    const beforeEpoch = serving ? lease.epoch : lease.epoch + 1;
    await orphansToUnconfirmed(deps, await store.sweeps.orphanedOf(phoneId, beforeEpoch), 0);
    const lookup = (messageId: string, chatId: string) =>
      session.lookup(messageId, chatId, AbortSignal.timeout(LOOKUP_DEADLINE_MS));
    const { again } = await reconcileLane(deps, lease, lookup, tries);
    if (again) {
      uncertain = true;
      askAgainAt = performance.now() + ASK_AGAIN_MS;
    } else {
      queueing.wake(lane);
    }
  };

  const turn = async (_: string, stopping: AbortSignal): Promise<TurnEnd> => {
    const now = deps.clock.now();
    const { pace, quietMs } = govern(limited, now);
    const restMs = Math.max(quietMs, restUntil - now.getTime());
    if (restMs > 0) {
      alarms.set(lane, restMs);
      return 'idle';
    }
    if (leftBehind) {
      await orphansToUnconfirmed(deps, await store.sweeps.orphanedOf(phoneId, lease.epoch + 1), 0);
      uncertain = true;
    }
    leftBehind = true;
    const endsAt = performance.now() + TURN_MS;
    const result = await runTurn(deps, {
      lease,
      companyId,
      connectionType: phone.connectionType,
      quantum: QUANTUM,
      mayGoOn: () => performance.now() < endsAt,
      parallelChats: 1,
      pace,
      evidenceAfterMs: 0,
      sendTimeoutMs: channel.sendTimeoutMs?.bind(channel),
      signal: AbortSignal.any([stopping, lanePause.signal, ended.signal]),
      async send(message, signal) {
        open++;
        lastSendAt = performance.now();
        const outcome = await session.send(message, signal);
        if (outcome.kind !== 'unknown') open--;
        return outcome;
      },
    }).catch((error: unknown) => {
      uncertain = true;
      queueing.wake(lane);
      throw error;
    });
    leftBehind = false;
    // Only now are they settled, and can be found.
    if (open > 0) uncertain = true;
    open = 0;
    return afterTurn(result);
  };

  const afterTurn = async (result: TurnResult): Promise<TurnEnd> => {
    if (uncertain) void inOrder('reconcile', clearUp);
    if (result.kind === 'rest') {
      const now = deps.clock.now().getTime();
      restUntil = Math.max(result.until.getTime(), now + MIN_REST_MS);
      alarms.set(lane, restUntil - now);
    }
    if (result.kind === 'idle' && result.nextDueMs !== null) alarms.set(lane, result.nextDueMs);
    return result.kind === 'more' ? 'more' : 'idle';
  };

  const keepInbound = async (raw: object, traceparent: string | null) => {
    const body = Buffer.from(JSON.stringify(raw));
    for (const pauseMs of INBOUND_TRIES_MS) {
      try {
        return await deps.commitInbound(body, phoneId, traceparent);
      } catch (error) {
        if (!isStoreDown(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
    throw new Error('The database stayed away');
  };

  const reports: SessionReports = {
    status: (status, detail = {}) =>
      show({
        status,
        reason: detail.reason ?? null,
        reasonCode: detail.code ?? null,
        ...(detail.me ? { me: detail.me } : {}),
        ...(status === 'qr' ? {} : { qr: null }),
      }),
    qr: (qr, expiresAt) => show({ status: 'qr', reason: null, reasonCode: null, qr: { qr, expiresAt } }),
    receipt: (receipt) => deps.receipt(phoneId, { ...receipt, error: null }),
    async inbound(raw) {
      if (inboundWaiting >= MAX_INBOUND_WAITING) return false;
      inboundWaiting++;
      try {
        const span = tracing.start('session.inbound', {
          ...{ kind: 'consumer', attributes: { 'phone.id': phoneId } },
        });
        await inSpan(span, () => keepInbound(raw, span.traceparent));
        return true;
      } catch (error) {
        log.error({ err: error, phoneId }, 'inbound.not-kept');
        return false;
      } finally {
        inboundWaiting--;
      }
    },
  };

  void inOrder('report', write);
  const session: Session = channel.open(phone, reports, lease);
  const stopAnswering =
    session.perform &&
    answerCalls(deps, phoneAddress(phoneId), ({ action }, signal) => session.perform!(action, signal));

  return {
    phone,
    lease,
    status: () => shown.status,
    serving: () => serving !== undefined,
    idleMs: () => performance.now() - lastSendAt,
    async tick() {
      if (ended.signal.aborted) return;
      await inOrder('report', write);
      await inOrder('lane', adjustLane);
      await inOrder('reconcile', clearUp);
    },
    update(fresh) {
      limited = fresh;
      session.update?.(fresh);
    },
    async end(final, how) {
      ended.abort();
      stopAnswering?.();
      alarms.clear();
      await Promise.all([inOrder('lane', adjustLane), how === 'logout' ? session.logout() : session.close()]);
      if (final === 'lost') return;
      Object.assign(shown, {
        status: final.status,
        reason: final.reason ?? null,
        reasonCode: final.code ?? null,
        qr: null,
      });
      unwritten = true;
      await inOrder('report', write);
      await store.leases.release(lease);
      // Whoever has room takes it up now, and not at his next look.
      coordination.publish('phones', { companyId, phoneId });
    },
  };
}
