import {
  chatIdOf,
  CodedError,
  type Contact,
  type ContactFields,
  type Page,
  type PageRequest,
  type PersonSeen,
} from '@watertight/core';
import { likePattern, type Db, type Queryable } from '../db.ts';
import { pageOf } from '../prisma.ts';
import { ContactBook, type ContactRecord, type PersonSaid } from './identity.ts';
import { learn, tell, type Learned } from './learn.ts';
import { moveLinked } from './move.ts';
import { asContact, lockContacts, matching, writeBook, type CompanyPerson, type ContactRow } from './rows.ts';

/** The people whom a company knows: one person is one contact, by number, LID, BSUID, or several of them. */
export interface Contacts {
  get(companyId: string, contactId: string): Promise<Contact | null>;
  /** By digits, `…@lid` or BSUID, as a chat with the person is spelled. */
  find(companyId: string, chatId: string): Promise<Contact | null>;
  /** In the order in which they were made. `search`: a part of a name or the beginning of a number. */
  list(companyId: string, filter: { search?: string | undefined }, page: PageRequest): Promise<Page<Contact>>;
  /** @throws CodedError CONTACT_EXISTS, COMPANY_NOT_FOUND */
  create(companyId: string, fields: ContactFields): Promise<Contact>;
  /** Makes the contact, or changes the one that has this number or LID. @throws CodedError COMPANY_NOT_FOUND */
  upsert(companyId: string, fields: ContactFields): Promise<{ created: boolean; contact: Contact }>;
  /** Null when there is none. @throws CodedError CONTACT_EXISTS when another has the number or LID */
  update(companyId: string, contactId: string, fields: ContactFields): Promise<Contact | null>;
  /** He is made anew when he is heard of again. */
  remove(companyId: string, contactId: string): Promise<boolean>;
  /**
   * Up to a few thousand at once, in one transaction; the same person twice is one. Answers each in the given order.
   * @throws as `upsert`
   */
  import(companyId: string, contacts: ContactFields[]): Promise<Imported[]>;
  /** Keeps what was heard of people; see `Learned`. */
  learn(tx: Queryable, heard: (PersonSeen & { companyId: string })[]): Promise<Learned>;
  /** How those are spelled today who are named by what hides a number: `spellingKey` → spelling, where it is another. */
  spellingsOf(tx: Queryable, hidden: { companyId: string; id: string }[]): Promise<Map<string, string>>;
  /** See move.ts: at most `limit` messages of one contact. */
  moveLinked(limit: number, contactId?: string): Promise<number>;
}

/** What became of one row of an import. */
export interface Imported {
  contactId: string;
  created: boolean;
}

export const spellingKey = (companyId: string, id: string): string => `${companyId} ${id}`;

const GET = { name: 'contact_get', text: 'SELECT * FROM contacts WHERE id = $1 AND company_id = $2' };
const FIND = {
  name: 'contact_find',
  text: 'SELECT * FROM contacts WHERE company_id = $1 AND (phone_number = $2 OR lid = $2 OR bsuid = $2) LIMIT 1',
};
const LIST = {
  name: 'contact_list',
  text: `SELECT * FROM contacts WHERE company_id = $1 AND ($2::text IS NULL OR id > $2)
    AND ($3::text IS NULL OR name ILIKE '%' || $3 || '%' OR push_name ILIKE '%' || $3 || '%' OR phone_number LIKE $3 || '%')
    ORDER BY id LIMIT $4`,
};
const REMOVE = {
  name: 'contact_remove',
  text: 'DELETE FROM contacts WHERE id = $1 AND company_id = $2 RETURNING id',
};

