import type { ProbeResult, SharedChannel } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import { createLimiter } from './limiter.ts';
import { every } from './sweep.ts';
import type { DeliveryDeps } from './types.ts';

/** A phone that is well is asked again after this long. */
const PROBE_EVERY_MS = 60_000;
/** One that is not, after this long: word that somebody mended it may have been lost. */
const PROBE_UNWELL_EVERY_MS = 10_000;
const PROBE_DEADLINE_MS = 10_000;
const AT_ONCE = 8;

/**
 * Keeps the state of a shared channel's phones true by asking the provider: when a phone is made or changed, when
 * a worker starts, and every minute, every ten seconds while they are not well. One worker asks at a time.
 */
export function createProbing(deps: DeliveryDeps, channel: SharedChannel) {
  const { store, coordination, queueing, log, instanceId } = deps;
  const { connectionType } = channel.capabilities;
  const limit = createLimiter(AT_ONCE);
  const urgent = new Set<string>();
  let nextRound = 0;
  let nextUnwell = 0;
  let loop: ReturnType<typeof every> | undefined;
  let unsubscribe: (() => void) | undefined;

  const report = async (
    phone: PhoneWithState,
    result: Omit<ProbeResult, 'status'> & { status: ProbeResult['status'] | 'stopped' },
  ) => {
    const before = phone.state;
    const { status, reason = null, me = null } = result;
    await store.phones.report(phone.phoneId, { status, reason, me, instanceId });
    if (before.status === status && before.reason === reason) return;
    log.info({ phoneId: phone.phoneId, status, reason }, 'phone.state');
    coordination.publish('phones', { companyId: phone.companyId, phoneId: phone.phoneId, statusOnly: true });
  };

  const probe = async (phone: PhoneWithState) => {
    await store.phones.takeCommand(phone.phoneId); // to restart such a phone is to ask the provider again
    if (phone.desiredState === 'stop') return report(phone, { status: 'stopped' });
    const result = await channel.probe(phone, AbortSignal.timeout(PROBE_DEADLINE_MS));
    await report(phone, result);
    if (result.status === 'ready' && phone.state.status !== 'ready') {
      await store.leases.endRest(phone.phoneId);
      queueing.wake(phone);
    }
  };

  const round = async () => {
    const now = performance.now();
    const all = now >= nextRound;
    const unwell = now >= nextUnwell;
    if (!all && !unwell && urgent.size === 0) return;
    if (all) nextRound = now + PROBE_EVERY_MS;
    if (unwell) nextUnwell = now + PROBE_UNWELL_EVERY_MS;
    const asked = new Set(urgent);
    urgent.clear();
    const phones = (await store.phones.ofType(connectionType)).filter(
      ({ phoneId, desiredState, state }) =>
        all || asked.has(phoneId) || (unwell && desiredState === 'start' && state.status !== 'ready'),
    );
    await Promise.all(
      phones.map((phone) =>
        limit(() => probe(phone)).catch((error: unknown) =>
          log.warn({ err: error, phoneId: phone.phoneId }, 'phone.probe-failed'),
        ),
      ),
    );
  };

  return {
    start() {
      loop = every(1000, `probe ${connectionType}`, log, round);
      unsubscribe = coordination.subscribe('phones', ({ phoneId, statusOnly }) => {
        if (statusOnly) return;
        urgent.add(phoneId);
        loop?.poke();
      });
    },
    async stop() {
      unsubscribe?.();
      await loop?.stop();
    },
    /** A send showed that the phone itself is at fault; that it still is, is asked at once. */
    async reportFault(phone: PhoneWithState, reason: string) {
      await report(phone, { status: 'failed', reason });
      urgent.add(phone.phoneId);
    },
  };
}
