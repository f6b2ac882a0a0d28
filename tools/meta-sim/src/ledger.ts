/** One message that reached "WhatsApp". */
export interface LedgerEntry {
  /** Position in the ledger, from 1, without gaps; never used twice, not even after a clear. */
  seq: number;
  /** The wamid. */
  id: string;
  phoneNumberId: string;
  /** Digits for a phone number; otherwise the business-scoped user id or group id as it was given. */
  to: string;
  type: string;
  /** `text.body` of a text, null for every other type. */
  text: string | null;
  /** The caption of a file, null when there is none. */
  caption: string | null;
  /** `biz_opaque_callback_data`, null when the send carried none. */
  opaque: string | null;
  /** When it was accepted, ISO 8601. */
  at: string;
  /** How many sends with the same `opaque` the ledger holds; 1 when there was no opaque. */
  times: number;
  /**
   * The whole body as it was accepted, when the reader asked for bodies; null when it gave way to newer ones.
   */
  body?: unknown;
}

export type NewLedgerEntry = Omit<LedgerEntry, 'seq' | 'at' | 'times' | 'body'>;

/** What a reader looks for; every field narrows. `after` is a `seq`. */
export interface LedgerFilter {
  opaque?: string | undefined;
  to?: string | undefined;
  id?: string | undefined;
  after?: number | undefined;
  limit?: number | undefined;
  /** Show the bodies too. */
  bodies?: boolean | undefined;
}

/** `nextAfter` is the `after` of the next page, null when this page is the last. */
export interface LedgerPage {
  entries: LedgerEntry[];
  nextAfter: number | null;
}

export interface LedgerSummary {
  /** Messages that reached "WhatsApp" since the last clear, those dropped from the ledger included. */
  messages: number;
  /** How many of them repeated the `opaque` of one that the ledger held already. */
  duplicatesByOpaque: number;
  /** Entries that gave way to newer ones because the ledger was full. */
  dropped: number;
}

interface Stored extends NewLedgerEntry {
  seq: number;
  atMs: number;
  /** The body as JSON text; undefined once it gave way. */
  raw: string | undefined;
}

/** Every message that was accepted, the newest `capacity` of them readable, with the newest `bodyBytes` of bodies. */
export class Ledger {
  readonly #capacity: number;
  readonly #byOpaque = new Map<string, Stored[]>();
  /** A ring: the entry `seq` stands at `(seq - base - 1) % capacity`. */
  #ring: Stored[] = [];
  #base = 0;
  #lastSeq = 0;
  #duplicates = 0;
  readonly #bodyLimit: number;
  /** Characters of the bodies kept; the oldest of them belongs to `#firstBody`. */
  #bodyBytes = 0;
  #firstBody = 1;

  constructor(capacity = 500_000, bodyBytes = 64 * 1024 * 1024) {
    this.#capacity = capacity;
    this.#bodyLimit = bodyBytes;
  }

  /** `raw` is the accepted body as it came. */
  add(entry: NewLedgerEntry, raw = ''): void {
    const stored: Stored = { ...entry, seq: this.#lastSeq + 1, atMs: Date.now(), raw };
    const slot = this.#slotOf(stored.seq);
    const oldest = this.#ring[slot];
    if (oldest) this.#forget(oldest);
    this.#ring[slot] = stored;
    this.#lastSeq = stored.seq;
    this.#remember(stored);
    this.#bodyBytes += raw.length;
    while (this.#bodyBytes > this.#bodyLimit) this.#dropOldestBody();
  }

  find(filter: LedgerFilter = {}): LedgerPage {
    const limit = filter.limit ?? 100;
    const found: Stored[] = [];
    for (const stored of this.#candidates(filter)) {
      if (!matches(stored, filter)) continue;
      found.push(stored);
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    const more = found.length > limit;
    return {
      entries: page.map((stored) => this.#shown(stored, filter.bodies)),
      nextAfter: more ? page.at(-1)!.seq : null,
    };
  }

  summary(): LedgerSummary {
    return {
      messages: this.#lastSeq - this.#base,
      duplicatesByOpaque: this.#duplicates,
      dropped: this.#lastSeq - this.#base - this.#ring.length,
    };
  }

  clear(): void {
    this.#ring = [];
    this.#byOpaque.clear();
    this.#base = this.#lastSeq;
    this.#duplicates = 0;
    this.#bodyBytes = 0;
    this.#firstBody = this.#lastSeq + 1;
  }

  #slotOf(seq: number): number {
    return (seq - this.#base - 1) % this.#capacity;
  }

  #remember(stored: Stored): void {
    if (stored.opaque === null) return;
    const same = this.#byOpaque.get(stored.opaque);
    if (!same) {
      this.#byOpaque.set(stored.opaque, [stored]);
      return;
    }
    same.push(stored);
    this.#duplicates += 1;
  }

  #dropOldestBody(): void {
    const stored = this.#ring[this.#slotOf(this.#firstBody)];
    // A slot that was taken by a newer message has given its body up already.
    if (stored?.seq === this.#firstBody) this.#giveUpBody(stored);
    this.#firstBody += 1;
  }

  #giveUpBody(stored: Stored): void {
    this.#bodyBytes -= stored.raw?.length ?? 0;
    stored.raw = undefined;
  }

  #forget(oldest: Stored): void {
    this.#giveUpBody(oldest);
    if (oldest.opaque === null) return;
    const same = this.#byOpaque.get(oldest.opaque);
    same?.shift();
    if (same?.length === 0) this.#byOpaque.delete(oldest.opaque);
  }

  #candidates(filter: LedgerFilter): Iterable<Stored> {
    if (filter.opaque !== undefined) return this.#byOpaque.get(filter.opaque) ?? [];
    return this.#inOrder(filter.after ?? 0);
  }

  *#inOrder(after: number): Iterable<Stored> {
    const first = Math.max(after, this.#lastSeq - this.#ring.length) + 1;
    for (let seq = first; seq <= this.#lastSeq; seq += 1) yield this.#ring[this.#slotOf(seq)]!;
  }

  #shown({ atMs, raw, ...stored }: Stored, bodies = false): LedgerEntry {
    const same = stored.opaque === null ? undefined : this.#byOpaque.get(stored.opaque);
    const entry = { ...stored, at: new Date(atMs).toISOString(), times: same?.length ?? 1 };
    return bodies ? { ...entry, body: raw ? (JSON.parse(raw) as unknown) : null } : entry;
  }
}

function matches(stored: Stored, filter: LedgerFilter): boolean {
  return (
    (filter.after === undefined || stored.seq > filter.after) &&
    (filter.to === undefined || stored.to === filter.to) &&
    (filter.id === undefined || stored.id === filter.id)
  );
}
