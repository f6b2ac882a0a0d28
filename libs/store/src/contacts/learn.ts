import { chatIdOf, groupBy, type Contact, type Identifiers } from '@watertight/core';
import type { Queryable } from '../db.ts';
import { ContactBook, IDS, type ContactRecord, type PersonSaid } from './identity.ts';
import { lockContacts, matching, writeBook, type CompanyPerson } from './rows.ts';

const byCompany = ({ companyId }: { companyId: string }) => companyId;

/** What hearing of people changed. */
export interface Learned {
  /** New contacts, and those of which something is known that was not. */
  contacts: Contact[];
  /** Two spellings of each of these turned out to be one person: what was said under the former is to be moved. */
  linked: { companyId: string; contactId: string }[];
}

/**
 * Keeps what was heard of people, so that one person is one contact. Mostly it was known: then nothing is written
 * and nothing locked.
 */
export async function learn(tx: Queryable, heard: CompanyPerson[], now: Date): Promise<Learned> {
  const people = heard.filter((person) => chatIdOf(person) !== null);
  const learned: Learned = { contacts: [], linked: [] };
  if (people.length === 0) return learned;
  const known = recordFinder(await matching(tx, people));
  const news = people.filter((person) => isNews(known(person), person, now));
  for (const [companyId, said] of [...groupBy(news, byCompany)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { contacts, book } = await tell(tx, companyId, said, now);
    learned.contacts.push(...contacts);
    // Of who is new nothing was said before; what is being said in this moment, the sweep finds.
    const linked = [...book.linked].filter((record) => !book.created.has(record) || book.removed.size > 0);
    learned.linked.push(...linked.map(({ id }) => ({ companyId, contactId: id })));
  }
  return learned;
}

/** Copies of the records, for each person those that he may be, or was. */
function recordFinder(records: ContactRecord[]): (person: CompanyPerson) => ContactRecord[] {
  const by = new Map<string, ContactRecord>();
  for (const record of records) for (const key of keysOf(record)) by.set(key, record);
  return (person) => {
    const { companyId, formerly } = person;
    const keys = [...keysOf(person), ...(formerly ? keysOf({ companyId, ...formerly }) : [])];
    const found = new Set(keys.flatMap((key) => by.get(key) ?? []));
    return [...found].map((record) => ({ ...record }));
  };
}

/** What one is known by: no two contacts of a company have one of them in common. */
const keysOf = ({ companyId, ...ids }: Identifiers & { companyId: string }): string[] =>
  IDS.flatMap((field) => (ids[field] ? [`${field} ${companyId} ${ids[field]}`] : []));

function isNews(records: ContactRecord[], person: CompanyPerson, now: Date): boolean {
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
