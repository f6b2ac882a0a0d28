import { Type, type TArray, type TString, type TUnsafe } from 'typebox';
import { type Secret } from '../secret.ts';

/** What a field of an environment schema may say beyond JSON Schema. */
export interface FieldOptions {
  /** One line for `.env.example`. */
  description?: string;
  default?: string;
  pattern?: string;
  /** What the value should be, to complete the sentence "it should be …". */
  expects?: string;
  /** The value must be a URL with one of these, each with its colon. */
  protocols?: string[];
}

/** A string whose value is handed over as a `Secret` and never shown in a fault. */
export function SecretString(options: FieldOptions = {}): TUnsafe<Secret> {
  return Type.Unsafe<Secret>({ ...options, type: 'string', secret: true });
}

/** A URL with one of the protocols (`['https:']`). */
export function UrlString(protocols: string[], options: FieldOptions = {}): TString {
  return Type.String({ ...options, protocols });
}

/** `a, b, c` → `['a', 'b', 'c']`; unset is the empty list. */
export function CommaList(options: { description?: string } = {}): TArray<TString> {
  return Type.Array(Type.String(), { default: [], ...options, separator: ',' });
}

/** `["a", "b"]` → `['a', 'b']`, for values that hold commas or spaces; unset is the empty list. */
export function JsonStrings(options: { description?: string } = {}): TArray<TString> {
  return Type.Array(Type.String(), { default: [], ...options });
}

/** The keywords of a field as they are read back from its schema. */
export interface Field {
  type?: string;
  enum?: unknown[];
  anyOf?: { const?: unknown }[];
  minimum?: number;
  maximum?: number;
  pattern?: string;
  description?: string;
  default?: unknown;
  secret?: boolean;
  separator?: string;
  protocols?: string[];
  expects?: string;
  /** Makes the default, at the time of reading. */
  generate?: () => string;
}

/** Completes "it should be …". */
export function expectation(field: Field): string {
  if (field.expects) return field.expects;
  const choices = field.enum ?? field.anyOf?.map((choice) => choice.const);
  if (choices) return `one of ${choices.join(', ')}`;
  if (field.protocols) return `a URL that starts with ${field.protocols.map((p) => `${p}//`).join(' or ')}`;
  if (field.type === 'integer') return `a whole number${range(field)}`;
  if (field.type === 'number') return `a number${range(field)}`;
  if (field.type === 'boolean') return '1 or 0';
  if (field.type === 'array') return field.separator ? 'a list with commas' : 'a JSON array of strings';
  return field.pattern ? `text that matches ${field.pattern}` : 'text';
}

function range({ minimum, maximum }: Field): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}
