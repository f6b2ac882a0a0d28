import { newId, type PersonSeen } from '@watertight/core';

/** A row of `contacts`. */
export interface ContactRecord {
  id: string;
  companyId: string;
  phoneNumber: string | null;
  lid: string | null;
  name: string | null;
  /** The company itself gave the name. */
  nameIsGiven: boolean;
  pushName: string | null;
  isBusiness: boolean;
  metadata: Record<string, unknown> | null;
  linkedAt: Date | null;
  createdAt: Date;
}

/** What is said of a person; `given` by the company itself, not heard. */
export interface PersonSaid extends PersonSeen {
  given?: boolean;
  metadata?: Record<string, unknown> | null;
}

/**
 * The contacts of one company that are looked at, and what becomes of them. Of two words on who has a number, the
 * later one counts.
 */
export class ContactBook {
  readonly changed = new Set<ContactRecord>();
  readonly removed = new Set<ContactRecord>();
  readonly created = new Set<ContactRecord>();
  /** Number and LID turned out to be one person. */
  readonly linked = new Set<ContactRecord>();
  readonly #byNumber = new Map<string, ContactRecord>();
  readonly #byLid = new Map<string, ContactRecord>();
  readonly #companyId: string;
  readonly #now: Date;

  constructor(companyId: string, records: Iterable<ContactRecord>, now: Date) {
    this.#companyId = companyId;
    this.#now = now;
    for (const record of records) this.#index(record);
  }

  find({ phoneNumber, lid }: Pick<PersonSeen, 'phoneNumber' | 'lid'>): ContactRecord | undefined {
    return this.#numbered(phoneNumber) ?? this.#lidded(lid);
  }

  /** Writes down what is said of a person, and makes one contact of what turns out to be one person. */
  say(person: PersonSaid): ContactRecord {
    return this.change(this.#recordOf(person), person);
  }

  /** Says something of a person who is known to be this contact; nobody else may have the number or LID. */
  change(record: ContactRecord, person: PersonSaid): ContactRecord {
    this.#identify(record, person);
    this.#describe(record, person);
    return record;
  }

  #recordOf({ phoneNumber, lid }: PersonSaid): ContactRecord {
    const numbered = this.#numbered(phoneNumber);
    const lidded = this.#lidded(lid);
    if (numbered && lidded && numbered !== lidded) return this.#join(numbered, lidded);
    return numbered ?? lidded ?? this.#create();
  }

  /** One knew the number, the other the LID. */
  #join(numbered: ContactRecord, lidded: ContactRecord): ContactRecord {
    if (numbered.lid === null && lidded.phoneNumber === null) return this.#absorb(lidded, numbered);
    // The account behind the LID took the number over: from an earlier number of its own, or from another account.
    if (numbered.lid === null) return this.#absorb(numbered, lidded);
    this.#set(numbered, { phoneNumber: null });
    return lidded;
  }

  #absorb(from: ContactRecord, into: ContactRecord): ContactRecord {
    this.#unindex(from);
    this.changed.delete(from);
    this.removed.add(from);
    const name = from.nameIsGiven && !into.nameIsGiven ? from.name : (into.name ?? from.name);
    return this.#set(into, {
      name,
      nameIsGiven: into.nameIsGiven || from.nameIsGiven,
      pushName: into.pushName ?? from.pushName,
      isBusiness: into.isBusiness || from.isBusiness,
      metadata: into.metadata || from.metadata ? { ...from.metadata, ...into.metadata } : null,
      createdAt: from.createdAt < into.createdAt ? from.createdAt : into.createdAt,
    });
  }

  #identify(record: ContactRecord, { phoneNumber, lid }: PersonSaid): void {
    const next = { phoneNumber: phoneNumber ?? record.phoneNumber, lid: lid ?? record.lid };
    if (next.phoneNumber === record.phoneNumber && next.lid === record.lid) return;
    const isLinked = next.phoneNumber !== null && next.lid !== null;
    if (isLinked) this.linked.add(record);
    this.#set(record, { ...next, ...(isLinked ? { linkedAt: this.#now } : {}) });
  }

  #describe(record: ContactRecord, said: PersonSaid): void {
    if (said.name !== undefined && (said.given || (said.name !== null && !record.nameIsGiven)))
      this.#set(record, { name: said.name, nameIsGiven: said.given === true && said.name !== null });
    if (said.pushName) this.#set(record, { pushName: said.pushName });
    if (typeof said.isBusiness === 'boolean') this.#set(record, { isBusiness: said.isBusiness });
    if (said.metadata !== undefined) this.#set(record, { metadata: said.metadata });
  }

  #create(): ContactRecord {
    const record: ContactRecord = {
      id: newId('con'),
      companyId: this.#companyId,
      phoneNumber: null,
      lid: null,
      name: null,
      nameIsGiven: false,
      pushName: null,
      isBusiness: false,
      metadata: null,
      linkedAt: null,
      createdAt: this.#now,
    };
    this.created.add(record);
    this.changed.add(record);
    return record;
  }

  #set(record: ContactRecord, change: Partial<ContactRecord>): ContactRecord {
    const differs = Object.entries(change).some(
      ([field, value]) => JSON.stringify(record[field as keyof ContactRecord]) !== JSON.stringify(value),
    );
    if (!differs) return record;
    this.#unindex(record);
    Object.assign(record, change);
    this.#index(record);
    this.changed.add(record);
    return record;
  }

  #numbered = (phoneNumber: string | null) =>
    phoneNumber === null ? undefined : this.#byNumber.get(phoneNumber);
  #lidded = (lid: string | null) => (lid === null ? undefined : this.#byLid.get(lid));

  #index(record: ContactRecord): void {
    if (record.phoneNumber !== null) this.#byNumber.set(record.phoneNumber, record);
    if (record.lid !== null) this.#byLid.set(record.lid, record);
  }

  #unindex(record: ContactRecord): void {
    if (this.#numbered(record.phoneNumber) === record) this.#byNumber.delete(record.phoneNumber ?? '');
    if (this.#lidded(record.lid) === record) this.#byLid.delete(record.lid ?? '');
  }
}
