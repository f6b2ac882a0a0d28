import { chatIdOf, type Observation } from '@watertight/core';
import type { Fields } from '../json.ts';
import { messageOf, wordAgain, type Told } from './messages.ts';
import { contactsIn, identifiedBy, personNamed, spell } from './people.ts';
import { eachOf, phoneNumberIdOf, untold } from './untold.ts';
import { digitsOf, fieldsOf, keyOf, timeOf, word, type OnFault, type Place } from './values.ts';

/** Digits of the number that a change is of; empty when it names none. */
export const ownNumber = (value: Fields): string =>
  digitsOf(fieldsOf(value.metadata).display_phone_number) ?? '';

/** Of the field `smb_message_echoes`: what the number's owner wrote in his app. */
export function echoesOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  const told: Told = { phone: { phoneNumberId }, contacts: contactsIn(value), place, onFault };
  return eachOf(value.message_echoes, told, (item) => echoOf(item, told, ownNumber(value)));
}

function echoOf(item: Fields, told: Told, own: string): Observation[] {
  const word = wordAgain(item, told);
  if (word) return [word];
  const ids = [item.to, item.to_user_id];
  const person = personNamed(ids, told.contacts);
  const chatId = spell(person, ...ids);
  const from = digitsOf(item.from) ?? own;
  const sides = { chatId, from, participant: null, fromMe: true, people: [person] };
  return [{ ...messageOf(item, told, sides), status: 'sent' }];
}

/** Of the field `smb_app_state_sync`: the contacts of the app, as they are and as they change. */
export function appContactsOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  return eachOf(value.state_sync, { place, onFault }, (item) => {
    const contact = fieldsOf(item.contact);
    const ids = identifiedBy(digitsOf(contact.phone_number), contact.user_id);
    const chatId = chatIdOf(ids);
    if (chatId === null) return [untold(place, item)];
    const removed = item.action === 'remove';
    const name = word(contact.full_name) ?? word(contact.first_name);
    return [
      {
        kind: 'contact',
        phone: { phoneNumberId },
        person: { ...ids, ...(name === null || removed ? {} : { name }) },
        key: `app:${keyOf(item)}`,
        data: { chatId, ...(removed ? { removed } : {}) },
        at: timeOf(fieldsOf(item.metadata).timestamp, place.at),
      },
    ];
  });
}
