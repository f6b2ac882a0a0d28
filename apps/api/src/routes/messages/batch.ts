import { CodedError } from '@watertight/core';
import type { AcceptResult, Origin } from '@watertight/delivery';
import type { FastifyBaseLogger } from 'fastify';
import type { Static } from 'typebox';
import type { App } from '../../http/app.ts';
import { bodyLeftToHandler, checker } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { INTAKE_CODES, type Intake, type RequestIntake } from '../../media/intake.ts';
import { untilGone } from '../../plugins/closing.ts';
import { originOf } from '../../plugins/tracing.ts';
import { problemOf } from '../../plugins/problems.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { messageResource } from '../../schemas/message.ts';
import { BatchBody, BatchEnvelope, BatchResult } from '../../schemas/send.ts';
import type { MessageAnswers } from './answer.ts';
import { readItem, withFile, type Read } from './request.ts';

/** A thousand long texts. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

const checkEnvelope = checker(BatchEnvelope);

type ItemResult = Static<typeof BatchResult>['data'][number];

export function sendBatch(
  app: App,
  { accepting, clock }: Pick<ApiDeps, 'accepting' | 'clock'>,
  answering: MessageAnswers,
  intake: Intake,
): void {
  app.route({
    method: 'POST',
    url: '/api/v2/messages/batch/:companyId',
    config: { access: 'messages:send', companyWall: 'by-callee' },
    bodyLimit: BODY_LIMIT_BYTES,
    validatorCompiler: bodyLeftToHandler, // one bad item must not refuse the others
    schema: {
      operationId: 'sendBatch',
      summary: 'Send up to 1000 messages, each with its own result',
      description: `Files of items are refused item by item, with ${INTAKE_CODES.map((code) => `\`${code}\``).join(', ')}. A file that several items name alike is fetched once. All files together have 40 seconds.`,
      tags: ['messages'],
      params: CompanyParams,
      body: BatchBody,
      response: answers({ 202: ref(BatchResult) }, ['COMPANY_NOT_FOUND', 'PAYLOAD_TOO_LARGE']),
    },
    async handler(request, reply) {
      const { params, body, log } = request;
      const { companyId } = params;
      const { messages } = checkEnvelope(body);
      const items = messages.map((item, index) =>
        tried(() => readItem(companyId, item, `/messages/${index}`, clock)),
      );
      const accepted = await acceptAll(
        items,
        intake.forRequest(() => untilGone(reply)),
        originOf(request),
      );
      const refuse = answering.refusals(companyId);
      const resultOf = async (item: Item): Promise<ItemResult> => {
        if (item.kind === 'faulty') throw item.error;
        if (item.kind === 'unreadable') throw await refuse(item);
        const { status, message } = answering.take(accepted.get(item) as AcceptResult);
        return { status, message: messageResource(message) };
      };
      const data = await Promise.all(
        items.map((item) => resultOf(item).catch((error) => refused(error, log))),
      );
      return reply.code(202).send({ data });
    },
  });

  /** One commit for all that can be sent. @throws CodedError COMPANY_NOT_FOUND, STORE_UNAVAILABLE */
  async function acceptAll(
    items: Item[],
    files: RequestIntake,
    origin: Origin,
  ): Promise<Map<Item, AcceptResult>> {
    const sends = items.filter((item) => item.kind === 'send');
    if (sends.length === 0) return new Map();
    const asked = sends.map((item) => withFile(item, files));
    const results = await accepting.acceptBatch(asked, origin);
    if (results.every((result) => result.kind === 'refused' && result.code === 'COMPANY_NOT_FOUND'))
      throw new CodedError('COMPANY_NOT_FOUND');
    return new Map(sends.map((item, index) => [item, results[index] as AcceptResult]));
  }
}

type Item = Read | { kind: 'faulty'; error: unknown };

function tried(read: () => Read): Item {
  try {
    return read();
  } catch (error) {
    return { kind: 'faulty', error };
  }
}

/** Others of the batch are committed by now: a fault of one item stays with that item. */
function refused(error: unknown, log: FastifyBaseLogger): ItemResult {
  const problem = problemOf(error);
  if (problem.status >= 500) log.error({ err: error }, 'http.failed');
  return { status: problem.status, problem };
}
