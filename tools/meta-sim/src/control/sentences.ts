import type { FastifyInstance, FastifyReply } from 'fastify';

interface SchemaFault {
  keyword: string;
  instancePath: string;
  message?: string;
  params: Record<string, unknown>;
  parentSchema?: { description?: string };
}

interface RequestFault extends Error {
  statusCode?: number;
  validation?: SchemaFault[];
  validationContext?: string;
}

/** Answers every refusal of the control API as `{error: "<sentences>"}`. */
export function answerInSentences(app: FastifyInstance): void {
  app.setErrorHandler((error: RequestFault, _request, reply) => {
    if (error.validation) return complain(reply, 400, sentences(error.validation, error.validationContext));
    const expected = error.statusCode !== undefined && error.statusCode < 500;
    return complain(reply, expected ? 400 : 500, `${error.message.replace(/\.$/, '')}.`);
  });
}

export function complain(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply.code(status).send({ error: sentence });
}

function sentences(faults: SchemaFault[], where = 'body'): string {
  return [...new Set(faults.map((fault) => `${sentence(fault, where)}.`))].join(' ');
}

/** A schema's `description` says what a value should be; it reads better than a pattern. */
function sentence(
  { keyword, instancePath, message, params, parentSchema }: SchemaFault,
  where: string,
): string {
  const name = `${where}${instancePath}`;
  if (keyword === 'additionalProperties') return `${name} has no key ${String(params.additionalProperty)}`;
  if (keyword === 'enum') return `${name} must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
  if (parentSchema?.description) return `${name} must be ${parentSchema.description}`;
  return `${name} ${message ?? 'is not valid'}`;
}

export function unknownPhone(phoneNumberId: string | undefined): string {
  return `Phone ${phoneNumberId} is not registered; PUT /sim/phones/${phoneNumberId} does that.`;
}
