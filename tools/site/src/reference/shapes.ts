import type { Schema } from './document.ts';

/** Text for a cell of a table, and for a page of VitePress, where `<` and `{{` begin something. */
export const plain = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join('')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');

const escaped = (text: string): string =>
  text.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;').replaceAll('*', '\\*');

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** What a value looks like, in a few words, with links to schemas that have a name. */
export function typeOf(schema: Schema | undefined, schemasPage: string): string {
  if (!schema) return 'anything';
  const inner = (one: Schema) => typeOf(one, schemasPage);
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    return `[${name}](${schemasPage}#${name.toLowerCase()})`;
  }
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(', ');
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return [...new Set(variants.map(inner))].join(' or ');
  if (schema.allOf) return schema.allOf.map(inner).join(' and ');
  if (schema.type === 'array') return `list of ${schema.items ? inner(schema.items) : 'anything'}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return schema.format ? `${type} (${schema.format})` : type;
}

export const nameOf = (ref: string): string => ref.split('/').at(-1) ?? ref;

/** The limits of a value, in words. */
export function limitsOf(schema: Schema | undefined): string {
  if (!schema) return '';
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, pattern } = schema;
  return [
    schema.default === undefined ? '' : `default ${code(schema.default)}`,
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    pattern === undefined ? '' : `matches \`${pattern.replaceAll('`', '')}\``,
  ]
    .filter(Boolean)
    .join('; ');
}

function range(low: number | undefined, high: number | undefined, unit: string): string {
  if (low === undefined && high === undefined) return '';
  if (low === undefined) return `at most ${high}${unit}`;
  return high === undefined ? `at least ${low}${unit}` : `${low} to ${high}${unit}`;
}

export interface Field {
  name: string;
  schema: Schema;
  isRequired: boolean;
}

const MAX_DEPTH = 4;

/** The fields of an object, those of objects inside it by dotted names; a list's inside carries `[]`. */
export function fieldsOf(schema: Schema, prefix = '', depth = 0): Field[] {
  const parts = [schema, ...(schema.allOf ?? [])];
  return parts.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).flatMap(([name, own]) => {
      const field = { name: `${prefix}${name}`, schema: own, isRequired: required.includes(name) };
      return depth >= MAX_DEPTH ? [field] : [field, ...insideOf(own, field.name, depth + 1)];
    }),
  );
}

function insideOf(schema: Schema, name: string, depth: number): Field[] {
  if (schema.type === 'array' && schema.items) return insideOf(schema.items, `${name}[]`, depth);
  const shapes = [schema, ...(schema.anyOf ?? schema.oneOf ?? [])].filter(({ properties }) => properties);
  const seen = new Set<string>();
  return shapes
    .flatMap((shape) => fieldsOf(shape, `${name}.`, depth))
    .filter((field) => !seen.has(field.name) && seen.add(field.name));
}

/** A table of fields; nothing when there are none. */
export function fieldTable(fields: readonly Field[], schemasPage: string): string[] {
  if (fields.length === 0) return [];
  return [
    '| field | value | |',
    '| --- | --- | --- |',
    ...fields.map(({ name, schema, isRequired }) => {
      const about = [schema.description, limitsOf(schema)].filter(Boolean).join('. ');
      return `| \`${name}\`${isRequired ? ' (required)' : ''} | ${cell(typeOf(schema, schemasPage))} | ${plain(about)} |`;
    }),
    '',
  ];
}

export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
