import type { ContactCard, ContactContent } from '@watertight/core';
import { outline, type Outline } from './outline.ts';

/** Cards in Meta's shape: a formatted name, and beside it at least one of its parts. */
export const contactsOutline = ({ contacts }: ContactContent): Outline =>
  outline('contacts', contacts.map(cardOf));

const cardOf = ({ name, phones, organization }: ContactCard) => ({
  name: { formatted_name: name, first_name: name },
  phones: phones.map((phone) => ({ phone, type: 'CELL', ...waIdOf(phone) })),
  ...(organization ? { org: { company: organization } } : {}),
});

/** With a `wa_id` the card can be written to at once; only what is plainly an international number becomes one. */
function waIdOf(phone: string): { wa_id?: string } {
  const digits = phone.replaceAll(/[ ().-]/g, '').replace(/^\+/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? { wa_id: digits } : {};
}
