import { chatIdOf, parseChatId, type ChatId, type Contact } from '@watertight/core';
import { throwAbsent } from '../../http/absence.ts';
import { readPerson } from '../../http/chat-ids.ts';
import type { ApiDeps } from '../../deps.ts';

type Store = Pick<ApiDeps['store'], 'companies' | 'contacts'>;
interface Named {
  companyId: string;
  contactId: string;
}

/** The contact that a path names, by its id, digits, LID or BSUID. @throws CodedError CONTACT_NOT_FOUND, COMPANY_NOT_FOUND */
export async function contactOf(store: Store, named: Named): Promise<Contact> {
  return (await findContact(store, named)) ?? throwAbsent(store, named.companyId, 'CONTACT_NOT_FOUND');
}

/** The chat with the person that a path names: a contact, or anybody by his number or LID. @throws as `contactOf` */
export async function personOf(store: Store, named: Named): Promise<ChatId> {
  const contact = await findContact(store, named);
  const known = contact && chatIdOf(contact);
  if (known) return known;
  return parseChatId(named.contactId) === null
    ? throwAbsent(store, named.companyId, 'CONTACT_NOT_FOUND')
    : readPerson(named.contactId, '/contactId', 'path');
}

const findContact = ({ contacts }: Store, { companyId, contactId }: Named): Promise<Contact | null> => {
  const chatId = parseChatId(contactId);
  return chatId === null ? contacts.get(companyId, contactId) : contacts.find(companyId, chatId);
};
