import type { Contact, Identifiers, PersonSeen } from '@watertight/core';
import type { Queryable } from '../db.ts';
import type { ContactBook, ContactRecord } from './identity.ts';

export interface ContactRow {
  id: string;
  company_id: string;
  phone_number: string | null;
  lid: string | null;
  bsuid: string | null;
  username: string | null;
  name: string | null;
  name_is_given: boolean;
  push_name: string | null;
  is_business: boolean;
  accepts_marketing: boolean | null;
  metadata: Record<string, unknown> | null;
  linked_at: Date | null;
  former_spellings: string[];
  created_at: Date;
  updated_at: Date;
}

export const asContact = (row: ContactRow): Contact => ({
  contactId: row.id,
  companyId: row.company_id,
  phoneNumber: row.phone_number,
  lid: row.lid,
  bsuid: row.bsuid,
  username: row.username,
  name: row.name,
  pushName: row.push_name,
  isBusiness: row.is_business,
  acceptsMarketing: row.accepts_marketing,
  metadata: row.metadata,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const asRecord = (row: ContactRow): ContactRecord => ({
  id: row.id,
  companyId: row.company_id,
  phoneNumber: row.phone_number,
  lid: row.lid,
  bsuid: row.bsuid,
  username: row.username,
  name: row.name,
  nameIsGiven: row.name_is_given,
  pushName: row.push_name,
  isBusiness: row.is_business,
  acceptsMarketing: row.accepts_marketing,
  metadata: row.metadata,
  linkedAt: row.linked_at,
  formerSpellings: row.former_spellings,
  createdAt: row.created_at,
});

const MATCHING = {
  name: 'contacts_matching',
  text: `SELECT c.* FROM unnest($1::text[], $2::text[]) AS i (company_id, phone_number)
      JOIN contacts c ON c.company_id = i.company_id AND c.phone_number = i.phone_number
    UNION ALL
    SELECT c.* FROM unnest($1::text[], $3::text[]) AS i (company_id, lid)
      JOIN contacts c ON c.company_id = i.company_id AND c.lid = i.lid
    UNION ALL
    SELECT c.* FROM unnest($1::text[], $4::text[]) AS i (company_id, bsuid)
      JOIN contacts c ON c.company_id = i.company_id AND c.bsuid = i.bsuid`,
};

export type CompanyPerson = PersonSeen & { companyId: string };

/** The contacts that any of these people may be, or were. */
export async function matching(tx: Queryable, people: CompanyPerson[]): Promise<ContactRecord[]> {
  const ids = people.flatMap(({ companyId, formerly, ...now }) =>
    [now, ...(formerly ? [formerly] : [])].map((one): Identifiers & { companyId: string } => ({
      ...one,
      companyId,
    })),
  );
  const rows = await tx.query<ContactRow>(MATCHING, [
    ids.map(({ companyId }) => companyId),
    ids.map(({ phoneNumber }) => phoneNumber),
    ids.map(({ lid }) => lid),
    ids.map(({ bsuid }) => bsuid ?? null),
  ]);
  return [...new Map(rows.map((row) => [row.id, asRecord(row)])).values()];
}

const LOCK = {
  name: 'contacts_lock',
  text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 2))',
};

/**
 * Until the transaction ends, nobody else changes contacts of this company. Which rows a word on identities touches
 * is known only after looking, so rows alone could be locked in no order.
 */
export async function lockContacts(tx: Queryable, companyId: string): Promise<void> {
  await tx.query(LOCK, [companyId]);
}

const CLEAR = { name: 'contacts_clear', text: 'DELETE FROM contacts WHERE id = ANY($1::text[])' };

const PLACE = {
  name: 'contacts_place',
  text: `WITH company AS (SELECT id FROM companies WHERE id = $1 FOR KEY SHARE)
    INSERT INTO contacts (id, company_id, phone_number, lid, bsuid, username, name, name_is_given, push_name,
      is_business, accepts_marketing, metadata, linked_at, former_spellings, created_at, updated_at)
    SELECT i.id, company.id, i.phone_number, i.lid, i.bsuid, i.username, i.name, i.name_is_given, i.push_name,
      i.is_business, i.accepts_marketing, i.metadata, i.linked_at,
      ARRAY(SELECT jsonb_array_elements_text(i.former_spellings)), i.created_at, clock_timestamp()
    FROM company, unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::boolean[],
      $9::jsonb[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[], $14::boolean[], $15::jsonb[])
      AS i (id, phone_number, lid, name, name_is_given, push_name, is_business, metadata, linked_at, created_at,
        bsuid, username, accepts_marketing, former_spellings)
    RETURNING *`,
};

/**
 * Writes what a book says, with the company's contacts locked; answers what is now written. Rows are replaced
 * whole, because a number may pass from one row to another. Nothing is written for a company that is gone.
 */
export async function writeBook(tx: Queryable, companyId: string, book: ContactBook): Promise<Contact[]> {
  const changed = [...book.changed];
  if (changed.length === 0 && book.removed.size === 0) return [];
  await tx.query(CLEAR, [[...changed, ...book.removed].map(({ id }) => id)]);
  const rows = await tx.query<ContactRow>(PLACE, [
    companyId,
    changed.map(({ id }) => id),
    changed.map(({ phoneNumber }) => phoneNumber),
    changed.map(({ lid }) => lid),
    changed.map(({ name }) => name),
    changed.map(({ nameIsGiven }) => nameIsGiven),
    changed.map(({ pushName }) => pushName),
    changed.map(({ isBusiness }) => isBusiness),
    changed.map(({ metadata }) => (metadata ? JSON.stringify(metadata) : null)),
    changed.map(({ linkedAt }) => linkedAt),
    changed.map(({ createdAt }) => createdAt),
    changed.map(({ bsuid }) => bsuid),
    changed.map(({ username }) => username),
    changed.map(({ acceptsMarketing }) => acceptsMarketing),
    changed.map(({ formerSpellings }) => JSON.stringify(formerSpellings)),
  ]);
  return rows.map(asContact);
}
