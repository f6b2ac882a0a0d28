import { CodedError, type Message } from '@watertight/core';
import { assertCarries, forwarded, type SendRequest } from '@watertight/delivery';
import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import { readChatId } from '../../http/chat-ids.ts';
import type { ApiDeps } from '../../deps.ts';
import { originOf } from '../../plugins/tracing.ts';
import { answers, PhoneIndex, ref } from '../../schemas/common.ts';
import { MessageParams, messageResource, MessageResource } from '../../schemas/message.ts';
import { ChatIdText } from '../../schemas/people.ts';
import { IdempotencyKey } from '../../schemas/send.ts';
import type { MessageAnswers } from './answer.ts';

const ForwardBody = Type.Object(
  {
    chatId: ChatIdText('To whom, in any spelling that a send takes'),
    phoneIndex: Type.Optional(PhoneIndex),
  },
  { additionalProperties: false, examples: [{ chatId: '60123456789' }] },
);

export function forwardMessage(
  app: App,
  { store, accepting }: Pick<ApiDeps, 'store' | 'accepting'>,
  answering: MessageAnswers,
): void {
  app.route({
    method: 'POST',
    url: '/api/v2/messages/:companyId/:messageId/forward',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'forwardMessage',
      summary: 'Send what a message says to another chat, marked as forwarded',
      description:
        'A new message, with 202 committed like any other. The phone is that of the message when phoneIndex is absent.',
      tags: ['messages'],
      params: MessageParams,
      headers: Type.Object({ 'idempotency-key': Type.Optional(IdempotencyKey) }),
      body: ForwardBody,
      response: answers({ 200: ref(MessageResource), 202: ref(MessageResource) }, [
        'CHAT_ID_INVALID',
        'COMPANY_NOT_FOUND',
        'PHONE_NOT_FOUND',
        'MESSAGE_NOT_FOUND',
        'MESSAGE_NOT_FORWARDABLE',
        'NO_PHONE',
        'IDEMPOTENCY_KEY_REUSED',
        'UNSUPPORTED_ON_CHANNEL',
        'MEDIA_TOO_LARGE',
        'MEDIA_TYPE_INVALID',
      ]),
    },
    async handler(request, reply) {
      const { params, headers, body } = request;
      const { companyId, messageId } = params;
      const original = await store.messages.find(companyId, messageId);
      if (!original) return throwAbsent(store, companyId, 'MESSAGE_NOT_FOUND');
      const { status, message } = answering.take(
        await accepting.accept(
          {
            ...contentOf(original),
            companyId,
            chatId: readChatId(body.chatId),
            phoneIndex: body.phoneIndex ?? (await presentPhone(original)),
            idempotencyKey: headers['idempotency-key'],
          },
          originOf(request),
        ),
      );
      if (status === 200) reply.header('idempotent-replayed', 'true');
      return reply.code(status).send(messageResource(message));
    },
  });

  /** The phone of the message, while there is one. */
  async function presentPhone({ companyId, phoneIndex }: Message): Promise<number | undefined> {
    return (await store.phones.get(companyId, phoneIndex))?.phoneIndex;
  }
}

/** The same message to the same chat under the same key is the same request, whatever was edited meanwhile. */
function contentOf(message: Message): Pick<SendRequest, 'type' | 'content' | 'complete'> {
  const result = forwarded(message);
  if (result.kind === 'refused') throw new CodedError('MESSAGE_NOT_FORWARDABLE', result.detail);
  const { type, content } = result;
  return {
    type,
    content: { forwardOf: message.id },
    complete: async ({ connectionType }) => {
      assertCarries(connectionType, type, content);
      return content;
    },
  };
}
