import type { Contact } from '@watertight/core';
import type { Queryable } from '../db.ts';
import { ContactBook, type ContactRecord, type PersonSaid } from './identity.ts';
import { lockContacts, matching, writeBook, type CompanyPerson } from './rows.ts';

/** What hearing of people changed. */
export interface Learned {
  /** New contacts, and those of which something is known that was not. */
  contacts: Contact[];
  /** Number and LID of these turned out to be one person: what was said under the LID is to be moved. */
  linked: { companyId: string; contactId: string }[];
}

const byCompany = <T extends { companyId: string }>(people: T[]): Map<string, T[]> =>
  people.reduce((all, person) => {
    all.set(person.companyId, [...(all.get(person.companyId) ?? []), person]);
    return all;
  }, new Map<string, T[]>());

/**
 * Keeps what was heard of people, so that one person is one contact. Mostly it was known: then nothing is written
 * and nothing locked.
 */
export async function learn(tx: Queryable, heard: CompanyPerson[], now: Date): Promise<Learned> {
  const people = heard.filter(({ phoneNumber, lid }) => phoneNumber !== null || lid !== null);
  const learned: Learned = { contacts: [], linked: [] };
  if (people.length === 0) return learned;
  const known = await matching(tx, people);
  const news = people.filter((person) => isNews(known, person, now));
  for (const [companyId, said] of [...byCompany(news)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { contacts, book } = await tell(tx, companyId, said, now);
    learned.contacts.push(...contacts);
    learned.linked.push(...[...book.linked].map(({ id }) => ({ companyId, contactId: id })));
  }
  return learned;
}

function isNews(known: ContactRecord[], person: CompanyPerson, now: Date): boolean {
  const records = known
    .filter(({ companyId, phoneNumber, lid }) => {
      const isThis = (phoneNumber ?? '') === person.phoneNumber || (lid ?? '') === person.lid;
      return isThis && companyId === person.companyId;
    })
    .map((record) => ({ ...record }));
  const book = new ContactBook(person.companyId, records, now);
  book.say(person);
  return book.changed.size > 0 || book.removed.size > 0;
}

/** Writes down what is said of people of one company, whose contacts nobody else changes meanwhile. */
export async function tell(
  tx: Queryable,
  companyId: string,
  said: PersonSaid[],
  now: Date,
): Promise<{ contacts: Contact[]; book: ContactBook; records: ContactRecord[] }> {
  await lockContacts(tx, companyId);
  const records = await matching(
    tx,
    said.map((person) => ({ ...person, companyId })),
  );
  const book = new ContactBook(companyId, records, now);
  const told = said.map((person) => book.say(person));
  return { contacts: await writeBook(tx, companyId, book), book, records: told };
}
