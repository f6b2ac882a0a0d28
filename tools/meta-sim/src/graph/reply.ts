import type { FastifyReply } from 'fastify';
import { errorBody, type GraphError } from './errors.ts';

/** Answers JSON text as Graph does. */
export function answer(reply: FastifyReply, json: string): FastifyReply {
  return reply.type('application/json; charset=UTF-8').send(json);
}

export function answerWith(reply: FastifyReply, body: object): FastifyReply {
  return answer(reply, JSON.stringify(body));
}

export function succeed(reply: FastifyReply): FastifyReply {
  return answer(reply, '{"success":true}');
}

export function refuse(reply: FastifyReply, error: GraphError): FastifyReply {
  return answer(reply.code(error.status), errorBody(error));
}

/** Cuts the connection instead of an answer. */
export function reset(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
}
