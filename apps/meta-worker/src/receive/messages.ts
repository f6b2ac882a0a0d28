import { type MessageObservation, type Observation, type PersonSeen, type PhoneRef } from '@watertight/core';
import { firstText, type Fields } from '../json.ts';
import { contentOf, unsupported, type Mapped } from './content.ts';
import { fileOf } from './files.ts';
import { contactsIn, identifiedBy, personNamed, spell, UNKNOWN } from './people.ts';
import { receiptOf } from './statuses.ts';
import { eachOf, phoneNumberIdOf, untold } from './untold.ts';
import { fieldsOf, idText, keyOf, partOf, timeOf, type OnFault, type Place } from './values.ts';

/** Of the field `messages`: each status and each message, in their order, and errors of the number itself. */
export function messagesOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  const told: Told = { phone: { phoneNumberId }, contacts: contactsIn(value), place, onFault };
  return [
    ...eachOf(value.statuses, told, (item) => [receiptOf(item, told)]),
    ...eachOf(value.messages, told, (item) => arrivalsOf(item, told)),
    ...eachOf(value.errors, told, (item) => [untold(place, item)]),
  ];
}

/** What the items of one change have in common. */
export interface Told {
  phone: PhoneRef;
  contacts: Fields[];
  place: Place;
  onFault: OnFault;
}

/** What one inbound message tells; what its content cannot be read of arrives as `unsupported`. */
export function arrivalsOf(item: Fields, told: Told): Observation[] {
  const word = wordAgain(item, told);
  if (word) return [word];
  const message = messageOf(item, told, whoWrote(item, told));
  return [message, ...changesOfPerson(item, message)];
}

/** Whose message it is, and in which chat. */
export interface Sides {
  chatId: string;
  from: string;
  participant: string | null;
  fromMe: boolean;
  people: PersonSeen[];
}

/** Since 2026 a sender may have no number: then a business-scoped user id stands for him. */
function whoWrote(item: Fields, { contacts }: Told): Sides {
  const ids = [item.from, item.from_user_id, item.user_id, item.from_parent_user_id];
  const person = personNamed(ids, contacts);
  const from = spell(person, ...ids);
  const group = idText(item.group_id);
  return {
    chatId: group === null ? from : groupChatId(group),
    from,
    participant: group === null ? null : from,
    fromMe: false,
    people: from === UNKNOWN || spell(person) === UNKNOWN ? [] : [person],
  };
}

export const groupChatId = (groupId: string): string =>
  groupId.endsWith('@g.us') ? groupId : `${groupId}@g.us`;

export function messageOf(item: Fields, { phone, place, onFault }: Told, sides: Sides): MessageObservation {
  const { people, ...whose } = sides;
  const at = timeOf(item.timestamp, place.at);
  const mapped = mappedOf(item, place, onFault);
  const file = fileOf(item, mapped, at);
  const writer = sides.fromMe ? null : people[0];
  return {
    kind: 'message',
    phone,
    // Without an id of its own, what it says tells it apart.
    providerMessageId: idText(item.id) ?? `unnamed.${keyOf(item)}`,
    ...whose,
    ...mapped,
    quotedProviderMessageId: quotedIdOf(item, mapped),
    at,
    senderName: writer?.pushName ?? null,
    people,
    ...(file ? { file } : {}),
  };
}

function mappedOf(item: Fields, { field }: Place, onFault: OnFault): Mapped {
  try {
    return contentOf(item);
  } catch (error) {
    onFault(field, error);
    return unsupported(item);
  }
}

const quotedIdOf = (item: Fields, { type }: Mapped): string | null =>
  idText(type === 'reaction' ? fieldsOf(item.reaction).message_id : fieldsOf(item.context).id);

/** A message that says something of another one: its text is changed, or it is taken back. Null when it is none. */
export function wordAgain(item: Fields, { phone, place }: Told): Observation | null {
  const at = timeOf(item.timestamp, place.at);
  const part = partOf(item);
  const providerMessageId = idText(part.original_message_id);
  if (providerMessageId === null) return null;
  if (item.type === 'revoke') return { kind: 'revocation', phone, providerMessageId, at };
  if (item.type !== 'edit') return null;
  const message = fieldsOf(part.message);
  const text = firstText(fieldsOf(message.text).body, partOf(message).caption);
  return text === null ? null : { kind: 'edit', phone, providerMessageId, text, at };
}

const NEW_IDS: ReadonlySet<unknown> = new Set(['user_changed_number', 'user_changed_user_id']);

/** A system message tells that a person has another number or BSUID: the contact is the same one. */
function changesOfPerson(
  item: Fields,
  { phone, providerMessageId, at, chatId }: MessageObservation,
): Observation[] {
  const system = fieldsOf(item.system);
  if (item.type !== 'system' || !NEW_IDS.has(system.type ?? 'user_changed_number')) return [];
  const now = identifiedBy(system.wa_id, system.new_wa_id, system.user_id, system.parent_user_id);
  const formerly = identifiedBy(item.from, item.from_user_id, item.user_id);
  const after = spell(now);
  if (after === spell(formerly) || after === UNKNOWN) return [];
  return [
    {
      ...{ kind: 'contact', phone, person: { ...now, formerly }, at },
      ...{ key: `contact:${providerMessageId}`, data: { chatId: after, previousChatId: chatId } },
    },
  ];
}
