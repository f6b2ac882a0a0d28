import type { Observation } from '@watertight/core';
import { isFields, type Fields } from '../json.ts';
import { bounded, fieldsOf, idText, keyOf, wabaRef, type OnFault, type Place } from './values.ts';

/**
 * What has no mapping, or none that can read it (`fault` says so): told in the provider's own words, of the phone
 * that the change names, else of the account.
 */
export function untold(place: Place, words: unknown, fault?: string): Observation {
  return {
    kind: 'happening',
    phone: place.phoneNumberId === null ? wabaRef(place) : { phoneNumberId: place.phoneNumberId },
    type: 'provider.event',
    key: `${place.field}:${keyOf(place.time, words)}`,
    data: { field: place.field, raw: bounded(words), ...(fault ? { fault } : {}) },
    at: place.at,
  };
}

/**
 * What each item of a list tells. One that cannot be read is told raw and takes none of the others along; what is no
 * list tells nothing here.
 */
export function eachOf(
  items: unknown,
  { place, onFault }: { place: Place; onFault: OnFault },
  read: (item: Fields) => Observation[],
): Observation[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    if (!isFields(item)) return [untold(place, item)];
    try {
      return read(item);
    } catch (error) {
      onFault(place.field, error);
      return [untold(place, item, UNREADABLE)];
    }
  });
}

export const UNREADABLE = 'It could not be read.';

/** The phone that a change belongs to; `value` as in the body. */
export const phoneNumberIdOf = (value: unknown): string | null =>
  idText(fieldsOf(fieldsOf(value).metadata).phone_number_id);
