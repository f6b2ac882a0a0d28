import { chatIdOf, type Contact, type Identifiers } from '@watertight/core';
import type { Queryable } from '../db.ts';
import { ContactBook, type ContactRecord, type PersonSaid } from './identity.ts';
import { lockContacts, matching, writeBook, type CompanyPerson } from './rows.ts';

/** What hearing of people changed. */
export interface Learned {
  /** New contacts, and those of which something is known that was not. */
  contacts: Contact[];
  /** Two spellings of each of these turned out to be one person: what was said under the former is to be moved. */
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
  const people = heard.filter((person) => chatIdOf(person) !== null);
  const learned: Learned = { contacts: [], linked: [] };
  if (people.length === 0) return learned;
  const known = await matching(tx, people);
  const news = people.filter((person) => isNews(known, person, now));
  for (const [companyId, said] of [...byCompany(news)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { contacts, book } = await tell(tx, companyId, said, now);
    learned.contacts.push(...contacts);
    // Of who is new nothing was said before; what is being said in this moment, the sweep finds.
    const linked = [...book.linked].filter((record) => !book.created.has(record) || book.removed.size > 0);
    learned.linked.push(...linked.map(({ id }) => ({ companyId, contactId: id })));
  }
  return learned;
}

function isNews(known: ContactRecord[], person: CompanyPerson, now: Date): boolean {
  const records = known
    .filter((record) => record.companyId === person.companyId)
    .filter((record) => isKnownAs(record, person) || (person.formerly && isKnownAs(record, person.formerly)))
    .map((record) => ({ ...record }));
  const book = new ContactBook(person.companyId, records, now);
  book.say(person);
  return book.changed.size > 0 || book.removed.size > 0;
}

const isKnownAs = (record: ContactRecord, { phoneNumber, lid, bsuid }: Identifiers): boolean =>
  (phoneNumber !== null && record.phoneNumber === phoneNumber) ||
  (lid !== null && record.lid === lid) ||
  (typeof bsuid === 'string' && record.bsuid === bsuid);

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
