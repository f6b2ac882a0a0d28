import { Type, type TObject } from 'typebox';
import type { Field } from './fields.ts';

/** One variable as a reader of `.env.example` sees it. */
export interface EnvRow {
  name: string;
  /** As it would be written; null when there is none. */
  default: string | null;
  /** The default is made at start. */
  generated: boolean;
  required: boolean;
  secret: boolean;
  description: string;
}

/** What a schema asks for, in its order, so that a test can hold `.env.example` against it. */
export function describeEnv(schema: TObject): EnvRow[] {
  return Object.entries(schema.properties).map(([name, property]) => {
    const field = property as Field;
    const hasDefault = field.default !== undefined || field.generate !== undefined;
    return {
      name,
      default: defaultText(field),
      generated: field.generate !== undefined,
      required: !hasDefault && !Type.IsOptional(property),
      secret: field.secret === true,
      description: field.description ?? '',
    };
  });
}

function defaultText({ default: value, separator }: Field): string | null {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (!Array.isArray(value)) return JSON.stringify(value).replaceAll('"', '');
  if (value.length === 0) return null;
  return separator ? value.join(separator) : JSON.stringify(value);
}
