import type { Observation } from '@watertight/core';
import type { Fields } from '../json.ts';
import { contactsIn, personNamed, spell, UNKNOWN } from './people.ts';
import { eachOf, phoneNumberIdOf, untold } from './untold.ts';
import {
  bounded,
  fieldsOf,
  idText,
  keyOf,
  number,
  said,
  timeOf,
  word,
  type OnFault,
  type Place,
} from './values.ts';

/** Of the field `calls`: somebody rings, or a call ended. A call by somebody is a message of its chat too. */
export function callsOf(place: Place, value: Fields, onFault: OnFault): Observation[] {
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  const told = { place, onFault };
  return [
    ...eachOf(value.calls, told, (call) => callOf(call, contactsIn(value), phoneNumberId, place)),
    // How far a call of ours has come: ringing, accepted, rejected.
    ...eachOf(value.statuses, told, (status) => [untold(place, status)]),
    ...eachOf(value.errors, told, (error) => [untold(place, error)]),
  ];
}

function callOf(call: Fields, contacts: Fields[], phoneNumberId: string, place: Place): Observation[] {
  const callId = idText(call.id);
  if (callId === null) return [untold(place, call)];
  const isOurs = call.direction === 'BUSINESS_INITIATED';
  const ids = isOurs ? [call.to, call.to_user_id] : [call.from, call.from_user_id];
  const person = personNamed(ids, contacts);
  const from = spell(person, ...ids);
  const event = word(call.event) ?? 'call';
  const at = timeOf(call.timestamp, place.at);
  const phone = { phoneNumberId };
  const video = JSON.stringify(fieldsOf(call.session).sdp ?? '').includes('m=video');
  const news: Observation = {
    kind: 'happening',
    phone,
    type: 'call.received',
    key: `call:${callId}:${event}:${event === 'connect' ? '' : keyOf(call)}`,
    data: {
      ...{ callId, from, video, group: false, event },
      ...said({
        direction: word(call.direction),
        durationSeconds: number(call.duration),
        status: word(Array.isArray(call.status) ? call.status[0] : call.status),
      }),
      raw: bounded(call),
    },
    at,
  };
  if (isOurs || from === UNKNOWN || event !== 'connect') return [news];
  return [
    {
      ...{ kind: 'message', phone, providerMessageId: `call:${callId}`, chatId: from, from, fromMe: false },
      ...{ participant: null, type: 'call', content: { callId, video, group: false }, at },
      ...{ quotedProviderMessageId: null, senderName: person.pushName ?? null, people: [person] },
    },
    news,
  ];
}
