import {
  type ActionResult,
  type ChatId,
  type Clock,
  type ErrorCode,
  type Message,
  type MessageStatus,
  type MessageType,
  type ProviderMessage,
} from '@watertight/core';
import type { PhoneWithState, Store } from '@watertight/store';
import type { PhoneCalls } from './phone-calls.ts';
import type { Accepting } from './types.ts';

export type Amended =
  | { kind: 'done'; message: Message }
  /** Certain: nothing was changed. */
  | { kind: 'refused'; code: ErrorCode; detail: string }
  /** It may or may not have been changed at WhatsApp. */
  | { kind: 'unknown'; detail: string };

/** Changes to messages after they were accepted, or received. */
export interface Amending {
  /** Changes what a message of the company's says: in the store until it is being sent, at WhatsApp when it was. */
  edit(companyId: string, messageId: string, wish: { text: string; mentions: ChatId[] }): Promise<Amended>;
  /**
   * Cancels what is not yet being sent; else deletes it, for everyone or on the company's side alone. By default what
   * the company sent is deleted for everyone, and what it received for itself.
   */
  remove(companyId: string, messageId: string, wish: { forEveryone: boolean | undefined }): Promise<Amended>;
}

export interface AmendingDeps {
  store: Pick<Store, 'messages' | 'phones' | 'transaction'>;
  accepting: Pick<Accepting, 'cancel'>;
  phoneCalls: PhoneCalls;
  clock: Clock;
}

export function createAmending({ store, accepting, phoneCalls, clock }: AmendingDeps): Amending {
  /** Who has the message, or why nobody can be asked about it. */
  const holderOf = async (message: Message): Promise<Held | Refused> => {
    const { chatId, providerMessageId, direction } = message;
    if (providerMessageId === null)
      return refuse('MESSAGE_NOT_CHANGEABLE', `The message is ${message.status}.`);
    const phone = await store.phones.byId(message.phoneId);
    if (!phone) return refuse('PHONE_NOT_FOUND', 'The phone of the message was removed.');
    if (phone.connectionType !== message.connectionType)
      return refuse(
        'MESSAGE_NOT_CHANGEABLE',
        `It was sent while the phone was one of ${message.connectionType}.`,
      );
    return {
      kind: 'held',
      phone,
      named: { chatId, providerMessageId, fromMe: direction === 'outbound' },
    };
  };

  const asIs = async (message: Message): Promise<Amended> => ({
    kind: 'done',
    message: (await store.messages.find(message.companyId, message.id)) ?? message,
  });

  const editSent = async (message: Message, wish: { text: string; mentions: ChatId[] }) => {
    const refusal = editRefusal(message);
    if (refusal) return refusal;
    const held = await holderOf(message);
    if (held.kind === 'refused') return held;
    const { phone, named } = held;
    const { text, mentions } = wish;
    const result = await phoneCalls.perform(phone, { name: 'message.edit', ...named, text, mentions });
    if (result.kind !== 'done') return ended(result);
    const { phoneId, providerMessageId } = { ...named, phoneId: phone.phoneId };
    const edit = { phoneId, providerMessageId, text, at: clock.now() };
    await store.transaction((tx) => store.messages.applyEdits(tx, [edit]));
    return asIs(message);
  };

  const removeSent = async (message: Message, forEveryone: boolean): Promise<Amended> => {
    const held = await holderOf(message);
    if (held.kind === 'refused') return held;
    const { phone, named } = held;
    const result = await phoneCalls.perform(phone, { name: 'message.delete', ...named, forEveryone });
    if (result.kind !== 'done') return ended(result);
    if (!forEveryone) return asIs(message);
    const revocation = {
      phoneId: phone.phoneId,
      providerMessageId: named.providerMessageId,
      at: clock.now(),
    };
    await store.transaction((tx) => store.messages.applyRevocations(tx, [revocation]));
    return asIs(message);
  };

  return {
    async edit(companyId, messageId, wish) {
      const rewritten = await store.messages.rewrite(companyId, messageId, wish);
      if (rewritten) return { kind: 'done', message: rewritten };
      const message = await store.messages.find(companyId, messageId);
      return message
        ? editSent(message, wish)
        : refuse('MESSAGE_NOT_FOUND', 'The company has no such message.');
    },

    async remove(companyId, messageId, { forEveryone }) {
      const result = await accepting.cancel(companyId, messageId);
      if (!result) return refuse('MESSAGE_NOT_FOUND', 'The company has no such message.');
      const { cancelled, message } = result;
      if (cancelled || message.revokedAt) return { kind: 'done', message };
      const isInbound = message.direction === 'inbound';
      if (!isInbound && !SENT.has(message.status))
        return refuse('MESSAGE_NOT_CANCELLABLE', `The message is ${message.status}.`);
      return removeSent(message, forEveryone ?? !isInbound);
    },
  };
}

interface Held {
  kind: 'held';
  phone: PhoneWithState;
  named: ProviderMessage;
}
type Refused = Extract<Amended, { kind: 'refused' }>;

const refuse = (code: ErrorCode, detail: string): Refused => ({ kind: 'refused', code, detail });

const SENT: ReadonlySet<MessageStatus> = new Set<MessageStatus>(['sent', 'delivered', 'read', 'played']);
/** What has a text or a caption. */
const EDITABLE: ReadonlySet<MessageType> = new Set<MessageType>(['text', 'image', 'video', 'document']);

function editRefusal({ direction, type, status, revokedAt }: Message): Refused | null {
  const because = (detail: string) => refuse('MESSAGE_NOT_CHANGEABLE', detail);
  if (direction === 'inbound') return because('Only what the company sent can be edited.');
  if (!EDITABLE.has(type)) return because(`A message of type ${type} has no text to edit.`);
  if (revokedAt) return because('The message was deleted.');
  return SENT.has(status) ? null : because(`The message is ${status}.`);
}

const ended = (result: Exclude<ActionResult, { kind: 'done' }>): Amended =>
  result.kind === 'refused' ? refuse(result.code, result.detail) : result;
