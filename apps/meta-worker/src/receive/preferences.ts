import type { Observation } from '@watertight/core';
import { firstText, type Fields } from '../json.ts';
import { contactsIn, identifiedBy, personNamed, spell, UNKNOWN } from './people.ts';
import { eachOf, phoneNumberIdOf, untold } from './untold.ts';
import { fieldsOf, idText, keyOf, said, timeOf, word, type OnFault, type Place } from './values.ts';

/** Of the field `user_preferences`: who wants marketing messages and who does not. */
export function preferencesOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  return eachOf(value.user_preferences, { place, onFault }, (item) => {
    const ids = [item.wa_id, item.user_id, item.parent_user_id];
    const person = personNamed(ids, contactsIn(value));
    const chatId = spell(person, ...ids);
    const wish = WISHES[word(item.value) ?? ''];
    if (chatId === UNKNOWN || wish === undefined) return [untold(place, item)];
    const isMarketing = item.category === 'marketing_messages';
    return [
      {
        kind: 'contact',
        phone: { phoneNumberId },
        person: { ...person, ...(isMarketing ? { acceptsMarketing: wish } : {}) },
        key: `preference:${keyOf(item)}`,
        data: {
          chatId,
          ...said({ category: word(item.category), value: word(item.value), detail: word(item.detail) }),
        },
        at: timeOf(item.timestamp, place.at),
      },
    ];
  });
}

const WISHES: Readonly<Record<string, boolean>> = { stop: false, resume: true };

/** Of the field `user_id_update`: a person has another business-scoped user id. */
export function newIdsOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  const items = Array.isArray(value.user_id_update) ? value.user_id_update : [value];
  return eachOf(items, { place, onFault }, (item) => {
    const ids = fieldsOf(item.user_id);
    const previous = idText(firstText(ids.previous, item.previous_user_id, item.old_user_id));
    const current = idText(firstText(ids.current, item.current_user_id, item.new_user_id, item.user_id));
    const formerly = identifiedBy(previous);
    const person = identifiedBy(item.wa_id, current);
    if (!formerly.bsuid || !person.bsuid || phoneNumberId === null) return [untold(place, item)];
    return [
      {
        kind: 'contact',
        phone: { phoneNumberId },
        person: { ...person, formerly },
        key: `id:${keyOf(item)}`,
        data: { chatId: spell(person), previousChatId: formerly.bsuid },
        at: timeOf(item.timestamp, place.at),
      },
    ];
  });
}
