import { sha256Hex, type Clock } from '@watertight/core';
import type { KeyHolder, SessionHolder, SessionLife, Store } from '@watertight/store';

/** Who holds which secret, remembered for a moment. */
export interface Remembering<Holder> {
  /** Null for a key that nobody holds. @throws CodedError STORE_UNAVAILABLE */
  holderOf(key: string): Promise<Holder | null>;
  /** The holder, when he was looked up within five seconds; else undefined, without asking. */
  remembered(key: string): Holder | undefined;
  /** Forgets all: a key was revoked here. Other instances notice within five seconds. */
  forget(): void;
}

const REMEMBERED_MS = 5000;
const MAX_REMEMBERED = 10_000;
/** Longer than any key that was ever made; what is longer is not looked up. */
const MAX_KEY_LENGTH = 200;

interface Remembered<Holder> {
  holder: Promise<Holder | null>;
  /** What became of it. */
  found?: Holder | null;
  until: number;
}

/** Concurrent requests with one key share one look-up; only digests of keys are kept. */
function remember<Holder>(
  find: (secret: string) => Promise<Holder | null>,
  clock: Clock,
): Remembering<Holder> {
  const known = new Map<string, Remembered<Holder>>();

  const lookUp = (key: string, digest: string): Promise<Holder | null> => {
    const holder = find(key);
    const entry: Remembered<Holder> = { holder, until: clock.now().getTime() + REMEMBERED_MS };
    known.delete(digest);
    known.set(digest, entry);
    const [oldest] = known.keys();
    if (known.size > MAX_REMEMBERED && oldest !== undefined) known.delete(oldest);
    holder.then(
      (found) => {
        entry.found = found;
      },
      () => {
        if (known.get(digest) === entry) known.delete(digest);
      },
    );
    return holder;
  };

  return {
    remembered(key) {
      if (key.length > MAX_KEY_LENGTH) return undefined;
      const entry = known.get(sha256Hex(key));
      return entry && entry.until > clock.now().getTime() ? (entry.found ?? undefined) : undefined;
    },
    async holderOf(key) {
      if (key.length > MAX_KEY_LENGTH) return null;
      const digest = sha256Hex(key);
      const entry = known.get(digest);
      return entry && entry.until > clock.now().getTime() ? entry.holder : lookUp(key, digest);
    },
    forget: () => known.clear(),
  };
}

export type Keys = Remembering<KeyHolder>;
export type Sessions = Remembering<SessionHolder>;

/** Company keys. */
export const createKeys = (store: Pick<Store, 'companies'>, clock: Clock): Keys =>
  remember((key) => store.companies.findKey(key), clock);

/** Sessions of employees, by their tokens. */
export const createSessions = (store: Pick<Store, 'employees'>, life: SessionLife, clock: Clock): Sessions =>
  remember((token) => store.employees.findSession(token, life), clock);
