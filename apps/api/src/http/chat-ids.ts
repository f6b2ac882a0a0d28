import { CodedError, isGroupChat, isPersonChat, parseChatId, type ChatId } from '@watertight/core';
import { InvalidRequest, type Place } from './validation.ts';

/** @throws CodedError CHAT_ID_INVALID */
export function readChatId(text: string): ChatId {
  const chatId = parseChatId(text);
  if (chatId === null) throw new CodedError('CHAT_ID_INVALID');
  return chatId;
}

/** The group that a path names. @throws CodedError CHAT_ID_INVALID */
export function readGroupId(text: string): ChatId {
  const chatId = readChatId(text);
  if (!isGroupChat(chatId)) throw new CodedError('CHAT_ID_INVALID', 'A group is …@g.us.');
  return chatId;
}

/** The WhatsApp channel that a path names. @throws CodedError CHAT_ID_INVALID */
export function readBroadcastId(text: string): ChatId {
  const chatId = readChatId(text);
  if (!chatId.endsWith('@newsletter')) throw new CodedError('CHAT_ID_INVALID', 'A channel is …@newsletter.');
  return chatId;
}

/** A person, by number or LID; `path` is where he stands. @throws InvalidRequest */
export function readPerson(text: string, path: string, place: Place = 'body'): ChatId {
  const chatId = parseChatId(text);
  if (chatId === null || !isPersonChat(chatId))
    throw new InvalidRequest([
      { in: place, path, message: 'should be a person’s chat id, like 60123456789' },
    ]);
  return chatId;
}

const INVITE =
  /^(?:https:\/\/)?(?:(?:www\.)?whatsapp\.com\/channel\/|chat\.whatsapp\.com\/(?:invite\/)?)?([A-Za-z0-9_-]{10,64})(?:[/?#].*)?$/;

/** The code of an invitation, from itself or its link. @throws InvalidRequest */
export function readInviteCode(text: string, path: string, place: Place = 'body'): string {
  const code = INVITE.exec(text.trim())?.[1];
  if (code === undefined)
    throw new InvalidRequest([
      { in: place, path, message: 'should be an invitation code, or the link of one' },
    ]);
  return code;
}
