import {
  CodedError,
  ERRORS,
  type ActionName,
  type ActionOf,
  type ActionResult,
  type ChatId,
  type ErrorCode,
  type PhoneActions,
} from '@watertight/core';
import type { PhoneCalls } from '@watertight/delivery';
import { routeAction } from '@watertight/routing';
import type { PhoneWithState, Store } from '@watertight/store';
import { throwAbsent } from './absence.ts';

/** Whose phone is asked, and which: see `routeAction`. */
export interface Wish {
  companyId: string;
  phoneIndex?: number | undefined;
  /** The chat that it is about: the phone that it was last on is asked. */
  chatId?: ChatId | undefined;
}

/** Asks living phones to do something now, and makes of how that ends what a caller sees. */
export interface Performer {
  /** @throws CodedError COMPANY_NOT_FOUND, PHONE_NOT_FOUND, NO_PHONE */
  phoneFor(wish: Wish, action: ActionName): Promise<PhoneWithState>;
  /** @throws CodedError those of ACTION_CODES, and what the channel refuses with */
  ask<Name extends ActionName>(
    phone: PhoneWithState,
    action: ActionOf<Name>,
    /** For what takes longer than a question. */
    timeoutMs?: number,
  ): Promise<PhoneActions[Name]['result']>;
  /** Both in one. */
  perform<Name extends ActionName>(wish: Wish, action: ActionOf<Name>): Promise<PhoneActions[Name]['result']>;
}

/** What every route that asks a phone may answer. */
export const ACTION_CODES = [
  'COMPANY_NOT_FOUND',
  'PHONE_NOT_FOUND',
  'NO_PHONE',
  'PHONE_NOT_READY',
  'UNSUPPORTED_ON_CHANNEL',
  'PROVIDER_REFUSED',
  'PROVIDER_UNAVAILABLE',
  'ACTION_UNANSWERED',
] as const satisfies readonly ErrorCode[];

export function createPerformer({
  store,
  phoneCalls,
}: {
  store: Pick<Store, 'companies' | 'phones' | 'chats'>;
  phoneCalls: PhoneCalls;
}): Performer {
  const phoneFor: Performer['phoneFor'] = async ({ companyId, phoneIndex, chatId }, action) => {
    const [phones, lastIndex] = await Promise.all([
      store.phones.ofCompany(companyId),
      phoneIndex === undefined && chatId !== undefined ? lastPhone(companyId, chatId) : undefined,
    ]);
    const routed = routeAction(phones, { action, phoneIndex, lastIndex });
    return routed.kind === 'phone' ? routed.phone : throwAbsent(store, companyId, routed.code, routed.detail);
  };

  const lastPhone = async (companyId: string, chatId: ChatId): Promise<number | undefined> =>
    (await store.chats.list(companyId, { chatId }, { limit: 1 })).data[0]?.phoneIndex;

  const ask: Performer['ask'] = async (phone, action, timeoutMs) =>
    valueOf(await phoneCalls.perform(phone, action, timeoutMs));

  return {
    phoneFor,
    ask,
    perform: async (wish, action) => ask(await phoneFor(wish, action.name), action),
  };
}

/** The one place where the end of an action becomes an answer. @throws CodedError unless it was done */
export function valueOf<T>(result: ActionResult<T>): T {
  if (result.kind === 'done') return result.value;
  if (result.kind === 'unknown') throw new CodedError('ACTION_UNANSWERED', result.detail);
  // A worker of a newer version may know a code that this one does not.
  const { code, detail, providerCode } = result;
  throw new CodedError(code in ERRORS ? code : 'PROVIDER_REFUSED', detail, { providerCode });
}
