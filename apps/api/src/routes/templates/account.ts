import { CHANNELS, CodedError } from '@watertight/core';
import type { Account, PhoneWithState, Store } from '@watertight/store';
import { phoneOf } from '../../http/phone.ts';

/** What every route about templates may answer beside what its work may. */
export const ACCOUNT_CODES = [
  'COMPANY_NOT_FOUND',
  'PHONE_NOT_FOUND',
  'UNSUPPORTED_ON_CHANNEL',
  'ACCOUNT_UNKNOWN',
] as const;

/**
 * The phone that a path names, and the account whose templates are meant by it.
 * @throws CodedError ACCOUNT_CODES
 */
export async function accountOf(
  store: Pick<Store, 'companies' | 'phones'>,
  place: { companyId: string; phoneIndex: number },
): Promise<{ phone: PhoneWithState; account: Account }> {
  const phone = await phoneOf(store, place);
  const { companyId, connectionType, phoneIndex, wabaId } = phone;
  if (!CHANNELS[connectionType].actions.includes('template.sync'))
    throw new CodedError(
      'UNSUPPORTED_ON_CHANNEL',
      `Phone ${phoneIndex} (${connectionType}) has no templates.`,
    );
  if (wabaId === null) throw new CodedError('ACCOUNT_UNKNOWN');
  return { phone, account: { companyId, wabaId } };
}
