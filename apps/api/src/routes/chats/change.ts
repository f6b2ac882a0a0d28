import type { ActionName, Chat, ChatChange, ChatId, PhoneAction } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import type { Static, TSchema } from 'typebox';
import type { App } from '../../http/app.ts';
import { readChatId } from '../../http/chat-ids.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { bodyMayBeAbsent, refuseFaults } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing, PhoneQuery } from '../../schemas/common.ts';
import {
  ArchiveBody,
  ChatBody,
  ChatParams,
  LabelsBody,
  MuteBody,
  PinBody,
  ReadBody,
} from '../../schemas/chat.ts';
import { lastHeard } from './last-heard.ts';

type Store = ApiDeps['store'];

/** Something that is done to a chat at its phone, and what is known of it here from then on. */
interface Deed<Body extends TSchema = TSchema> {
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  operationId: string;
  summary: string;
  name: ActionName;
  body: Body;
  action(chatId: ChatId, body: Static<Body>, asked: Asked): PhoneAction | Promise<PhoneAction>;
  /** Null: the chat is gone. `chat` is what was known of it. */
  change?(body: Static<Body>, chat: Chat): ChatChange | null;
}

interface Asked {
  store: Store;
  now: Date;
  phone: PhoneWithState;
}

const deed = <Body extends TSchema>(one: Deed<Body>) => one as unknown as Deed;

const DEEDS: readonly Deed[] = [
  deed({
    method: 'POST',
    path: '/read',
    operationId: 'markChatRead',
    name: 'chat.read',
    summary: 'Mark a chat as read',
    body: ReadBody,
    async action(chatId, { typing }, { store, phone }) {
      const message = await lastHeard(store, phone, chatId);
      return { name: 'chat.read', chatId, message, typing };
    },
    change: () => ({ unreadCount: 0 }),
  }),
  deed({
    method: 'POST',
    path: '/unread',
    operationId: 'markChatUnread',
    name: 'chat.unread',
    summary: 'Mark a chat as unread',
    body: ChatBody,
    action: (chatId) => ({ name: 'chat.unread', chatId }),
    change: (_body, chat) => ({ unreadCount: Math.max(1, chat.unreadCount) }),
  }),
  deed({
    method: 'POST',
    path: '/archive',
    operationId: 'archiveChat',
    name: 'chat.archive',
    summary: 'Archive a chat, or take it out of the archive',
    body: ArchiveBody,
    action: (chatId, { archived = true }) => ({ name: 'chat.archive', chatId, archived }),
    change: ({ archived = true }) => ({ archived }),
  }),
  deed({
    method: 'POST',
    path: '/pin',
    operationId: 'pinChat',
    name: 'chat.pin',
    summary: 'Pin a chat, or unpin it',
    body: PinBody,
    action: (chatId, { pinned = true }) => ({ name: 'chat.pin', chatId, pinned }),
    change: ({ pinned = true }) => ({ pinned }),
  }),
  deed({
    method: 'POST',
    path: '/mute',
    operationId: 'muteChat',
    name: 'chat.mute',
    summary: 'Mute a chat for a while or for ever, or hear it again',
    body: MuteBody,
    action: (chatId, { until = 'forever' }, { now }) => ({
      name: 'chat.mute',
      chatId,
      until: readUntil(until, now),
    }),
    change: ({ until = 'forever' }) => ({
      mutedUntil: until === 'forever' || until === null ? until : new Date(until),
    }),
  }),
  deed({
    method: 'POST',
    path: '/clear',
    operationId: 'clearChat',
    name: 'chat.clear',
    summary: 'Empty a chat on the phone; its messages stay on record here',
    body: ChatBody,
    action: (chatId) => ({ name: 'chat.clear', chatId }),
    change: () => ({ unreadCount: 0 }),
  }),
  deed({
    method: 'PUT',
    path: '/labels',
    operationId: 'labelChat',
    name: 'chat.labels',
    summary: 'Give a chat exactly these labels',
    body: LabelsBody,
    action: (chatId, { labelIds }) => ({ name: 'chat.labels', chatId, labelIds }),
  }),
  deed({
    method: 'DELETE',
    path: '',
    operationId: 'removeChat',
    name: 'chat.delete',
    summary: 'Delete a chat on the phone; its messages stay on record here',
    body: ChatBody,
    action: (chatId) => ({ name: 'chat.delete', chatId }),
    change: () => null,
  }),
];

export function changeChats(
  app: App,
  { store, clock }: Pick<ApiDeps, 'store' | 'clock'>,
  performer: Performer,
): void {
  for (const { method, path, operationId, summary, name, body: bodySchema, action, change } of DEEDS) {
    app.route({
      method,
      url: `/api/v2/chats/:companyId/:chatId${path}`,
      config: { access: 'messages:send' },
      validatorCompiler: bodyMayBeAbsent,
      schema: {
        operationId,
        summary,
        tags: ['chats'],
        params: ChatParams,
        querystring: PhoneQuery,
        ...(method === 'DELETE' ? {} : { body: bodySchema }),
        response: answers({ 204: Nothing }, [...ACTION_CODES, 'CHAT_ID_INVALID', 'CHAT_NOT_FOUND']),
      },
      async handler({ params: { companyId, chatId: text }, query, body }, reply) {
        const chatId = readChatId(text);
        const given = (body ?? {}) as { phoneIndex?: number };
        const phone = await performer.phoneFor({ companyId, chatId, ...query, ...given }, name);
        await performer.ask(phone, await action(chatId, given, { store, phone, now: clock.now() }));
        if (change) await record(phone, chatId, (chat) => change(given, chat));
        return reply.code(204).send(null);
      },
    });
  }

  /** The phone tells it too, a little later; whoever lists chats at once finds it done. */
  async function record(
    { companyId, phoneIndex }: PhoneWithState,
    chatId: ChatId,
    changeOf: (chat: Chat) => ChatChange | null,
  ): Promise<void> {
    const chat = await store.chats.get(companyId, phoneIndex, chatId);
    if (!chat) return;
    const change = changeOf(chat);
    if (change) await store.chats.change(companyId, phoneIndex, chatId, change);
    else await store.chats.remove(companyId, phoneIndex, chatId);
  }
}

/** @throws InvalidRequest */
function readUntil(until: string | null, now: Date): string | null {
  if (until === null || until === 'forever') return until;
  const at = new Date(until);
  if (Number.isNaN(at.getTime()) || !/^\d{4}-\d{2}-\d{2}T/.test(until))
    refuseFaults([
      { path: '/until', message: 'should be a time like 2026-11-23T10:00:00Z, forever or null' },
    ]);
  if (at <= now) refuseFaults([{ path: '/until', message: 'is in the past' }]);
  return at.toISOString();
}
