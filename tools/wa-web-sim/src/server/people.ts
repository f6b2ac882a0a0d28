import type { WireContact } from '../protocol.ts';
import type { BehaviourBook } from './behaviour.ts';
import { pathOf, type MediaStore } from './media.ts';

/** What everybody may know of a person. */
export interface Person {
  pushName?: string;
  about?: string;
  business?: boolean;
  /** Address of the profile picture. */
  picture?: string;
}

/** What one phone's owner has noted of a person. */
export interface Entry {
  name?: string;
  blocked?: boolean;
}

export interface StoredPeople {
  persons: [string, Person][];
  books: [string, [string, Entry][]][];
}

/** Who is who: how the simulated WhatsApp addresses people, and what is known of them. */
export interface People {
  /** The wid under which pages see this person now: by phone number or by LID, as the behaviour says. */
  addressOf(digits: string): string;
  lidOf(digits: string): string;
  /** The wid by phone number, whatever it was addressed by. */
  phoneWidOf(wid: string): string;
  /** Digits of the phone number behind a wid or JID. */
  digitsOf(wid: string): string;
  person(digits: string): Person;
  describe(digits: string, facts: Person): void;
  note(phone: string, digits: string, facts: Entry): void;
  isBlocked(phone: string, digits: string): boolean;
  contact(phone: string, digits: string): WireContact;
  /** All whom this phone's owner has noted. */
  contacts(phone: string): WireContact[];
  setPicture(digits: string, dataUrl: string | undefined): Promise<void>;
  snapshot(): StoredPeople;
}

const LID = /^10(\d{5,20})@lid$/;
const BOOK_MAX = 20_000;
const PERSONS_MAX = 100_000;

/** Not the number itself, and known without a table: a LID must be the same after a restart. */
const complement = (digits: string): string => digits.replace(/\d/g, (digit) => String(9 - Number(digit)));

function bound(map: Map<string, unknown>, max: number): void {
  const oldest = map.keys().next();
  if (map.size > max && !oldest.done) map.delete(oldest.value);
}

export function mediaFromDataUrl(dataUrl: string): { mimetype: string; bytes: Buffer } | undefined {
  const [, mimetype, data] = /^data:([\w/+.-]+);base64,(.+)$/s.exec(dataUrl) ?? [];
  if (mimetype === undefined || data === undefined) return undefined;
  return { mimetype, bytes: Buffer.from(data, 'base64') };
}

/** Keeps a picture and answers its address; undefined for what is no data URL. */
export async function keepPicture(media: MediaStore, dataUrl: string): Promise<string | undefined> {
  const picture = mediaFromDataUrl(dataUrl);
  return picture && pathOf(await media.put(picture.bytes, { mimetype: picture.mimetype }));
}

export function createPeople(
  behaviour: BehaviourBook,
  media: MediaStore,
  stored: StoredPeople = { persons: [], books: [] },
): People {
  const persons = new Map(stored.persons);
  const books = new Map(stored.books.map(([phone, entries]) => [phone, new Map(entries)]));

  const people: People = {
    lidOf: (digits) => `10${complement(digits)}@lid`,
    addressOf: (digits) =>
      behaviour.current().addressing === 'lid' ? people.lidOf(digits) : `${digits}@c.us`,
    digitsOf: (wid) => people.phoneWidOf(wid).split('@')[0] ?? '',
    phoneWidOf(wid) {
      const [, hidden] = LID.exec(wid) ?? [];
      return hidden === undefined ? wid.replace('@s.whatsapp.net', '@c.us') : `${complement(hidden)}@c.us`;
    },
    person: (digits) => persons.get(digits) ?? {},
    describe(digits, facts) {
      persons.set(digits, { ...persons.get(digits), ...facts });
      bound(persons, PERSONS_MAX);
    },
    note(phone, digits, facts) {
      const book = books.get(phone) ?? new Map<string, Entry>();
      book.set(digits, { ...book.get(digits), ...facts });
      bound(book, BOOK_MAX);
      books.set(phone, book);
    },
    isBlocked: (phone, digits) => books.get(phone)?.get(digits)?.blocked === true,
    contact: (phone, digits) => ({
      ...people.person(digits),
      ...books.get(phone)?.get(digits),
      id: `${digits}@c.us`,
      lid: people.lidOf(digits),
    }),
    contacts: (phone) => [...(books.get(phone)?.keys() ?? [])].map((digits) => people.contact(phone, digits)),
    async setPicture(digits, dataUrl) {
      const { picture: _old, ...person } = people.person(digits);
      const picture = dataUrl === undefined ? undefined : await keepPicture(media, dataUrl);
      persons.set(digits, { ...person, ...(picture !== undefined && { picture }) });
    },
    snapshot: () => ({
      persons: [...persons],
      books: [...books].map(([phone, book]) => [phone, [...book]]),
    }),
  };
  return people;
}
