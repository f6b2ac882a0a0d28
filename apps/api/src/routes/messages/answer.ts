import { CodedError, type Message } from '@watertight/core';
import type { AcceptResult } from '@watertight/delivery';
import { route } from '@watertight/routing';
import type { ApiDeps } from '../../deps.ts';
import type { Unreadable } from './request.ts';

/** What both ways of sending make of an accept. */
export interface MessageAnswers {
  /** 202 for a new message, 200 for a replayed one. @throws CodedError what it was refused with */
  take(result: AcceptResult): { status: 200 | 202; message: Message };
  /** For one request: says why types that no body is defined for cannot be sent. */
  refusals(companyId: string): (unreadable: Unreadable) => Promise<CodedError>;
}

export function createMessageAnswers({ store, metrics }: Pick<ApiDeps, 'store' | 'metrics'>): MessageAnswers {
  const accepted = metrics.counter(
    'messages_accepted_total',
    'Messages accepted, by channel and by class: live or sandbox',
    ['channel', 'class'],
  );

  const loadPhones = async (companyId: string) => {
    const [company, phones] = await Promise.all([
      store.companies.get(companyId),
      store.phones.ofCompany(companyId),
    ]);
    return company && phones;
  };

  return {
    take(result) {
      if (result.kind === 'refused') throw new CodedError(result.code, result.detail);
      if (result.kind === 'replayed') return { status: 200, message: result.message };
      accepted.inc({ channel: result.message.connectionType, class: result.mode });
      return { status: 202, message: result.message };
    },
    refusals(companyId) {
      let loaded: ReturnType<typeof loadPhones> | undefined;
      return async (unreadable) => {
        const phones = await (loaded ??= loadPhones(companyId));
        if (!phones) return new CodedError('COMPANY_NOT_FOUND');
        const routed = route(phones, unreadable);
        return routed.kind === 'refused'
          ? new CodedError(routed.code, routed.detail)
          : new CodedError('UNSUPPORTED_ON_CHANNEL', `Sending ${unreadable.type} is not offered yet.`);
      };
    },
  };
}
