import type { Coordination } from '@watertight/coordination';
import type { Log } from '@watertight/core';
import type { Store, StreamedEvent } from '@watertight/store';
import { every, type Loop } from '../sweep.ts';
import { envelopeOf } from './envelope.ts';

/** An event with the words in which it is told, made once for all who hear it. */
export interface Told {
  event: StreamedEvent;
  text(): string;
}

/** Somebody who hears events as they happen. */
export interface Hearer {
  /** Null hears every company. */
  companyId: string | null;
  /** The place of the last event that he has heard, or passed. */
  position(): number;
  /** Events after his position, in order. Must not throw. */
  hear(told: Told[]): void;
}

/** The event stream, read once for this process and told to all of its hearers. */
export interface EventFeed {
  /** How far it has been read: every event up to there has been told to who was there. */
  position(): number;
  /** From the next step on; what happened since the hearer's position comes first. The result ends it. */
  join(hearer: Hearer): () => void;
  /** A page of what happened to one who is behind; `upTo` is a position of this feed. */
  past(hearer: Pick<Hearer, 'companyId'>, after: number, upTo: number, limit: number): Promise<Told[]>;
  hearers(): number;
  /**
   * Begins to read, from where the stream is now.
   * @throws CodedError STORE_UNAVAILABLE when it cannot be said how far the stream is
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface FeedDeps {
  store: Pick<Store, 'events'>;
  coordination: Pick<Coordination, 'subscribe'>;
  log: Log;
}

const LOOK_MS = 100;
const PAGE = 1000;

export const told = (event: StreamedEvent): Told => {
  let text: string | undefined;
  return { event, text: () => (text ??= JSON.stringify(envelopeOf(event))) };
};

export function createFeed({ store, coordination, log }: FeedDeps): EventFeed {
  const { events } = store;
  const horizon = events.horizon();
  const live = new Set<Hearer>();
  /** Came since the last step: what the page under way holds is not for them. */
  const joining = new Set<Hearer>();
  let position = 0;
  let loop: Loop | null = null;
  let unsubscribe: (() => void) | null = null;

  const companiesOf = (hearers: Iterable<Hearer>): string[] | null => {
    const ids = new Set<string>();
    for (const { companyId } of hearers) {
      if (companyId === null) return null;
      ids.add(companyId);
    }
    return [...ids];
  };

  /** Those who have come hear what they missed while they came, and are there from now on. */
  const admit = async () => {
    if (joining.size === 0) return;
    const behind = [...joining].filter((hearer) => hearer.position() < position);
    if (behind.length > 0) {
      const after = Math.min(...behind.map((hearer) => hearer.position()));
      const range = { after, upTo: position, companyIds: companiesOf(behind), limit: PAGE };
      const page = await events.read(range);
      tell(behind, page);
      // With a whole page there may be more: they come in later.
      if (page.length === PAGE) return;
    }
    // One who came while the page was read is not among these.
    for (const hearer of behind) if (joining.delete(hearer)) live.add(hearer);
    for (const hearer of joining)
      if (hearer.position() >= position && joining.delete(hearer)) live.add(hearer);
  };

  const tell = (hearers: Iterable<Hearer>, page: StreamedEvent[]) => {
    if (page.length === 0) return;
    const words = page.map(told);
    const byCompany = new Map<string, Told[]>();
    for (const word of words) {
      const own = byCompany.get(word.event.companyId);
      if (own) own.push(word);
      else byCompany.set(word.event.companyId, [word]);
    }
    for (const hearer of hearers) {
      const own = hearer.companyId === null ? words : (byCompany.get(hearer.companyId) ?? []);
      const from = hearer.position();
      const news = own.filter(({ event }) => event.seq > from);
      if (news.length > 0) hearer.hear(news);
    }
  };

  const look = async () => {
    const upTo = await horizon.settled();
    for (;;) {
      await admit();
      if (position >= upTo) return;
      const present = [...live];
      const range = { after: position, upTo, companyIds: companiesOf(present), limit: PAGE };
      const page = await events.read(range);
      const isWhole = page.length < PAGE;
      // A place in memory is that of a row that was read: see docs/decisions/0017.
      const next = isWhole ? await events.last(position, upTo) : (page.at(-1)?.seq ?? position);
      tell(
        present.filter((hearer) => live.has(hearer)),
        page,
      );
      position = Math.max(position, next);
      if (isWhole) return admit();
    }
  };

  return {
    position: () => position,
    join(hearer) {
      joining.add(hearer);
      loop?.poke();
      return () => {
        joining.delete(hearer);
        live.delete(hearer);
      };
    },
    past: async ({ companyId }, after, upTo, limit) =>
      (await events.read({ after, upTo, companyIds: companyId === null ? null : [companyId], limit })).map(
        told,
      ),
    hearers: () => live.size + joining.size,
    async start() {
      position = await events.last(0, await horizon.settled(1000));
      loop = every(LOOK_MS, 'event feed', log, look);
      unsubscribe = coordination.subscribe('messages', () => loop?.poke());
    },
    async stop() {
      unsubscribe?.();
      await loop?.stop();
    },
  };
}
