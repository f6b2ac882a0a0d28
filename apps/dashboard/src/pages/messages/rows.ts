import type { LiveEvent } from '../../live/connection.ts';
import { matches, type Filter, type Message } from './filter.ts';

/** The messages that are shown, the newest first, and those that came since and wait above. */
export interface Rows {
  shown: readonly Message[];
  /** Newer than the first shown; the newest first. */
  above: readonly Message[];
}

export const NO_ROWS: Rows = { shown: [], above: [] };

/** Of what is kept; the oldest give way, and are read again by scrolling. */
const MAX_SHOWN = 20_000;
const MAX_ABOVE = 1000;

const messageOf = ({ data }: LiveEvent): Message | null => (data['message'] as Message | undefined) ?? null;

/** What becomes of the list when a page of older messages was read. */
export function extend({ shown, above }: Rows, page: readonly Message[]): Rows {
  const known = new Set([...shown, ...above].map(({ id }) => id));
  return { shown: [...shown, ...page.filter(({ id }) => !known.has(id))], above };
}

/**
 * What becomes of the list by a batch of events: a message that is in it is renewed in its place, also when it no longer
 * matches, so that nothing jumps away under the eye; one that is new is put above, to be shown when asked for.
 */
export function hear(rows: Rows, events: readonly LiveEvent[], filter: Filter): Rows {
  const latest = new Map<string, Message>();
  for (const event of events) {
    const message = messageOf(event);
    if (message) latest.set(message.id, message);
  }
  if (latest.size === 0) return rows;
  const renew = (list: readonly Message[]) => {
    let isChanged = false;
    const next = list.map((message) => {
      const renewed = latest.get(message.id);
      if (!renewed) return message;
      latest.delete(message.id);
      isChanged = true;
      return renewed;
    });
    return isChanged ? next : list;
  };
  const [shown, above] = [renew(rows.shown), renew(rows.above)];
  const oldest = rows.shown.at(-1)?.createdAt ?? '';
  const fresh = [...latest.values()].filter(
    (message) => matches(filter, message) && message.createdAt >= oldest,
  );
  if (fresh.length === 0) return shown === rows.shown && above === rows.above ? rows : { shown, above };
  const next = [...fresh.reverse(), ...above].slice(0, MAX_ABOVE);
  return { shown, above: next };
}

/** Shows what waits above. */
export const reveal = ({ shown, above }: Rows): Rows =>
  above.length === 0 ? { shown, above } : { shown: [...above, ...shown].slice(0, MAX_SHOWN), above: [] };
