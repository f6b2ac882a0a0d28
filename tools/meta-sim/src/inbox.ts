import { recipientKey } from './recipient.ts';

const CAPACITY = 500_000;

/** What came from users: which message ids exist, and when each user last wrote to each phone. */
export class Inbox {
  readonly #ids = new Map<string, number>();
  readonly #lastAt = new Map<string, number>();

  /** Remembers a message and everybody it may be known as coming from (phone number, user id, group). */
  note(phoneNumberId: string, messageId: string, senders: readonly string[]): void {
    const now = Date.now();
    remember(this.#ids, `${phoneNumberId} ${messageId}`, now);
    for (const sender of senders) remember(this.#lastAt, `${phoneNumberId} ${recipientKey(sender)}`, now);
  }

  /** Whether this message came to this phone; the newest 500,000 are known. */
  has(phoneNumberId: string, messageId: string): boolean {
    return this.#ids.has(`${phoneNumberId} ${messageId}`);
  }

  /** When this user last wrote to the phone, milliseconds since 1970; undefined: never. */
  lastFrom(phoneNumberId: string, sender: string): number | undefined {
    return this.#lastAt.get(`${phoneNumberId} ${sender}`);
  }

  /** Sets when a user last wrote, for tests of the 24-hour window; undefined forgets the user. */
  setLast(phoneNumberId: string, sender: string, at: number | undefined): void {
    const key = `${phoneNumberId} ${recipientKey(sender)}`;
    if (at === undefined) this.#lastAt.delete(key);
    else remember(this.#lastAt, key, at);
  }
}

function remember(map: Map<string, number>, key: string, at: number): void {
  map.delete(key);
  map.set(key, at);
  if (map.size <= CAPACITY) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
