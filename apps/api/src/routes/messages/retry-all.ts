import { CodedError } from '@watertight/core';
import { DEAD_LETTERS } from '@watertight/store';
import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { readChatId } from '../../http/chat-ids.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, OneOf, PhoneIndex, ref, Time } from '../../schemas/common.ts';
import { RetryResult } from '../../schemas/message.ts';

const MAX_AT_ONCE = 1000;

const RetryBody = Type.Object(
  {
    status: Type.Optional(
      Type.Array(OneOf(DEAD_LETTERS), {
        minItems: 1,
        uniqueItems: true,
        description:
          'What is to be queued again; failed alone when absent, because unconfirmed may have arrived',
        examples: [['failed']],
      }),
    ),
    phoneIndex: Type.Optional(PhoneIndex),
    chatId: Type.Optional(Type.String({ description: 'In any spelling that a send takes' })),
    from: Type.Optional(Time('Created at or after')),
    to: Type.Optional(Time('Created before')),
    code: Type.Optional(
      Type.String({
        pattern: '^[A-Z][A-Z0-9_]{0,63}$',
        description: 'The code of their error',
        examples: ['ATTEMPTS_EXHAUSTED'],
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_AT_ONCE,
        description: `How many at most, the oldest first; ${MAX_AT_ONCE} when absent`,
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [{ status: ['failed'], code: 'ATTEMPTS_EXHAUSTED', limit: 1000 }],
  },
);

export function retryMessages(app: App, { accepting }: Pick<ApiDeps, 'accepting'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/messages/:companyId/retry',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'retryMessages',
      summary: 'Queue many failed or unconfirmed messages again',
      tags: ['messages'],
      params: CompanyParams,
      body: RetryBody,
      response: answers({ 202: ref(RetryResult) }, ['COMPANY_NOT_FOUND', 'CHAT_ID_INVALID']),
    },
    async handler({ params: { companyId }, body }, reply) {
      const { status = ['failed'], limit = MAX_AT_ONCE, chatId, from, to, ...rest } = body;
      const result = await accepting.retryAll(companyId, {
        ...rest,
        limit,
        statuses: status,
        chatId: chatId === undefined ? undefined : readChatId(chatId),
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      });
      if (!result) throw new CodedError('COMPANY_NOT_FOUND');
      return reply.code(202).send(result);
    },
  });
}
