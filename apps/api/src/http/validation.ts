import { CodedError } from '@watertight/core';
import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { describeFaults } from './faults.ts';

/** Where in a request a value stands. */
export type Place = 'body' | 'query' | 'path' | 'header';

/** One field that is not as it should be. */
export interface FieldFault {
  in: Place;
  /** JSON pointer to the value; empty for the whole. */
  path: string;
  message: string;
}

/** VALIDATION_FAILED, with the fields at fault. */
export class InvalidRequest extends CodedError {
  readonly errors: FieldFault[];

  constructor(errors: FieldFault[]) {
    super('VALIDATION_FAILED', summary(errors));
    this.errors = errors;
  }
}

/** One thing in a body that is not as it should be; `path` is a pointer from where the body is looked at. */
export interface BodyFault {
  path: string;
  message: string;
}

/** @throws InvalidRequest when there are faults; their paths then begin with `at` */
export function refuseFaults(faults: readonly BodyFault[], at = ''): void {
  if (faults.length === 0) return;
  throw new InvalidRequest(faults.map(({ path, message }) => ({ in: 'body', path: at + path, message })));
}

const IN_SUMMARY = 3;

function summary(errors: FieldFault[]): string {
  const named = errors.slice(0, IN_SUMMARY).map((fault) => `${fault.in} ${fault.path} ${fault.message}`);
  const more = errors.length > IN_SUMMARY ? `, and ${errors.length - IN_SUMMARY} more` : '';
  return `${named.join('; ').replaceAll(/ {2,}/g, ' ')}${more}.`;
}

/** Answers the value as the schema's type. Throws an InvalidRequest whose paths begin with `at`. */
export type Checker<T> = (value: unknown, place?: Place, at?: string) => T;

/**
 * Compiles a schema once, for many values; with the first of them, since all at once would take a tenth of a start.
 * Nothing is coerced, removed or filled in.
 */
export function checker<S extends TSchema>(schema: S): Checker<Static<S>> {
  let known: ReturnType<typeof Compile<S>> | undefined;
  return (value, place = 'body', at = '') => {
    const compiled = (known ??= Compile(schema));
    if (compiled.Check(value)) return value;
    throw new InvalidRequest(describeFaults(compiled.Errors(value), place, at));
  };
}

const PLACES: Record<string, Place> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/**
 * Bodies are taken as they are; queries and paths hold text, which is first turned into numbers and truth values
 * where those belong.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  const check = checker(schema);
  const place = PLACES[httpPart] ?? 'body';
  return (value: unknown) => {
    try {
      return { value: check(place === 'body' ? value : fromText(schema, value), place) };
    } catch (error) {
      if (error instanceof InvalidRequest) return { error };
      throw error;
    }
  };
};

interface Property {
  type?: string;
  default?: unknown;
}

const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
const NUMBER = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;

function fromText(schema: TSchema, value: unknown): Record<string, unknown> {
  const { properties = {} } = schema as { properties?: Record<string, Property> };
  const read: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  for (const [name, property] of Object.entries(properties)) {
    const text = read[name];
    if (text === undefined && property.default !== undefined) read[name] = property.default;
    const isNumber = property.type === 'integer' || property.type === 'number';
    if (isNumber && typeof text === 'string' && NUMBER.test(text)) read[name] = Number(text);
    if (property.type === 'boolean' && typeof text === 'string') read[name] = BOOLEANS.get(text) ?? text;
  }
  return read;
}

/** For routes whose body has one of several schemas: it is documented, and the handler checks it. */
export const bodyLeftToHandler: FastifySchemaCompiler<TSchema> = (part) =>
  part.httpPart === 'body' ? (value: unknown) => ({ value }) : validatorCompiler(part);

/** For bodies of which nothing is required: none is as good as an empty one. */
export const bodyMayBeAbsent: FastifySchemaCompiler<TSchema> = (part) => {
  const validate = validatorCompiler(part);
  return part.httpPart === 'body' ? (value: unknown) => validate(value ?? {}) : validate;
};
