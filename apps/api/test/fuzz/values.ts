import * as fc from 'fast-check';

/** As much of JSON Schema as the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  examples?: unknown[];
}

/** Finds a schema by its `$ref`. */
export type Lookup = (ref: string) => Schema;
/** A value by the name of its field, where that says more than its schema; undefined for all others. */
export type ByName = (name: string) => fc.Arbitrary<unknown> | undefined;

const MAX_ITEMS = 4;
const MAX_TEXT = 40;
const TIMES = ['2026-11-26T10:00:00Z', '2031-01-01T00:00:00.000Z', '2001-12-31T23:59:59+08:00'];

/** Values that a schema describes; what several fields have to be together it does not know. */
export function valuesOf(schema: Schema, lookup: Lookup, byName: ByName): fc.Arbitrary<unknown> {
  const of = (part: Schema): fc.Arbitrary<unknown> => valuesOf(part, lookup, byName);
  if (schema.$ref !== undefined) return of(lookup(schema.$ref));
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return fc.oneof(...variants.map(of));
  const examples = schema.examples ?? [];
  const made = madeOf(schema, of, byName);
  return examples.length === 0
    ? made
    : fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...examples) }, { weight: 1, arbitrary: made });
}

function madeOf(schema: Schema, of: (part: Schema) => fc.Arbitrary<unknown>, byName: ByName) {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? 'any'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, of, byName)));
}

function ofType(
  type: string,
  schema: Schema,
  of: (part: Schema) => fc.Arbitrary<unknown>,
  byName: ByName,
): fc.Arbitrary<unknown> {
  const { minimum = -1000, maximum = 100_000 } = schema;
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(
        fc.integer({ min: minimum, max: Math.min(maximum, minimum + 5) }),
        fc.integer({ min: minimum, max: maximum }),
        fc.constantFrom(minimum, maximum),
      );
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'string':
      return texts(schema);
    case 'array': {
      const { items = {}, minItems: minLength = 0, maxItems = MAX_ITEMS } = schema;
      return fc.array(of(items), {
        minLength,
        maxLength: Math.max(minLength, Math.min(maxItems, MAX_ITEMS)),
      });
    }
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const fields = Object.entries(properties).map(([name, part]) => [name, byName(name) ?? of(part)]);
      if (fields.length === 0)
        return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }));
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: required,
      });
    }
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function texts({ pattern, format, minLength = 0, maxLength = MAX_TEXT }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') return fc.constantFrom(...TIMES);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: 'small' });
  const bounds = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, MAX_TEXT)) };
  return fc.oneof(
    fc.string({ ...bounds, unit: 'grapheme-ascii' }),
    fc.string({ ...bounds, unit: 'grapheme' }),
    fc.constantFrom('x'.repeat(Math.min(maxLength, 5000))),
  );
}

/** What programs trip over. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e300,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '‮',
    '%',
    "'; DROP TABLE messages; --",
    '../../etc/passwd',
    '${jndi:ldap://127.0.0.1/x}',
    '9'.repeat(400),
    'x'.repeat(70_000),
    'constructor',
    [],
    [[]],
    [null],
    {},
    { toString: null },
    nested(40),
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { a: nested(depth - 1) };
}

/** A value of which one part is broken: replaced, taken away, or given a neighbour that nobody knows. */
export const broken = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(values, fc.nat(), fc.constantFrom('replace', 'remove', 'add'), fc.string({ maxLength: 10 }), junk)
    .map(([value, at, how, name, by]) => breakOne(structuredClone(value), at, how, name, by));

function breakOne(value: unknown, at: number, how: string, name: string, by: unknown): unknown {
  const places = placesOf(value);
  const place = places[at % (places.length + 1)];
  if (!place) return how === 'add' && isObject(value) ? { ...value, [name]: by } : by;
  const { parent, key } = place;
  if (how === 'replace') parent[key] = by;
  else if (how === 'remove') delete parent[key];
  else
    Object.defineProperty(parent, name, { value: by, enumerable: true, configurable: true, writable: true });
  return value;
}

type Parent = Record<string, unknown>;

function placesOf(value: unknown): { parent: Parent; key: string }[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [{ parent: value, key }, ...placesOf(part)]);
}

const isObject = (value: unknown): value is Parent => typeof value === 'object' && value !== null;
