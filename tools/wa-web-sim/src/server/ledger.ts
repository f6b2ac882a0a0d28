import type { Ack } from '../protocol.ts';

/** One logical message that reached the simulated WhatsApp. Times are ISO 8601 with milliseconds. */
export interface LedgerEntry {
  seq: number;
  key: string;
  phone: string;
  to: string;
  type: string;
  text: string;
  at: string;
  /** How often it came over the wire under this key; more than 1 is a duplicate that WhatsApp swallowed. */
  times: number;
  acks: { ack: Ack; at: string }[];
}

export interface LedgerFilter {
  phone?: string;
  to?: string;
  /** Matches the minted part or the whole serialized key (`true_<to>_<key>`). */
  key?: string;
  /** Matches the whole text. */
  text?: string;
  /** Only entries with a greater `seq`. */
  after?: number;
  limit?: number;
}

export interface Ledger {
  /** Counts one arrival; `repeated` tells that this phone had sent this key to this chat before. */
  record(arrival: Pick<LedgerEntry, 'key' | 'phone' | 'to' | 'type' | 'text'>): {
    entry: LedgerEntry;
    repeated: boolean;
  };
  find(filter: LedgerFilter): LedgerEntry[];
  /** Entries that fell out of the bound since the last clear. */
  dropped(): number;
  size(): number;
  clear(): void;
}

const CAPACITY = 200_000;

const identityOf = (arrival: Pick<LedgerEntry, 'key' | 'phone' | 'to'>): string =>
  `${arrival.phone} ${arrival.to} ${arrival.key}`;

function matches(entry: LedgerEntry, filter: LedgerFilter, minted: string | undefined): boolean {
  return (
    (filter.phone === undefined || entry.phone === filter.phone) &&
    (filter.to === undefined || entry.to === filter.to || entry.to.startsWith(`${filter.to}@`)) &&
    (minted === undefined || entry.key === minted) &&
    (filter.text === undefined || entry.text === filter.text) &&
    (filter.after === undefined || entry.seq > filter.after)
  );
}

/** Holds the newest `capacity` messages in order of arrival. */
export function createLedger(capacity = CAPACITY): Ledger {
  // A Map keeps insertion order, so it is index and ring at once.
  const entries = new Map<string, LedgerEntry>();
  let seq = 0;
  let dropped = 0;

  function append(arrival: Pick<LedgerEntry, 'key' | 'phone' | 'to' | 'type' | 'text'>): LedgerEntry {
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
    dropped: () => dropped,
    size: () => entries.size,
    clear() {
      entries.clear();
      dropped = 0;
    },
  };
}
