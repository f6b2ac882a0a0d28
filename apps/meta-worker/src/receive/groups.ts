import type { Observation } from '@watertight/core';
import { fieldsIn, firstText, type Fields } from '../json.ts';
import { groupChatId } from './messages.ts';
import { identifiedBy, spell, UNKNOWN } from './people.ts';
import { eachOf, phoneNumberIdOf, untold } from './untold.ts';
import { bounded, fieldsOf, idText, keyOf, timeOf, word, type OnFault, type Place } from './values.ts';

/** Of the fields `group_…_update`: a group was made, changed or ended, or people came and went. */
export function groupsOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  return eachOf(value.groups, { place, onFault }, (group) => groupOf(group, phoneNumberId, place));
}

function groupOf(group: Fields, phoneNumberId: string, place: Place): Observation[] {
  const groupId = idText(group.group_id);
  if (groupId === null) return [untold(place, group)];
  const phone = { phoneNumberId };
  const chatId = groupChatId(groupId);
  const at = timeOf(group.timestamp, place.at);
  const name = firstText(group.subject, fieldsOf(group.group_subject).text)?.slice(0, 200);
  const data = {
    chatId,
    event: word(group.type) ?? place.field,
    participants: [...fieldsIn(group.added_participants), ...fieldsIn(group.removed_participants)].flatMap(
      spelled,
    ),
    raw: bounded(group),
  };
  return [
    { kind: 'happening', phone, type: 'group.updated', key: `${place.field}:${keyOf(group)}`, data, at },
    ...(name
      ? [{ kind: 'chat' as const, phone, chatId, change: { name }, removed: false, key: null, at }]
      : []),
  ];
}

function spelled({ wa_id, user_id, input }: Fields): string[] {
  const id = spell(identifiedBy(wa_id, user_id, input));
  return id === UNKNOWN ? [] : [id];
}
