import type { Life } from './client.ts';
import { identifyInPage } from './page/inbound.ts';
import type { RawPeople } from './raw.ts';

const MAX_KNOWN = 5000;
/** How often WhatsApp is asked who hides behind a LID; its page may learn it meanwhile all the same. */
const ASK_AGAIN_MS = 5 * 60_000;
/** And how often the page, for the LID of a number. */
const LID_AGAIN_MS = 5 * 60_000;
const ASK_MS = 5000;
const MAX_ASKED = 50;

interface Known {
  person: RawPeople[string];
  seenAt: number;
  /** When WhatsApp itself was asked. */
  askedAt: number;
}

/** Which number and which LID belong together, as a phone's page says; what is known whole is asked no more. */
export interface Identities {
  /** Those of whom the page says something. Rejects when it does not answer. */
  of(life: Pick<Life, 'run'>, ids: string[]): Promise<RawPeople>;
}

export function createIdentities(): Identities {
  const known = new Map<string, Known>();

  const isSettled = (id: string, now: number): boolean => {
    const one = known.get(id);
    if (!one || one.person.number === null) return false;
    return one.person.lid !== null || now - one.seenAt < LID_AGAIN_MS;
  };

  const remember = (id: string, entry: Known) => {
    known.delete(id);
    known.set(id, entry);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  };

  async function ask(life: Pick<Life, 'run'>, ids: string[], now: number): Promise<void> {
    const askFor = ids.filter((id) => now - (known.get(id)?.askedAt ?? -Infinity) > ASK_AGAIN_MS);
    const found = await life.run('The identities', ASK_MS, identifyInPage, { ids, askFor });
    for (const { id, number, lid } of found) {
      const askedAt = askFor.includes(id) ? now : (known.get(id)?.askedAt ?? now);
      remember(id, { person: { number, lid }, seenAt: now, askedAt });
    }
  }

  return {
    async of(life, ids) {
      const now = performance.now();
      const news = ids.filter((id) => !isSettled(id, now)).slice(0, MAX_ASKED);
      if (news.length > 0) await ask(life, news, now);
      return Object.fromEntries(
        ids.flatMap((id) => {
          const person = known.get(id)?.person;
          return person ? [[id, person]] : [];
        }),
      );
    },
  };
}
