import type { FastifySchemaValidationError } from 'fastify/types/schema.js';

type Fault = FastifySchemaValidationError & { parentSchema?: { description?: string } };

function sentence(fault: Fault, part: string): string {
  const name = fault.instancePath.slice(1).replaceAll('/', '.') || `The ${part}`;
  const { missingProperty, additionalProperty, propertyName } = fault.params as Record<
    string,
    string | undefined
  >;
  switch (fault.keyword) {
    case 'required':
      return `${name} lacks "${missingProperty}".`;
    case 'additionalProperties':
      return `${name} may not have "${additionalProperty}".`;
    case 'propertyNames':
      return `${name} may not have "${propertyName}".`;
    case 'pattern':
      return `${name} must be ${fault.parentSchema?.description ?? 'written otherwise'}.`;
    default:
      return `${name} ${fault.message ?? 'is not valid'}.`;
  }
}

/** One sentence that says what is wrong with a request; Fastify answers it with status 400. */
export function refusal(faults: FastifySchemaValidationError[], part: string): Error {
  // A choice between shapes fails with one fault for each shape and one that stands for all of them.
  const choice = (faults as Fault[]).find(({ keyword }) => keyword === 'oneOf');
  if (choice) return new Error(`The ${part} must have ${choice.parentSchema?.description}.`);
  const names = (faults as Fault[]).find(({ keyword }) => keyword === 'propertyNames');
  const first = names ?? faults[0];
  return new Error(first ? sentence(first, part) : `The ${part} is not valid.`);
}
