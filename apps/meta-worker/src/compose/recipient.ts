import { isGroupChat, isMediaType, type SendableType } from '@watertight/core';
import { refused, unsupported, type Refused } from './outline.ts';

/** To whom, in Meta's fields. */
export type Recipient = { recipient_type: 'individual' | 'group' } & ({ to: string } | { recipient: string });

const NUMBER = /^\d{5,20}$/;
/** A business-scoped user id (`US.1349…`), of a person who does not show a number. */
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/;
const GROUP_ID = /^[A-Za-z0-9_=-]{5,256}$/;

/** The `+` matters: to digits without it Meta may prepend the business's own country code. */
export function recipientOf(chatId: string, type: SendableType): Recipient | Refused {
  if (NUMBER.test(chatId)) return { recipient_type: 'individual', to: `+${chatId}` };
  if (USER_ID.test(chatId)) return { recipient_type: 'individual', recipient: chatId };
  if (!isGroupChat(chatId))
    return unsupported('The chat is none that the Cloud API can send to: a number, a user id or a group.');
  const groupId = chatId.slice(0, -'@g.us'.length);
  if (!GROUP_ID.test(groupId)) return refused('RECIPIENT_INVALID', 'The group id is none of the Cloud API.');
  return goesToGroups(type)
    ? { recipient_type: 'group', to: groupId }
    : unsupported(`The Cloud API sends texts, files and templates to groups, not ${type}.`);
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/groups-messaging */
const goesToGroups = (type: SendableType): boolean =>
  type === 'text' || type === 'template' || isMediaType(type);
