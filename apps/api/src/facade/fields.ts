import { assertStorable } from '../http/storable.ts';
import { InvalidRequest } from '../http/validation.ts';

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A body's fields; those that are null are not there. @throws InvalidRequest */
export function fieldsOf(body: unknown): Fields {
  if (!isFields(body))
    throw new InvalidRequest([{ in: 'body', path: '', message: 'should be a JSON object' }]);
  return withoutNulls(body);
}

export const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/**
 * A parameter that is an object or a list. As everywhere in Graph it may come as its JSON text: forms know no other
 * way, and some clients send contacts so. @throws InvalidRequest for text that could not be stored
 */
export function structured(value: unknown): unknown {
  const held = typeof value === 'string' ? parsed(value) : value;
  if (held !== value) assertStorable(held, 'body');
  return isFields(held) ? withoutNulls(held) : held;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // what is no JSON is refused as the text that it is
  }
}

/** The fields that are there and say something. */
export const given = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
