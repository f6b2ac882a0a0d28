import type { WabaRef } from '@watertight/core';
import { createCache } from '@watertight/routing';
import type { PhoneWithState } from '@watertight/store';
import type { PhoneFinder, PhonePlacer } from './observe.ts';
import type { DeliveryDeps } from './types.ts';

const KNOWN = { ttlMs: 2000, maxEntries: 10_000 };

/** Finds phones as observations name them; what was found a moment ago is not asked again. */
export function phoneFinder({ store, coordination, clock }: DeliveryDeps): PhoneFinder {
  const cache = createCache({
    ...KNOWN,
    clock,
    load: (key) => {
      const [kind, id = ''] = key.split(' ');
      return kind === 'id' ? store.phones.byId(id) : store.phones.byNumberId(id);
    },
  });
  coordination.subscribe('phones', ({ phoneId }) => cache.forget(`id ${phoneId}`));
  return (ref) => cache.get('phoneId' in ref ? `id ${ref.phoneId}` : `number ${ref.phoneNumberId}`);
}

/** Finds the phones that a word is told to: one, or of a business account one of each company. */
export function phonePlacer(deps: DeliveryDeps, findPhone: PhoneFinder): PhonePlacer {
  const ofWaba = createCache({
    ...KNOWN,
    clock: deps.clock,
    load: (wabaId) => deps.store.phones.byWaba(wabaId),
  });
  return async (ref) => {
    if (!('wabaId' in ref)) return [(await findPhone(ref)) ?? []].flat();
    const speaker = ref.spokenBy === undefined ? null : await findPhone({ phoneId: ref.spokenBy });
    if (ref.spokenBy !== undefined && !speaker) return [];
    return oneOfEachCompany(ref, speaker?.companyId, await ofWaba.get(ref.wabaId));
  };
}

function oneOfEachCompany(
  { phoneNumber }: WabaRef,
  only: string | undefined,
  phones: PhoneWithState[],
): PhoneWithState[] {
  const chosen = new Map<string, PhoneWithState>();
  for (const phone of phones) {
    if (only !== undefined && phone.companyId !== only) continue;
    const isNamed = phoneNumber !== undefined && phone.state.me === phoneNumber;
    if (isNamed || !chosen.has(phone.companyId)) chosen.set(phone.companyId, phone);
  }
  return [...chosen.values()];
}
