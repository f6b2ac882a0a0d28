import { chatIdOf, isBsuid, type Identifiers, type PersonSeen } from '@watertight/core';
import { fieldsIn, type Fields } from '../json.ts';
import { fieldsOf, idText, word } from './values.ts';

/** Nobody: the item names no one whom we could spell. */
export const UNKNOWN = 'unknown';

const NO_IDS: Identifiers = { phoneNumber: null, lid: null, bsuid: null };

/** What an id tells of the one who has it: a number, a LID or a BSUID. */
export function identifiedBy(...ids: unknown[]): Identifiers {
  const known = { ...NO_IDS };
  for (const id of ids.map(idText)) {
    if (id === null) continue;
    if (/^\+?[0-9]{5,20}$/.test(id)) known.phoneNumber ??= id.replace('+', '');
    else if (id.endsWith('@lid')) known.lid ??= id;
    else if (isBsuid(id)) known.bsuid ??= id;
  }
  return known;
}

/** How somebody is spelled; what Meta may call him by in future is kept as it is. */
export const spell = (person: Identifiers, ...ids: unknown[]): string =>
  chatIdOf(person) ?? ids.map(idText).find((id) => id !== null) ?? UNKNOWN;

/** Whoever is named by one of `ids`, with what `contacts` tells of him. */
export function personNamed(ids: unknown[], contacts: Fields[]): PersonSeen {
  const contact = contactNamed(ids, contacts);
  const profile = fieldsOf(contact?.profile);
  const pushName = word(profile.name);
  const username = word(profile.username)?.replace(/^@/, '') ?? null;
  return {
    ...identifiedBy(...ids, contact?.wa_id, contact?.user_id, contact?.parent_user_id),
    ...(pushName === null ? {} : { pushName }),
    ...(username === null ? {} : { username }),
  };
}

function contactNamed(ids: unknown[], contacts: Fields[]): Fields | undefined {
  const known = new Set<unknown>(ids.filter((id) => id !== undefined && id !== null));
  const named = contacts.find(({ wa_id, user_id, parent_user_id }) =>
    [wa_id, user_id, parent_user_id].some((id) => known.has(id)),
  );
  return named ?? (contacts.length === 1 ? contacts[0] : undefined);
}

export const contactsIn = (value: Fields): Fields[] => fieldsIn(value.contacts);
