import type { ProbeResult, SharedChannel } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import { reportPhone, type Reported } from './phone-faults.ts';
import { isStoreDown } from './persistence.ts';
import { every } from './sweep.ts';
import type { DeliveryDeps } from './types.ts';

/** A phone that is well is asked again after about this long: a thousand phones cost 200 questions a minute. */
const WELL_MS = 300_000;
/** One that is not, after this long at first, then each time a little later. */
const UNWELL = { firstMs: 10_000, factor: 1.25, maxMs: 300_000 };
/** Where only nothing is heard of the provider, its return is noticed within this. */
const AWAY_MAX_MS = 60_000;
/** So many times as long, at the least and at the most: phones that were made together are not asked together. */
const JITTER = [0.8, 1.2] as const;
const PROBE_DEADLINE_MS = 10_000;
/** Whoever took a phone to ask and died is waited for so long. */
const HOLD_MS = 30_000;
const AT_ONCE = 8;
const LOOK_MS = 1000;

/**
 * Keeps the state of a shared channel's phones true by asking the provider: when a phone is made or changed, and
 * again and again. When it is next asked stands in the store, so that a start of any number of workers asks
 * nothing twice, and what was to be asked is not lost with a message on Redis.
 */
export function createProbing(deps: DeliveryDeps, channel: SharedChannel) {
  const { store, coordination, queueing, log } = deps;
  const { connectionType } = channel.capabilities;
  const stopping = new AbortController();
  const underway = new Set<Promise<void>>();
  let loop: ReturnType<typeof every> | undefined;
  let unsubscribe: (() => void) | undefined;

  const report = (phone: PhoneWithState, result: Reported, nextMs: number) =>
    reportPhone(deps, phone, result, nextMs);

  const probe = async (phone: PhoneWithState) => {
    await store.phones.takeCommand(phone.phoneId); // to restart such a phone is to ask the provider again
    if (phone.desiredState === 'stop') return report(phone, { status: 'stopped' }, WELL_MS);
    const deadline = AbortSignal.timeout(PROBE_DEADLINE_MS);
    const result = await channel.probe(phone, AbortSignal.any([deadline, stopping.signal]));
    if (stopping.signal.aborted) return; // what it says may only be that
    await report(phone, result, nextCheckMs(result.status, phone.state.failedChecks + 1));
    if (result.status === 'ready' && phone.state.status !== 'ready') {
      await store.leases.endRest(phone.phoneId);
      queueing.wake(phone);
    }
  };

  const begin = (phone: PhoneWithState) => {
    const work = probe(phone)
      .catch((error: unknown) =>
        log.warn(
          { err: error, phoneId: phone.phoneId },
          isStoreDown(error) ? 'phone.store-away' : 'phone.probe-failed',
        ),
      )
      .finally(() => {
        underway.delete(work);
        if (underway.size === AT_ONCE / 2) loop?.poke();
      });
    underway.add(work);
  };

  const round = async () => {
    for (;;) {
      const free = AT_ONCE - underway.size;
      if (free <= 0 || stopping.signal.aborted) return;
      const due = await store.phones.takeDueChecks(connectionType, free, HOLD_MS);
      due.forEach(begin);
      if (due.length < free) return;
    }
  };

  return {
    start() {
      loop = every(LOOK_MS, `probe ${connectionType}`, log, round);
      unsubscribe = coordination.subscribe('phones', ({ statusOnly }) => {
        if (!statusOnly) loop?.poke();
      });
    },
    async stop() {
      stopping.abort();
      unsubscribe?.();
      await loop?.stop();
      await Promise.all(underway);
    },
    /** Looks at once for phones whose turn it is. */
    poke: () => loop?.poke(),
  };
}

/** When to ask again; `failed`: how often in a row it was not well, this time included. */
export function nextCheckMs(
  status: ProbeResult['status'],
  failed: number,
  random: () => number = Math.random,
): number {
  const unwellMs = Math.min(
    status === 'failed' ? UNWELL.maxMs : AWAY_MAX_MS,
    UNWELL.firstMs * UNWELL.factor ** Math.max(0, failed - 1),
  );
  const [least, most] = JITTER;
  return (status === 'ready' ? WELL_MS : unwellMs) * (least + (most - least) * random());
}
