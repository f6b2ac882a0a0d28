import type { ContactCard } from '@watertight/core';

/** A card as WhatsApp's page carries it. */
export interface WrittenCard {
  displayName: string;
  vcard: string;
}

/**
 * A contact as a vCard 3.0 (RFC 2426), with WhatsApp's `waid` at each number, by which its reader can write to the
 * person. Always written anew: a card that came in is not passed on as it was.
 */
export function writeCard({ name, phones, organization }: ContactCard): WrittenCard {
  const displayName = oneLine(name);
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${escape(displayName)};;;`,
    `FN:${escape(displayName)}`,
    ...(organization ? [`ORG:${escape(oneLine(organization))};`] : []),
    ...phones.flatMap(phoneLine),
    'END:VCARD',
  ];
  return { displayName, vcard: lines.join('\n') };
}

function phoneLine(phone: string): string[] {
  const digits = phone.replace(/\D/g, '');
  if (digits === '') return [];
  const shown = /^\+?[\d ().-]+$/.test(phone.trim()) ? phone.trim() : `+${digits}`;
  return [`TEL;type=CELL;type=VOICE;waid=${digits}:${shown}`];
}

/** Nothing that a name holds may begin another line or field. */
const escape = (text: string): string =>
  text.replace(/[\\,;]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');

/** As a card has one line for it. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
