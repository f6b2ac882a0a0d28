import type { ChatId } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import type { FastifyBaseLogger } from 'fastify';
import type { App } from '../../http/app.ts';
import { readChatId } from '../../http/chat-ids.ts';
import type { ApiDeps } from '../../deps.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { bodyMayBeAbsent } from '../../http/validation.ts';
import { answers, Nothing, PhoneQuery } from '../../schemas/common.ts';
import { ChatParams, TypingBody } from '../../schemas/chat.ts';
import { lastHeard } from './last-heard.ts';

export function typeInChat(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  const pauses = createPauses(performer, app.log);
  app.addHook('preClose', async () => pauses.forget());
  app.route({
    method: 'POST',
    url: '/api/v2/chats/:companyId/:chatId/typing',
    config: { access: 'messages:send' },
    validatorCompiler: bodyMayBeAbsent,
    schema: {
      operationId: 'typeInChat',
      summary: 'Show the other side that something is being written or recorded',
      description:
        'A Cloud API phone shows typing while it answers a message of the last 24 hours, and marks that as read; it is shown for 25 s or until the answer, `paused` changes nothing there, and `recording` is refused.',
      tags: ['chats'],
      params: ChatParams,
      querystring: PhoneQuery,
      body: TypingBody,
      response: answers({ 204: Nothing }, [...ACTION_CODES, 'CHAT_ID_INVALID', 'CHAT_NOT_FOUND']),
    },
    async handler({ params: { companyId, chatId: text }, query, body }, reply) {
      const chatId = readChatId(text);
      const { state = 'typing', seconds, phoneIndex = query.phoneIndex } = body;
      const phone = await performer.phoneFor({ companyId, chatId, phoneIndex }, 'chat.typing');
      pauses.cancel(phone, chatId);
      const message = state === 'paused' ? null : await lastHeard(store, phone, chatId);
      await performer.ask(phone, { name: 'chat.typing', chatId, state, message });
      if (seconds !== undefined && state !== 'paused') pauses.after(seconds * 1000, phone, chatId);
      return reply.code(204).send(null);
    },
  });
}

const MAX_WAITING = 10_000;

/**
 * Pauses that are to come. What is lost with the process ends by itself: WhatsApp shows nobody as typing for longer
 * than about 25 seconds.
 */
function createPauses(performer: Performer, log: FastifyBaseLogger) {
  const timers = new Map<string, NodeJS.Timeout>();
  const keyOf = ({ phoneId }: PhoneWithState, chatId: ChatId) => `${phoneId} ${chatId}`;

  const cancel = (phone: PhoneWithState, chatId: ChatId) => {
    clearTimeout(timers.get(keyOf(phone, chatId)));
    timers.delete(keyOf(phone, chatId));
  };

  return {
    cancel,
    after(ms: number, phone: PhoneWithState, chatId: ChatId): void {
      cancel(phone, chatId);
      if (timers.size >= MAX_WAITING) return;
      const timer = setTimeout(() => {
        timers.delete(keyOf(phone, chatId));
        performer
          .ask(phone, { name: 'chat.typing', chatId, state: 'paused' })
          .catch((error: unknown) => log.debug({ err: error, phoneId: phone.phoneId }, 'chat.pause-failed'));
      }, ms);
      timers.set(keyOf(phone, chatId), timer);
    },
    forget(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
