import type { PhoneWithState, Store } from '@watertight/store';
import { throwAbsent } from './absence.ts';

/** The phone that a path names. @throws CodedError PHONE_NOT_FOUND, COMPANY_NOT_FOUND */
export async function phoneOf(
  store: Pick<Store, 'companies' | 'phones'>,
  { companyId, phoneIndex }: { companyId: string; phoneIndex: number },
): Promise<PhoneWithState> {
  return (await store.phones.get(companyId, phoneIndex)) ?? throwNoPhone(store, companyId, phoneIndex);
}

export const throwNoPhone = (
  store: Pick<Store, 'companies'>,
  companyId: string,
  phoneIndex: number,
): Promise<never> =>
  throwAbsent(store, companyId, 'PHONE_NOT_FOUND', `The company has no phone ${phoneIndex}.`);
