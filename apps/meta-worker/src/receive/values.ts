import { sha256Hex, type WabaRef } from '@watertight/core';
import { firstText, isFields, type Fields } from '../json.ts';

/** Where a change stands: what all of its items have in common. */
export interface Place {
  field: string;
  /** Id of the business account that the webhook's entry is of. */
  wabaId: string;
  /** When the entry was made, as far as it says; else when it came. */
  at: Date;
  /** The same as the entry writes it, null when it does not: the same word told again has the same. */
  time: string | null;
  /** The phone that the change names; null when it is of the account. */
  phoneNumberId: string | null;
  /** The body was vouched for by this phone's secret alone. */
  spokenBy: string | null;
}

/** Hears of what could not be read. */
export type OnFault = (field: string, error: unknown) => void;

/** What is kept of the provider's own words, in characters of JSON. */
const RAW_LENGTH = 256 * 1024;

/** JSON can be read that is nested too deeply to be written again; null then. */
function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return null;
  }
}

/** The provider's words, bounded; the journal keeps the whole of what is cut off here. */
export function bounded(value: unknown): Record<string, unknown> {
  const json = jsonOf(value);
  if (json === null) return { unreadable: 'It is nested too deeply.' };
  if (json.length > RAW_LENGTH) return { rawStart: json.slice(0, RAW_LENGTH), truncated: true };
  return isFields(value) ? value : { value };
}

const LAST_SECOND = 253_402_300_799; // the year 9999

/** Meta's times are seconds since 1970, as text or number; a few fields write milliseconds. */
export function timeOf(timestamp: unknown, fallback: Date): Date {
  const given = typeof timestamp === 'string' || typeof timestamp === 'number' ? Number(timestamp) : 0;
  const seconds = given > LAST_SECOND ? Math.floor(given / 1000) : given;
  return seconds > 0 && seconds <= LAST_SECOND ? new Date(seconds * 1000) : fallback;
}

/** Ids are texts, some written as numbers; none that we know has more than 256 characters. */
export function idText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  const text = firstText(value);
  if (text === null || text.length <= MAX_ID) return text;
  return `${text.slice(0, MAX_ID - 41)}.${sha256Hex(text).slice(0, 40)}`;
}
const MAX_ID = 256;

/** Words of a fixed vocabulary: `APPROVED`, `TIER_1K`. */
export const word = (value: unknown): string | null => firstText(value)?.slice(0, 100) ?? null;

export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

export function number(value: unknown): number | null {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** The object of an item that is named after its type. */
export const partOf = (item: Fields): Fields =>
  typeof item.type === 'string' ? fieldsOf(item[item.type]) : {};

/** Leaves out what is not said. */
export const said = <T extends Fields>(values: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  ) as never;

/** What tells one piece of news from every other; what is sent again is the same. */
export const keyOf = (...parts: unknown[]): string =>
  sha256Hex(parts.map((part) => jsonOf(part)).join('\n')).slice(0, 40);

/** Digits of a number as people write it, `+60 12-345 6789`; null when it is none. */
export function digitsOf(value: unknown): string | null {
  const digits =
    typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll(/\D/g, '') : '';
  return digits.length >= 5 && digits.length <= 20 ? digits : null;
}

/** The whole account, or its phone with this number. */
export const wabaRef = ({ wabaId, spokenBy }: Place, phoneNumber: string | null = null): WabaRef => ({
  wabaId,
  ...(phoneNumber === null ? {} : { phoneNumber }),
  ...(spokenBy === null ? {} : { spokenBy }),
});
