import { CHANNELS, CodedError } from '@watertight/core';
import type { Account, PhoneWithState, Store } from '@watertight/store';
import type { FastifyRequest } from 'fastify';
import { unknownObject } from '../errors.ts';
import { companyOf } from '../numbers.ts';

/** The WhatsApp Business Accounts that paths name. */
export interface Accounts {
  /** Its phones that the caller may see, the ready ones first; at least one. @throws GraphFault */
  phonesOf(request: FastifyRequest, accountId: string): Promise<PhoneWithState[]>;
  /** The account, and a phone through which Meta can be asked about it. @throws GraphFault, CodedError */
  withTemplates(
    request: FastifyRequest,
    accountId: string,
  ): Promise<{ phone: PhoneWithState; account: Account }>;
}

export function createAccounts({ phones }: Pick<Store, 'phones'>): Accounts {
  const phonesOf: Accounts['phonesOf'] = async (request, accountId) => {
    const own = companyOf(request);
    const inAccount = await phones.byWaba(accountId);
    const alone = inAccount.length > 0 ? null : await phones.byNumberId(accountId);
    // A phone that is in an account is none itself.
    const found = alone && alone.wabaId === null ? [alone] : inAccount;
    const seen = found.filter(({ companyId }) => own === null || companyId === own);
    if (seen.length === 0) throw unknownObject(request.method, accountId);
    return seen.sort((a, b) => Number(b.state.status === 'ready') - Number(a.state.status === 'ready'));
  };

  return {
    phonesOf,
    async withTemplates(request, accountId) {
      const [phone] = await phonesOf(request, accountId);
      if (
        !phone ||
        !CHANNELS[phone.connectionType].actions.includes('template.sync') ||
        phone.wabaId === null
      )
        throw new CodedError('UNSUPPORTED_ON_CHANNEL', 'This account has no message templates.');
      return { phone, account: { companyId: phone.companyId, wabaId: phone.wabaId } };
    },
  };
}
