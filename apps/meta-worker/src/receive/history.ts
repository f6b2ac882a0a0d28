import type { MessageObservation, Observation, ReceiptStatus } from '@watertight/core';
import { fieldsIn, type Fields } from '../json.ts';
import { ownNumber } from './coexistence.ts';
import { messageOf, type Told } from './messages.ts';
import { contactsIn, personNamed, spell } from './people.ts';
import { eachOf, phoneNumberIdOf, untold } from './untold.ts';
import { digitsOf, fieldsOf, word, type OnFault, type Place } from './values.ts';

/**
 * Of the field `history`: what was written before the number came here, in chunks, and later the ids of its files.
 * A chunk is told as one event; its messages are stored and none of them is news.
 */
export function historyOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  const told: Told = { phone: { phoneNumberId }, contacts: contactsIn(value), place, onFault };
  const own = ownNumber(value);
  return [
    ...eachOf(value.history, told, (chunk) => chunkOf(chunk, told, own)),
    ...eachOf(value.messages, told, (item) => [pastOf(item, {}, told, own)]),
  ];
}

function chunkOf(chunk: Fields, told: Told, own: string): Observation[] {
  const past = fieldsIn(chunk.threads).flatMap((thread) =>
    eachOf(thread.messages, told, (item) => [pastOf(item, thread, told, own)]),
  );
  const { threads: _, ...facts } = chunk;
  return [...past, untold(told.place, { ...facts, messages: past.length })];
}

const STATUSES: Readonly<Record<string, ReceiptStatus>> = {
  ERROR: 'failed',
  PENDING: 'sent',
  SENT: 'sent',
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'played',
};

function pastOf(item: Fields, thread: Fields, told: Told, own: string): MessageObservation {
  const context = fieldsOf(item.history_context);
  const fromMe = context.from_me === true || (own !== '' && digitsOf(item.from) === own);
  const { wa_id, user_id } = fieldsOf(thread.context);
  const ids = [
    thread.id,
    wa_id,
    user_id,
    ...(fromMe ? [item.to, item.to_user_id] : [item.from, item.from_user_id]),
  ];
  const person = personNamed(ids, told.contacts);
  const chatId = spell(person, ...ids);
  const sides = { chatId, from: fromMe ? own : chatId, participant: null, fromMe, people: [person] };
  const status = STATUSES[word(context.status)?.toUpperCase() ?? ''] ?? 'sent';
  return { ...messageOf(item, told, sides), isHistory: true, ...(fromMe ? { status } : {}) };
}
