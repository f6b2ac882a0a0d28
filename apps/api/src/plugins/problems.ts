import { CodedError, ERRORS, type ErrorCode } from '@watertight/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { graphAnswerOf } from '../facade/errors.ts';
import { isGraphRequest } from '../facade/paths.ts';
import { InvalidRequest, type FieldFault } from '../http/validation.ts';

/** RFC 9457, with a stable code. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  errors?: FieldFault[];
  /** WhatsApp's own code, where it is its refusal. */
  providerCode?: string;
  requestId?: string;
}

const PROBLEM_JSON = 'application/problem+json';
const RETRY_AFTER_SECONDS = 2;

/** Where a code is explained. */
export const problemType = (code: ErrorCode): string => `/docs/errors#${code}`;

/** The one place where a fault becomes what a caller sees. Of an unexpected one he sees nothing but that it was. */
export function problemOf(error: unknown): ProblemBody {
  const coded = error instanceof CodedError ? error : (codedOf(error) ?? new CodedError('INTERNAL'));
  const { status, title, remedy } = ERRORS[coded.code];
  return {
    type: problemType(coded.code),
    title,
    status,
    detail: coded.detail === title ? remedy : coded.detail,
    code: coded.code,
    ...(coded instanceof InvalidRequest ? { errors: coded.errors } : {}),
    ...(coded.providerCode === undefined ? {} : { providerCode: coded.providerCode }),
  };
}

/** What Fastify refuses before a handler is asked. */
function codedOf(error: unknown): CodedError | undefined {
  const { statusCode = 500, message = '' } = error as Partial<FastifyError>;
  if (statusCode === 413) return new CodedError('PAYLOAD_TOO_LARGE', message);
  if (statusCode === 415) return new CodedError('UNSUPPORTED_MEDIA_TYPE');
  if (statusCode >= 400 && statusCode < 500) return new CodedError('VALIDATION_FAILED', message);
  return undefined;
}

/** Sends a problem, with the headers that its status asks for; in Meta's words to who speaks them. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = { ...problemOf(error), requestId: request.id };
  request.problemCode = problem.code;
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="watertight"');
  if (problem.status === 503 && !reply.hasHeader('retry-after'))
    reply.header('retry-after', RETRY_AFTER_SECONDS);
  const answer = isGraphRequest(request)
    ? { ...graphAnswerOf(problem, error), type: 'application/json' }
    : { status: problem.status, body: problem, type: PROBLEM_JSON };
  return reply
    .code(answer.status)
    .type(answer.type)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(answer.body);
}

export const problemsPlugin = fp(async (app) => {
  app.setErrorHandler((error, request, reply) => {
    const { status } = problemOf(error);
    const fields = { err: error, route: request.routeOptions.url };
    if (status === 503) request.log.warn(fields, 'http.unavailable');
    else if (status >= 500) request.log.error(fields, 'http.failed');
    return sendProblem(request, reply, error);
  });
});
