import type { JournalEntry, Observation } from '@watertight/core';
import { fieldsIn, isFields, type Fields } from './json.ts';
import { parseBody } from './receive/body.ts';
import { observationsOf } from './receive/change.ts';
import { phoneNumberIdOf } from './receive/untold.ts';
import { idText, timeOf, word, type OnFault, type Place } from './receive/values.ts';

/**
 * Meta's webhook body as observations: of every entry and every change each item, in their order. What one of them
 * says that cannot be read is told raw, and takes nothing beside it along (`onFault` hears of it). Throws on a body
 * that is no JSON or has no entries.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */
export function receive(entry: JournalEntry, onFault: OnFault = () => undefined): Observation[] {
  const body = parseBody(entry.body);
  if (!isFields(body) || !Array.isArray(body.entry)) throw new Error('The webhook has no list of entries.');
  return fieldsIn(body.entry).flatMap((part) =>
    fieldsIn(part.changes).flatMap((change) =>
      observationsOf(placeOf(entry, part, change), change.value, onFault),
    ),
  );
}

const placeOf = ({ receivedAt, phoneId }: JournalEntry, part: Fields, change: Fields): Place => ({
  field: word(change.field) ?? 'unknown',
  wabaId: idText(part.id) ?? '',
  at: timeOf(part.time, receivedAt),
  time: idText(part.time),
  phoneNumberId: phoneNumberIdOf(change.value),
  spokenBy: phoneId,
});
