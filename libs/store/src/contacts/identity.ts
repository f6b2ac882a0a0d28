import { chatIdOf, newId, type Identifiers, type PersonSeen } from '@watertight/core';

/** A row of `contacts`. */
export interface ContactRecord {
  id: string;
  companyId: string;
  phoneNumber: string | null;
  lid: string | null;
  bsuid: string | null;
  username: string | null;
  name: string | null;
  /** The company itself gave the name. */
  nameIsGiven: boolean;
  pushName: string | null;
  isBusiness: boolean;
  acceptsMarketing: boolean | null;
  metadata: Record<string, unknown> | null;
  linkedAt: Date | null;
  /** Spellings that he is no longer known by: what was said under them is to be moved to the one of today. */
  formerSpellings: string[];
  createdAt: Date;
}

/** What a person can be known by, the most lasting first: a LID stays when the number changes. */
export const IDS = ['lid', 'bsuid', 'phoneNumber'] as const;
type IdField = (typeof IDS)[number];
const hiddenOf = ({ lid, bsuid }: ContactRecord): string[] => [lid, bsuid].filter((id) => id !== null);

/** A contact has one spelling at a time, and was known by few before. */
const MAX_FORMER = 10;

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
  /** Two spellings turned out to be one person. */
  readonly linked = new Set<ContactRecord>();
  readonly #by: Readonly<Record<IdField, Map<string, ContactRecord>>> = {
    lid: new Map(),
    bsuid: new Map(),
    phoneNumber: new Map(),
  };
  readonly #companyId: string;
  readonly #now: Date;

  constructor(companyId: string, records: Iterable<ContactRecord>, now: Date) {
    this.#companyId = companyId;
    this.#now = now;
    for (const record of records) this.#index(record);
  }

  find({ phoneNumber, lid, bsuid }: Identifiers): ContactRecord | undefined {
    return (
      this.#known('phoneNumber', phoneNumber) ??
      this.#known('lid', lid) ??
      this.#known('bsuid', bsuid ?? null)
    );
  }

  /** Writes down what is said of a person, and makes one contact of what turns out to be one person. */
  say(person: PersonSaid): ContactRecord {
    return this.change(this.#recordOf(person), person);
  }

  /** Says something of a person who is known to be this contact; nobody else may have what he is known by. */
  change(record: ContactRecord, person: PersonSaid): ContactRecord {
    this.#identify(record, person);
    this.#describe(record, person);
    return record;
  }

  #recordOf(person: PersonSaid): ContactRecord {
    let record: ContactRecord | undefined;
    for (const [place, field] of IDS.entries()) {
      const found = this.#known(field, person[field] ?? null);
      if (!found || found === record) continue;
      if (!record) record = found;
      else if (this.#contradicts(found, person, IDS.slice(0, place))) this.#set(found, { [field]: null });
      else record = this.#join(record, found);
    }
    const before = person.formerly && this.find(person.formerly);
    if (!before || before === record) return record ?? this.#create();
    return record ? this.#absorb(before, record) : before;
  }

  /** He has something that lasts longer than what both have, and it is another's: what both have passed to the other. */
  #contradicts(record: ContactRecord, person: PersonSaid, lasting: readonly IdField[]): boolean {
    return lasting.some(
      (field) =>
        (person[field] ?? null) !== null && record[field] !== null && record[field] !== person[field],
    );
  }

  /** Who has the number stays. */
  #join(one: ContactRecord, other: ContactRecord): ContactRecord {
    return one.phoneNumber === null && other.phoneNumber !== null
      ? this.#absorb(one, other)
      : this.#absorb(other, one);
  }

  #absorb(from: ContactRecord, into: ContactRecord): ContactRecord {
    this.#unindex(from);
    this.changed.delete(from);
    this.removed.add(from);
    const name = from.nameIsGiven && !into.nameIsGiven ? from.name : (into.name ?? from.name);
    const before = [...hiddenOf(from), ...hiddenOf(into)];
    this.#set(into, {
      ...Object.fromEntries(IDS.map((field) => [field, into[field] ?? from[field]])),
      name,
      nameIsGiven: into.nameIsGiven || from.nameIsGiven,
      username: into.username ?? from.username,
      pushName: into.pushName ?? from.pushName,
      isBusiness: into.isBusiness || from.isBusiness,
      acceptsMarketing: into.acceptsMarketing ?? from.acceptsMarketing,
      metadata: into.metadata || from.metadata ? { ...from.metadata, ...into.metadata } : null,
      createdAt: from.createdAt < into.createdAt ? from.createdAt : into.createdAt,
      formerSpellings: [...into.formerSpellings, ...from.formerSpellings].slice(-MAX_FORMER),
    });
    return this.#respell(into, before);
  }

  #identify(record: ContactRecord, person: PersonSaid): void {
    const next: Identifiers = {
      phoneNumber: person.phoneNumber ?? record.phoneNumber,
      lid: person.lid ?? record.lid,
      bsuid: person.bsuid ?? record.bsuid,
    };
    if (IDS.every((field) => next[field] === record[field])) return;
    const before = hiddenOf(record);
    this.#set(record, next);
    this.#respell(record, before);
  }

  /** A spelling that hides the number gives way to the number, and one BSUID to the next: what was said under it moves. */
  #respell(record: ContactRecord, before: string[]): ContactRecord {
    const today = chatIdOf(record);
    const former = [...before, ...hiddenOf(record)].filter((id) => id !== today);
    if (former.length === 0) return record;
    this.linked.add(record);
    const formerSpellings = [...new Set([...record.formerSpellings, ...former])].slice(-MAX_FORMER);
    return this.#set(record, { linkedAt: this.#now, formerSpellings });
  }

  #describe(record: ContactRecord, said: PersonSaid): void {
    if (said.name !== undefined && (said.given || (said.name !== null && !record.nameIsGiven)))
      this.#set(record, { name: said.name, nameIsGiven: said.given === true && said.name !== null });
    if (said.username) this.#set(record, { username: said.username });
    if (typeof said.acceptsMarketing === 'boolean')
      this.#set(record, { acceptsMarketing: said.acceptsMarketing });
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
      bsuid: null,
      username: null,
      name: null,
      nameIsGiven: false,
      pushName: null,
      isBusiness: false,
      acceptsMarketing: null,
      metadata: null,
      linkedAt: null,
      formerSpellings: [],
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

  #known = (field: IdField, id: string | null): ContactRecord | undefined =>
    id === null ? undefined : this.#by[field].get(id);

  #index(record: ContactRecord): void {
    for (const field of IDS) {
      const id = record[field];
      if (id !== null) this.#by[field].set(id, record);
    }
  }

  #unindex(record: ContactRecord): void {
    for (const field of IDS) {
      const id = record[field];
      if (id !== null && this.#by[field].get(id) === record) this.#by[field].delete(id);
    }
  }
}
