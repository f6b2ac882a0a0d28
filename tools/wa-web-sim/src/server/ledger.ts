import type { Ack } from '../protocol.ts';
import type { Content } from './content.ts';

/** One logical message that reached the simulated WhatsApp. Times are ISO 8601 with milliseconds. */
export interface LedgerEntry extends Content {
  seq: number;
  key: string;
  phone: string;
  to: string;
  /** The LID by which the page addressed the recipient, if it did. */
  lid?: string;
  /** WhatsApp's name of the kind: chat, image, ptt, poll_creation, reaction, poll_vote and so on. */
  type: string;
  text: string;
  at: string;
  /** How often it came over the wire under this key; more than 1 is a duplicate that WhatsApp swallowed. */
  times: number;
  acks: { ack: Ack; at: string }[];
  /** Every edit that WhatsApp took, oldest first; `text` above stays what was sent first. */
  edits?: Amendment[];
  /** When and by whom it was deleted for everyone. */
  revoked?: Amendment & { by: 'sender' | 'admin' };
}

/** A later change of a message; it has a key of its own, and `times` counts like that of a message. */
export interface Amendment {
  key: string;
  at: string;
  times: number;
  text?: string;
}

export type Arrival = Pick<LedgerEntry, 'key' | 'phone' | 'to' | 'lid' | 'type' | 'text'> & Content;

export interface LedgerFilter {
  phone?: string;
  to?: string;
  /** Matches the minted part or the whole serialized key (`true_<to>_<key>`). */
  key?: string;
  /** Matches the whole text. */
  text?: string;
  type?: string;
  /** Only entries with a greater `seq`. */
  after?: number;
  limit?: number;
}

export interface Ledger {
  /** Counts one arrival; `repeated` tells that this phone had sent this key to this chat before. */
  record(arrival: Arrival): { entry: LedgerEntry; repeated: boolean };
  find(filter: LedgerFilter): LedgerEntry[];
  /** The entry that this phone sent to this chat under this key. */
  entryOf(identity: Pick<LedgerEntry, 'key' | 'phone' | 'to'>): LedgerEntry | undefined;
  at(seq: number): LedgerEntry | undefined;
  /** Entries that fell out of the bound since the last clear. */
  dropped(): number;
  size(): number;
  clear(): void;
}

const CAPACITY = 200_000;
const EDITS_MAX = 100;

const identityOf = (arrival: Pick<LedgerEntry, 'key' | 'phone' | 'to'>): string =>
  `${arrival.phone} ${arrival.to} ${arrival.key}`;

function matches(entry: LedgerEntry, filter: LedgerFilter, minted: string | undefined): boolean {
  return (
    (filter.phone === undefined || entry.phone === filter.phone) &&
    (filter.to === undefined || entry.to === filter.to || entry.to.startsWith(`${filter.to}@`)) &&
    (minted === undefined || entry.key === minted) &&
    (filter.text === undefined || entry.text === filter.text) &&
    (filter.type === undefined || entry.type === filter.type) &&
    (filter.after === undefined || entry.seq > filter.after)
  );
}

/** Notes an edit; the same edit sent again is counted. The oldest edits beyond 100 are forgotten. */
export function noteEdit(entry: LedgerEntry, key: string, text: string): void {
  const known = entry.edits?.find((edit) => edit.key === key);
  if (known) {
    known.times++;
    return;
  }
  const edit = { key, text, at: new Date().toISOString(), times: 1 };
  entry.edits = [...(entry.edits ?? []), edit].slice(-EDITS_MAX);
}

/** Notes that the message was deleted for everyone; the first time stands. */
export function noteRevoke(entry: LedgerEntry, key: string, by: 'sender' | 'admin'): void {
  if (entry.revoked) entry.revoked.times++;
  else entry.revoked = { key, at: new Date().toISOString(), times: 1, by };
}

/** Holds the newest `capacity` messages in order of arrival. */
export function createLedger(capacity = CAPACITY): Ledger {
  // A Map keeps insertion order, so it is index and ring at once.
  const entries = new Map<string, LedgerEntry>();
  let seq = 0;
  let dropped = 0;

  function append(arrival: Arrival): LedgerEntry {
    const entry = { seq: ++seq, ...arrival, at: new Date().toISOString(), times: 1, acks: [] };
    entries.set(identityOf(arrival), entry);
    if (entries.size > capacity) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
      dropped++;
    }
    return entry;
  }

  return {
    record(arrival) {
      const known = entries.get(identityOf(arrival));
      if (!known) return { entry: append(arrival), repeated: false };
      known.times++;
      return { entry: known, repeated: true };
    },
    find(filter) {
      const found: LedgerEntry[] = [];
      const minted = filter.key?.includes('_') ? filter.key.split('_')[2] : filter.key;
      const limit = filter.limit ?? capacity;
      for (const entry of entries.values()) {
        if (found.length >= limit) break;
        if (matches(entry, filter, minted)) found.push(entry);
      }
      return found;
    },
    entryOf: (identity) => entries.get(identityOf(identity)),
    at(wanted) {
      for (const entry of entries.values()) if (entry.seq === wanted) return entry;
      return undefined;
    },
    dropped: () => dropped,
    size: () => entries.size,
    clear() {
      entries.clear();
      dropped = 0;
    },
  };
}
