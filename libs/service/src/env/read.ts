import { Type, type Static, type TObject, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Secret } from '../secret.ts';
import { expectation, type Field } from './fields.ts';

/** The environment cannot be used; `faults` holds one sentence for each reason, all at once. */
export class EnvError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'EnvError';
    this.faults = faults;
  }
}

/** Answers a sentence that names the variables and what they should be, or nothing when all is well. */
export type EnvRule<E> = (env: E) => string | undefined;

/**
 * Reads the variables that `schema` names and turns them into its types. Values are trimmed and an empty one
 * counts as unset; unset takes the default, or is left out when the field is optional. Rules see the values as
 * they are returned; a rule that touches a faulty variable is skipped, since that fault is reported already.
 * Throws an `EnvError` with every fault together.
 */
export function readEnv<T extends TObject>(
  schema: T,
  source: NodeJS.ProcessEnv = process.env,
  rules: readonly EnvRule<Static<T>>[] = [],
): Static<T> {
  const faults: string[] = [];
  const env: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.properties)) {
    const reading = readField(name, field, source[name]?.trim());
    if ('fault' in reading) {
      faults.push(reading.fault);
      forbid(env, name);
    } else if (reading.value !== undefined) env[name] = reading.value;
  }
  faults.push(...broken(rules, env as Static<T>));
  if (faults.length > 0) throw new EnvError(faults);
  return env as Static<T>;
}

type Reading = { value: unknown } | { fault: string };

function readField(name: string, schema: TSchema, text: string | undefined): Reading {
  const field = schema as Field;
  if (!text) return readUnset(name, schema);
  const value = coerce(field, text);
  if (!Value.Check(schema, value) || !hasProtocol(field, text)) {
    const shown = field.secret ? 'is not valid' : `is ${JSON.stringify(text.slice(0, 60))}`;
    return { fault: `${name} ${shown}: it should be ${expectation(field)}.` };
  }
  return { value: field.secret ? new Secret(text) : value };
}

function readUnset(name: string, schema: TSchema): Reading {
  const field = schema as Field;
  const value = field.generate ? field.generate() : field.default;
  if (value !== undefined) return { value: field.secret ? new Secret(value as string) : value };
  if (Type.IsOptional(schema)) return { value: undefined };
  return { fault: `${name} is not set: it should be ${expectation(field)}.` };
}

/** What cannot be turned into the field's type is returned as it is, for the check to refuse. */
function coerce(field: Field, text: string): unknown {
  if (field.type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (field.type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (field.type === 'boolean') return { '1': true, true: true, '0': false, false: false }[text] ?? text;
  if (field.type === 'array') return field.separator ? split(text, field.separator) : parseJson(text);
  return text;
}

const split = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // no JSON is no array either: the check says so in words
  }
}

function hasProtocol({ protocols }: Field, text: string): boolean {
  return !protocols || (URL.canParse(text) && protocols.includes(new URL(text).protocol));
}

class FaultyField extends Error {}

function forbid(env: Record<string, unknown>, name: string): void {
  Object.defineProperty(env, name, {
    get() {
      throw new FaultyField(name);
    },
  });
}

function broken<E>(rules: readonly EnvRule<E>[], env: E): string[] {
  return rules.flatMap((rule) => {
    try {
      return rule(env) ?? [];
    } catch (error) {
      if (error instanceof FaultyField) return [];
      throw error;
    }
  });
}
