import type { FieldFault, Place } from './validation.ts';

/** What the schema compiler says of one fault. */
interface SchemaFault {
  keyword: string;
  instancePath: string;
  params: object;
  message: string;
}

const MAX_FAULTS = 20;

/** The compiler's faults in sentences, each at its own field. */
export function describeFaults(faults: readonly SchemaFault[], place: Place, at: string): FieldFault[] {
  return faults
    .flatMap(describe)
    .slice(0, MAX_FAULTS)
    .map(({ path, message }) => ({ in: place, path: at + path, message }));
}

interface Params {
  requiredProperties?: string[];
  additionalProperties?: string[];
  allowedValues?: unknown[];
  format?: string;
  limit?: number;
  type?: string | string[];
}

function describe({ keyword, instancePath: path, params, message }: SchemaFault) {
  const { requiredProperties, additionalProperties, allowedValues, format, limit, type }: Params = params;
  const each = (names: string[], sentence: string) =>
    names.map((name) => ({ path: `${path}/${name}`, message: sentence }));
  const here = (sentence: string) => [{ path, message: sentence }];

  switch (keyword) {
    case 'boolean':
      return []; // said again, with its name, by `additionalProperties`
    case 'required':
      return each(requiredProperties ?? [], 'is required');
    case 'additionalProperties':
      return each(additionalProperties ?? [], 'is not a known field');
    case 'enum':
      return here(`should be one of ${(allowedValues ?? []).join(', ')}`);
    case 'type':
      return here(`should be ${[type].flat().join(' or ')}`);
    case 'format':
      return here(format === 'date-time' ? 'should be a time like 2026-11-23T10:00:00Z' : message);
    case 'minLength':
      return here(limit === 1 ? 'should not be empty' : `should have at least ${limit} characters`);
    case 'maxLength':
      return here(`should have at most ${limit} characters`);
    default:
      return here(message);
  }
}
