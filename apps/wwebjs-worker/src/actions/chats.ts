import { toWebChatId, type ChatInfo, type LabelInfo } from '@watertight/core';
import * as chats from '../page/chats.ts';
import { pageAction } from '../page/kit.ts';
import { deleteMessageInPage, editInPage } from '../page/messages.ts';
import { byPage, identityOf, inChat, isoOf, none, nothing, type Performer } from './asking.ts';

/** WhatsApp lets so many chats be pinned. */
const MAX_PINNED = 3;
/** How long the page may take to show a message as deleted. */
const SHOWN_WITHIN_MS = 8000;

const CHATSTATES = { typing: 'typing', recording: 'recording', paused: 'stop' } as const;

function chatInfoOf(chat: chats.PageChatInfo): ChatInfo {
  return {
    chatId: chat.person ? identityOf(chat.person).chatId : chat.id,
    name: chat.name,
    isGroup: chat.id.endsWith('@g.us'),
    unreadCount: chat.unreadCount,
    archived: chat.archived,
    pinned: chat.pinned,
    mutedUntil: chat.mutedUntil === -1 ? 'forever' : isoOf(chat.mutedUntil),
    lastMessageAt: isoOf(chat.t),
  };
}

function secondsOf(until: string | null): number {
  if (until === null) return 0;
  return until === 'forever' ? -1 : Math.floor(new Date(until).getTime() / 1000);
}

const labelOf = ({ id, name, color }: { id: string; name: string; color: string | null }): LabelInfo => ({
  labelId: id,
  name,
  color,
});

const typing = byPage<'chat.typing', Parameters<typeof chats.typingInPage>[0], null>(
  pageAction(chats.typingInPage),
  ({ chatId, state }) => ({ chatId: toWebChatId(chatId), state: CHATSTATES[state] }),
  nothing,
);

const markRead = byPage<'chat.read', { chatId: string }, null>(pageAction(chats.readInPage), inChat, nothing);

const read: Performer<'chat.read'> = async (deps, action) => {
  const end = await markRead(deps, action);
  if (end.kind !== 'done' || !action.typing) return end;
  const { chatId, message } = action;
  return typing(deps, { name: 'chat.typing', chatId, message, state: 'typing' });
};

/** Chats, presence and messages that were sent. */
export const chatActions = {
  'chat.typing': typing,
  'chat.read': read,
  'chat.unread': byPage<'chat.unread', { chatId: string }, null>(
    pageAction(chats.unreadInPage),
    inChat,
    nothing,
  ),
  'chat.archive': byPage<'chat.archive', { chatId: string; archived: boolean }, null>(
    pageAction(chats.archiveInPage),
    ({ chatId, archived }) => ({ chatId: toWebChatId(chatId), archived }),
    nothing,
  ),
  'chat.pin': byPage<'chat.pin', { chatId: string; pinned: boolean; atMost: number }, null>(
    pageAction(chats.pinInPage),
    ({ chatId, pinned }) => ({ chatId: toWebChatId(chatId), pinned, atMost: MAX_PINNED }),
    nothing,
  ),
  'chat.mute': byPage<'chat.mute', { chatId: string; until: number }, null>(
    pageAction(chats.muteInPage),
    ({ chatId, until }) => ({ chatId: toWebChatId(chatId), until: secondsOf(until) }),
    nothing,
  ),
  'chat.clear': byPage<'chat.clear', { chatId: string }, null>(
    pageAction(chats.clearInPage),
    inChat,
    nothing,
  ),
  'chat.delete': byPage<'chat.delete', { chatId: string }, null>(
    pageAction(chats.deleteChatInPage),
    inChat,
    nothing,
  ),
  'chat.info': byPage<'chat.info', { chatId: string }, chats.PageChatInfo>(
    pageAction(chats.chatInfoInPage),
    inChat,
    chatInfoOf,
  ),
  'chat.labels': byPage<'chat.labels', { chatId: string; labelIds: string[] }, null>(
    pageAction(chats.labelChatInPage),
    ({ chatId, labelIds }) => ({ chatId: toWebChatId(chatId), labelIds }),
    nothing,
  ),
  'label.list': byPage<'label.list', null, Parameters<typeof labelOf>[0][]>(
    pageAction(chats.labelsInPage),
    none,
    (labels) => labels.map(labelOf),
  ),
  presence: byPage<'presence', { available: boolean }, null>(
    pageAction(chats.presenceInPage),
    ({ available }) => ({ available }),
    nothing,
  ),
  'message.edit': byPage<'message.edit', Parameters<typeof editInPage>[0], null>(
    pageAction(editInPage),
    ({ providerMessageId, text, mentions }) => ({
      messageId: providerMessageId,
      text,
      mentions: mentions.map(toWebChatId),
    }),
    nothing,
  ),
  'message.delete': byPage<'message.delete', Parameters<typeof deleteMessageInPage>[0], null>(
    pageAction(deleteMessageInPage),
    ({ providerMessageId, forEveryone }) => ({
      messageId: providerMessageId,
      forEveryone,
      shownWithinMs: SHOWN_WITHIN_MS,
    }),
    nothing,
  ),
};