export function contacts(db: Db): Contacts {
  const get = async (companyId: string, contactId: string) => {
    const [row] = await db.query<ContactRow & Record<string, unknown>>(GET, [contactId, companyId]);
    return row ? asContact(row) : null;
  };
  return {
    get,
    async find(companyId, chatId) {
      const [row] = await db.query<ContactRow & Record<string, unknown>>(FIND, [companyId, chatId]);
      return row ? asContact(row) : null;
    },
    async list(companyId, { search }, { limit, cursor }) {
      const values = [companyId, cursor ?? null, likePattern(search), limit + 1];
      const rows = await db.query<ContactRow & Record<string, unknown>>(LIST, values);
      return pageOf(rows.map(asContact), limit, ({ contactId }) => contactId);
    },
    create: (companyId, fields) =>
      db.transaction(async (tx) => {
        const { book, contacts: written } = await tell(tx, companyId, [saidOf(fields)], new Date());
        if (book.created.size === 0 || book.removed.size > 0) throw new CodedError('CONTACT_EXISTS');
        return only(written);
      }),
    upsert: (companyId, fields) =>
      db.transaction(async (tx) => {
        const { book, records } = await tell(tx, companyId, [saidOf(fields)], new Date());
        const row = await byId(tx, companyId, records[0]?.id ?? '');
        if (!row) throw new CodedError('COMPANY_NOT_FOUND');
        return { created: book.created.size > 0, contact: asContact(row) };
      }),
    update: (companyId, contactId, fields) =>
      db.transaction((tx) => update(tx, companyId, contactId, fields)),
    async remove(companyId, contactId) {
      return (await db.query(REMOVE, [contactId, companyId])).length > 0;
    },
    import: (companyId, list) =>
      db.transaction(async (tx) => {
        const said = list.map(saidOf);
        const { book, contacts: written, records } = await tell(tx, companyId, said, new Date());
        if (book.changed.size > 0 && written.length === 0) throw new CodedError('COMPANY_NOT_FOUND');
        const seen = new Set<ContactRecord>();
        return records.map((told, index) => {
          // A later row may have shown that two of these are one person.
          const record = book.find(said[index] as PersonSaid) ?? told;
          const created = book.created.has(record) && !seen.has(record);
          seen.add(record);
          return { contactId: record.id, created };
        });
      }),
    learn: (tx, heard) => learn(tx, heard, new Date()),
    async spellingsOf(tx, hidden) {
      if (hidden.length === 0) return new Map();
      const people = hidden.map(({ companyId, id }): CompanyPerson => {
        const isLid = id.endsWith('@lid');
        return { companyId, phoneNumber: null, lid: isLid ? id : null, bsuid: isLid ? null : id };
      });
      return new Map((await matching(tx, people)).flatMap(respellings));
    },
    moveLinked: (limit, contactId) => moveLinked(db, limit, contactId),
  };
}

function respellings(record: ContactRecord): [string, string][] {
  const today = chatIdOf(record);
  return [record.lid, record.bsuid].flatMap((id): [string, string][] =>
    id === null || today === null || id === today ? [] : [[spellingKey(record.companyId, id), today]],
  );
}

const saidOf = ({ phoneNumber, lid, ...fields }: ContactFields): PersonSaid => ({
  phoneNumber: phoneNumber ?? null,
  lid: lid ?? null,
  given: true,
  ...(fields.name === undefined ? {} : { name: fields.name }),
  ...(fields.metadata === undefined ? {} : { metadata: fields.metadata }),
});

function only(written: Contact[]): Contact {
  const [contact] = written;
  if (!contact) throw new CodedError('COMPANY_NOT_FOUND');
  return contact;
}

async function byId(tx: Queryable, companyId: string, contactId: string): Promise<ContactRow | undefined> {
  return (await tx.query<ContactRow & Record<string, unknown>>(GET, [contactId, companyId]))[0];
}

async function update(
  tx: Queryable,
  companyId: string,
  contactId: string,
  fields: ContactFields,
): Promise<Contact | null> {
  await lockContacts(tx, companyId);
  const row = await byId(tx, companyId, contactId);
  if (!row) return null;
  const { phoneNumber = row.phone_number, lid = row.lid } = fields;
  const { bsuid } = row;
  const others = await matching(tx, [{ companyId, phoneNumber, lid, bsuid }]);
  if (others.some(({ id }) => id !== contactId)) throw new CodedError('CONTACT_EXISTS');
  const own = await matching(tx, [{ companyId, phoneNumber: row.phone_number, lid: row.lid, bsuid }]);
  const book = new ContactBook(companyId, own, new Date());
  const record = own.find(({ id }): boolean => id === contactId) as ContactRecord;
  book.change(record, { ...saidOf(fields), phoneNumber, lid });
  return (await writeBook(tx, companyId, book))[0] ?? asContact(row);
}
