import { CHANNELS, type ConnectionType } from '@watertight/core';
import { fallbackOf, type Diverting } from '@watertight/routing';
import type { Diversion, PhoneWithState } from '@watertight/store';
import type { DeliveryDeps } from './types.ts';
import { createWindows, type Windows } from './windows.ts';

/** What a round moves of one phone; the rest is for the next rounds. */
const AT_ONCE = 1000;

/**
 * Moves what waits for phones that have not been ready for too long to their fallbacks of this connection type, where
 * the owner allows it: a round of the sweep. Its own workers may all be dead; those of the fallback are not.
 */
export async function divertQueued(deps: DeliveryDeps, connectionType: ConnectionType): Promise<void> {
  const { store, clock } = deps;
  const willing = (await store.phones.withFallback()).filter(({ fallback }) => fallback?.queued);
  if (willing.length === 0) return;
  const windows = createWindows(deps);
  for (const phone of willing) {
    const mates = await store.phones.ofCompany(phone.companyId);
    const fallback = fallbackOf(mates, phone, clock.now());
    if (fallback?.phone.connectionType === connectionType) await divertLane(deps, windows, phone, fallback);
  }
}

async function divertLane(
  { store, queueing, coordination, log }: DeliveryDeps,
  windows: Windows,
  from: PhoneWithState,
  { phone: to, since }: Diverting<PhoneWithState>,
): Promise<void> {
  const { companyId } = from;
  const diversion: Diversion = {
    companyId,
    fromPhoneId: from.phoneId,
    toPhoneId: to.phoneId,
    toPhoneIndex: to.phoneIndex,
    types: CHANNELS[to.connectionType].sends,
  };
  const detail = { routedBy: 'fallback', notReadySince: since.toISOString() };
  let after = 0;
  for (let seen = 0; seen < AT_ONCE;) {
    const found = await store.messages.divertible(diversion, after, AT_ONCE - seen);
    const last = found.at(-1);
    if (!last) return;
    [after, seen] = [last.seq, seen + found.length];
    const refused = await Promise.all(found.map((message) => windows.refusal({ ...message, phone: to })));
    const ids = found.filter((_, index) => refused[index] === null).map(({ id }) => id);
    const moved = ids.length > 0 ? await store.messages.divert(diversion, ids, detail) : [];
    if (moved.length === 0) continue;
    log.info(
      { companyId, from: from.phoneIndex, to: to.phoneIndex, moved: moved.length },
      'messages.diverted',
    );
    coordination.publish('messages', { companyId, messageIds: moved });
    queueing.wake(to);
  }
}
