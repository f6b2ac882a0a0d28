import { CodedError, isBsuid, parseChatId, type ChatId } from '@watertight/core';
import { missing, notOneOf, wrong } from '../errors.ts';
import type { Fields } from '../fields.ts';

const MAX_LENGTH = 300;

export interface Recipient {
  /** As the caller wrote it. */
  input: string;
  chatId: ChatId;
}

/** To whom a message goes; `to` wins over `recipient`. @throws GraphFault, CodedError CHAT_ID_INVALID */
export function readRecipient({ to, recipient, recipient_type: kind = 'individual' }: Fields): Recipient {
  if (kind !== 'individual' && kind !== 'group')
    throw notOneOf('Param recipient_type must be one of {INDIVIDUAL, GROUP}.');
  const name = to === undefined ? 'recipient' : 'to';
  const value = to ?? recipient;
  if (value === undefined) throw missing('to');
  const input = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof input !== 'string' || input.length > MAX_LENGTH) throw wrong(name, 'is not a recipient');
  const chatId = parseChatId(kind === 'group' ? groupId(input) : spelled(input.trim()));
  if (chatId === null) throw new CodedError('CHAT_ID_INVALID', `Parameter ${name} is not a recipient.`);
  return { input, chatId };
}

const groupId = (text: string): string => (text.endsWith('@g.us') ? text : `${text}@g.us`);

/** Numbers come as people write them: `+60 (12) 345-6789`. */
const spelled = (text: string): string =>
  text.includes('@') || isBsuid(text) ? text : text.replaceAll(/[\s()./-]/g, '');

/** How WhatsApp spells whom a message goes to; a group is told as it was given. */
export const waIdOf = ({ input }: Recipient, { chatId }: { chatId: ChatId }): string =>
  input.includes('@') ? chatId : chatId.replace(/@g\.us$/, '');
