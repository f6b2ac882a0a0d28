import { CodedError, isMediaType, type Message } from '@watertight/core';
import type { Amended, Amending } from '@watertight/delivery';
import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { throwAbsent } from '../../http/absence.ts';
import { readPerson } from '../../http/chat-ids.ts';
import { ACTION_CODES, valueOf } from '../../http/performer.ts';
import { refuseFaults } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import { Message as MessageText } from '../../schemas/contents.ts';
import { MAX_CAPTION } from '../../schemas/media.ts';
import { MessageParams, messageResource, MessageResource } from '../../schemas/message.ts';
import { Mentions } from '../../schemas/send.ts';

const EditBody = Type.Object(
  { message: MessageText, mentions: Mentions },
  { additionalProperties: false, examples: [{ message: 'Hello again' }] },
);

export function editMessage(app: App, { store }: Pick<ApiDeps, 'store'>, amending: Amending): void {
  app.route({
    method: 'PATCH',
    url: '/api/v2/messages/:companyId/:messageId',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'editMessage',
      summary: 'Change the text or caption of a message',
      description:
        'What waits to be sent is changed here; what was sent, at WhatsApp, which takes edits for 15 minutes. While a message is being sent it cannot be changed.',
      tags: ['messages'],
      params: MessageParams,
      body: EditBody,
      response: answers({ 200: ref(MessageResource) }, [
        ...ACTION_CODES,
        'MESSAGE_NOT_FOUND',
        'MESSAGE_NOT_CHANGEABLE',
      ]),
    },
    async handler({ params: { companyId, messageId }, body }) {
      const mentions = (body.mentions ?? []).map((text, index) => readPerson(text, `/mentions/${index}`));
      if (body.message.length > MAX_CAPTION) await assertNoCaption(companyId, messageId);
      const amended = await amending.edit(companyId, messageId, { text: body.message, mentions });
      return messageResource(await messageOf(store, companyId, amended));
    },
  });

  /** A caption holds less than a text. */
  async function assertNoCaption(companyId: string, messageId: string): Promise<void> {
    const message = await store.messages.find(companyId, messageId);
    if (message && isMediaType(message.type))
      refuseFaults([
        { path: '/message', message: `should have at most ${MAX_CAPTION} characters as a caption` },
      ]);
  }
}

/** @throws CodedError what kept the message from being changed */
export async function messageOf(
  store: Pick<ApiDeps['store'], 'companies'>,
  companyId: string,
  amended: Amended,
): Promise<Message> {
  if (amended.kind === 'done') return amended.message;
  if (amended.kind === 'unknown') return valueOf(amended);
  const { code, detail } = amended;
  if (code === 'MESSAGE_NOT_FOUND') return throwAbsent(store, companyId, code, detail);
  throw new CodedError(code, detail);
}
