import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import { bodyLeftToHandler } from '../../http/validation.ts';
import { INTAKE_CODES, type Intake } from '../../media/intake.ts';
import { untilGone } from '../../plugins/closing.ts';
import { originOf } from '../../plugins/tracing.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, ref } from '../../schemas/common.ts';
import { messageResource, MessageResource } from '../../schemas/message.ts';
import { IdempotencyKey, SendBody, SendParams } from '../../schemas/send.ts';
import type { MessageAnswers } from './answer.ts';
import { limitBody, MAX_MEDIA_BODY_BYTES } from './body-limit.ts';
import { readSend, withFile } from './request.ts';

const MAX_WAIT_SECONDS = 30;

const Query = Type.Object(
  {
    wait: Type.Number({
      minimum: 0,
      maximum: MAX_WAIT_SECONDS,
      default: 0,
      description: 'Seconds to hold the answer until the message is sent or final',
    }),
  },
  { additionalProperties: false },
);

export function sendMessage(
  app: App,
  { accepting, clock }: Pick<ApiDeps, 'accepting' | 'clock'>,
  answering: MessageAnswers,
  intake: Intake,
): void {
  const bodyLimit = limitBody();
  app.route({
    method: 'POST',
    url: '/api/v2/messages/:type/:companyId/:chatId',
    config: { access: 'messages:send', companyWall: 'by-callee' },
    bodyLimit: MAX_MEDIA_BODY_BYTES,
    preParsing: bodyLimit,
    validatorCompiler: bodyLeftToHandler, // which schema the body has, `:type` says
    schema: {
      operationId: 'sendMessage',
      summary: 'Send a message',
      description:
        '202 means: committed; it will end in a final state whatever fails meanwhile. Types that the phone’s channel cannot send are refused with `UNSUPPORTED_ON_CHANNEL`.',
      tags: ['messages'],
      params: SendParams,
      querystring: Query,
      headers: Type.Object({ 'idempotency-key': Type.Optional(IdempotencyKey) }),
      body: SendBody,
      response: answers({ 200: ref(MessageResource), 202: ref(MessageResource) }, [
        'CHAT_ID_INVALID',
        'COMPANY_NOT_FOUND',
        'PHONE_NOT_FOUND',
        'MESSAGE_NOT_FOUND',
        'NO_PHONE',
        'IDEMPOTENCY_KEY_REUSED',
        'UNSUPPORTED_ON_CHANNEL',
        'OUTSIDE_WINDOW',
        'PAYLOAD_TOO_LARGE',
        ...INTAKE_CODES,
      ]),
    },
    async handler(request, reply) {
      const { params, query, headers, body } = request;
      const asked = { ...params, idempotencyKey: headers['idempotency-key'] };
      const read = readSend(asked, body, clock);
      if (read.kind === 'unreadable') throw await answering.refusals(params.companyId)(read);
      const { status, message } = answering.take(
        await accepting.accept(
          withFile(
            read,
            intake.forRequest(() => untilGone(reply)),
          ),
          originOf(request),
        ),
      );
      if (status === 200) reply.header('idempotent-replayed', 'true');
      const timeoutMs = query.wait * 1000;
      const shown =
        timeoutMs > 0 ? await accepting.waitForSent(message, timeoutMs, untilGone(reply)) : message;
      return reply.code(status).send(messageResource(shown));
    },
  });
}
