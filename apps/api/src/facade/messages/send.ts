import { wamidOf } from '@watertight/core';
import { Type } from 'typebox';
import type { ApiDeps } from '../../deps.ts';
import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { bodyLeftToHandler } from '../../http/validation.ts';
import { INTAKE_CODES, type Intake } from '../../media/intake.ts';
import { untilGone } from '../../plugins/closing.ts';
import { originOf } from '../../plugins/tracing.ts';
import type { MessageAnswers } from '../../routes/messages/answer.ts';
import { withFile } from '../../routes/messages/request.ts';
import { ref } from '../../schemas/common.ts';
import { IdempotencyKey } from '../../schemas/send.ts';
import { graphAnswers } from '../errors.ts';
import { fieldsOf } from '../fields.ts';
import type { Numbers } from '../numbers.ts';
import { BASE, NumberParams } from '../paths.ts';
import { markRead } from './mark-read.ts';
import { assertProduct, readCloudSend } from './read.ts';
import { waIdOf } from './recipient.ts';
import { CloudMessage, CloudSent } from './schemas.ts';

export interface Sending {
  numbers: Numbers;
  performer: Performer;
  answering: MessageAnswers;
  intake: Intake;
}

export function sendCloudMessage(
  app: App,
  { store, accepting }: Pick<ApiDeps, 'store' | 'accepting'>,
  { numbers, performer, answering, intake }: Sending,
): void {
  app.route({
    method: 'POST',
    url: `${BASE}/:phoneNumberId/messages`,
    config: { access: 'messages:send' },
    validatorCompiler: bodyLeftToHandler, // which objects the body has, its type says
    schema: {
      operationId: 'sendCloudApiMessage',
      summary: 'Send a message, or mark one as read, as Meta’s Cloud API does',
      description:
        'For phones of both connection types. 200 means what 202 means in `/api/v2/messages`: committed; it will end in a final state. `Idempotency-Key` is taken beside what Meta knows.',
      tags: ['cloud-api'],
      params: NumberParams,
      headers: Type.Object({ 'idempotency-key': Type.Optional(IdempotencyKey) }),
      body: CloudMessage,
      response: graphAnswers({ 200: ref(CloudSent) }, [
        'CHAT_ID_INVALID',
        'MESSAGE_NOT_FOUND',
        'IDEMPOTENCY_KEY_REUSED',
        'UNSUPPORTED_ON_CHANNEL',
        'OUTSIDE_WINDOW',
        'PAYLOAD_TOO_LARGE',
        ...INTAKE_CODES,
        ...ACTION_CODES,
      ]),
    },
    async handler(request, reply) {
      const { params, headers, body } = request;
      const phone = await numbers.phoneOf(request, params.phoneNumberId);
      const fields = fieldsOf(body);
      assertProduct(fields);
      if (fields.status !== undefined) {
        await markRead({ store, performer }, phone, fields);
        return { success: true };
      }
      const { recipient, send } = readCloudSend(fields, phone, headers['idempotency-key']);
      const { status, message } = answering.take(
        await accepting.accept(
          withFile(
            send,
            intake.forRequest(() => untilGone(reply)),
          ),
          originOf(request),
        ),
      );
      if (status === 200) reply.header('idempotent-replayed', 'true');
      return {
        messaging_product: 'whatsapp' as const,
        contacts: [{ input: recipient.input, wa_id: waIdOf(recipient, message) }],
        messages: [
          {
            id: wamidOf(message.id),
            ...(message.type === 'template' ? { message_status: 'accepted' as const } : {}),
          },
        ],
      };
    },
  });
}
