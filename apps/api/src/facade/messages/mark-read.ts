import type { PhoneWithState } from '@watertight/store';
import type { ApiDeps } from '../../deps.ts';
import type { Performer } from '../../http/performer.ts';
import { missing, notOneOf, wrong } from '../errors.ts';
import { isFields, structured, type Fields } from '../fields.ts';
import { ourId } from './read.ts';

/**
 * Marks the chat of an inbound message as read, up to it, and shows that an answer is written where that is asked.
 * @throws GraphFault, CodedError of ACTION_CODES
 */
export async function markRead(
  { store, performer }: { store: Pick<ApiDeps['store'], 'messages' | 'chats'>; performer: Performer },
  phone: PhoneWithState,
  body: Fields,
): Promise<void> {
  if (body.status !== 'read') throw notOneOf('Param status must be one of {READ}.');
  if (body.message_id === undefined) throw missing('message_id');
  const typing = isTyping(body);
  const { companyId, phoneId, phoneIndex } = phone;
  const message = await store.messages.find(companyId, ourId(body.message_id, 'message_id'));
  if (message?.direction !== 'inbound' || message.phoneId !== phoneId || message.providerMessageId === null)
    throw wrong('message_id', 'names no message that came to this number');
  const { chatId, providerMessageId, createdAt } = message;
  const heard = { chatId, providerMessageId, fromMe: false, at: createdAt.toISOString() };
  await performer.ask(phone, { name: 'chat.read', chatId, message: heard, ...(typing ? { typing } : {}) });
  await store.chats.markRead(companyId, phoneIndex, chatId);
}

function isTyping({ typing_indicator: given }: Fields): boolean {
  const indicator = structured(given);
  if (indicator === undefined) return false;
  if (!isFields(indicator) || indicator.type !== 'text')
    throw notOneOf('Param typing_indicator[type] must be one of {TEXT}.');
  return true;
}
