import { RECEIPT_STATUSES, type Observation, type ReceiptObservation } from '@watertight/core';
import { messageErrorOf, stopIn } from '../errors.ts';
import { fieldsIn, firstText, type Fields } from '../json.ts';
import type { Told } from './messages.ts';
import { personNamed, spell, UNKNOWN } from './people.ts';
import { untold } from './untold.ts';
import { fieldsOf, idText, said, timeOf, word } from './values.ts';

const OUR_MESSAGE_ID = /^msg_[0-9A-Z]{26}$/;

/** What became of a message; in the provider's words when it is no status that we know. */
export const receiptOf = (item: Fields, told: Told): Observation =>
  knownReceipt(item, told) ?? untold(told.place, item);

function knownReceipt(item: Fields, { contacts, phone, place }: Told): ReceiptObservation | null {
  const providerMessageId = idText(item.id);
  const status = RECEIPT_STATUSES.find((known) => known === item.status);
  if (providerMessageId === null || status === undefined) return null;
  const opaque = firstText(item.biz_opaque_callback_data);
  const facts = factsOf(item);
  const stops = status === 'failed' ? stopIn(item.errors) : null;
  return {
    kind: 'receipt',
    phone,
    messageId: opaque !== null && OUR_MESSAGE_ID.test(opaque) ? opaque : null,
    providerMessageId,
    status,
    at: timeOf(item.timestamp, place.at),
    error: status === 'failed' ? messageErrorOf(item.errors) : null,
    ...(stops ? { stops } : {}),
    ...recipientOf(item, contacts),
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
  };
}

/** In a group each of its people has statuses of his own. Of a person it may be told who he is. */
function recipientOf(item: Fields, contacts: Fields[]): Pick<ReceiptObservation, 'participant' | 'people'> {
  const isGroup = item.recipient_type === 'group' || idText(item.group_id) !== null;
  const ids = isGroup
    ? [item.recipient_participant_id, item.recipient_participant_user_id, item.participant_recipient_id]
    : [item.recipient_id, item.recipient_user_id, item.recipient_parent_user_id];
  if (
    isGroup &&
    ids.every((id) => idText(id) === null) &&
    item.recipient_id !== item.group_id &&
    item.group_id
  )
    ids.push(item.recipient_id);
  const person = personNamed(ids, contacts);
  const participant = isGroup ? spell(person, ...ids) : UNKNOWN;
  // A number alone is no news: it is the one that was sent to.
  const isNews = Boolean(person.bsuid ?? person.username) && spell(person) !== UNKNOWN;
  return {
    ...(participant === UNKNOWN ? {} : { participant }),
    ...(isNews ? { people: [person] } : {}),
  };
}

/** What it costs, and in which conversation; small on purpose, as it stands in the message's timeline. */
function factsOf(item: Fields): Record<string, unknown> {
  const { billable, pricing_model, category, type } = fieldsOf(item.pricing);
  const { id, origin, expiration_timestamp } = fieldsOf(item.conversation);
  const pricing = said({
    billable: typeof billable === 'boolean' ? billable : null,
    model: word(pricing_model),
    category: word(category),
    type: word(type),
  });
  const conversation = said({
    id: idText(id),
    origin: word(fieldsOf(origin).type),
    expiresAt: idText(expiration_timestamp),
  });
  const errors = item.status === 'failed' ? [] : fieldsIn(item.errors).slice(0, 3);
  return said({
    pricing: Object.keys(pricing).length > 0 ? pricing : null,
    conversation: Object.keys(conversation).length > 0 ? conversation : null,
    warnings: errors.length > 0 ? errors.map(({ code, title }) => said({ code, title: word(title) })) : null,
  });
}
