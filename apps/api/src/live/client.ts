import type { EventType, Log } from '@watertight/core';
import type { EventFeed, Told } from '@watertight/delivery';
import type { WebSocket } from 'ws';
import { CLOSE, end } from './server.ts';

/** What a client wants to hear. */
export interface Wish {
  /** Null: every company. */
  companyId: string | null;
  types: ReadonlySet<EventType> | null;
  phoneIndex: number | null;
  /** The place of the last event that it has; null: only what is to come. */
  after: number | null;
}

/** What waits to be read by one client, at the most: more, and it is too slow. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** One who catches up is given more when he has read down to this. */
const REFILL_BYTES = 256 * 1024;
const REFILL_WITHIN_MS = 30_000;
const REFILL_LOOK_MS = 10;
const PAGE = 500;

const SLOW = 'Too slow: connect again with after=<the last event id>';

/** Tells one client what it wants to hear: first what it missed, then what happens. Resolves when it is up to date. */
export async function serveClient(socket: WebSocket, feed: EventFeed, wish: Wish, log: Log): Promise<void> {
  let position = Math.min(wish.after ?? feed.position(), feed.position());
  let leave = () => undefined as void;
  const isOpen = () => socket.readyState === socket.OPEN;
  socket.once('close', () => leave());

  const send = (told: readonly Told[]) => {
    for (const one of told) {
      position = one.event.seq;
      if (!isOpen()) return;
      if (isWanted(wish, one)) socket.send(one.text());
    }
  };

  const drained = async (): Promise<boolean> => {
    const until = performance.now() + REFILL_WITHIN_MS;
    while (isOpen() && socket.bufferedAmount > REFILL_BYTES) {
      if (performance.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, REFILL_LOOK_MS));
    }
    return isOpen();
  };

  const drop = () => {
    leave();
    log.info({ companyId: wish.companyId, bufferedBytes: socket.bufferedAmount }, 'ws.too-slow');
    end(socket, CLOSE.slow, SLOW);
  };

  for (;;) {
    const upTo = feed.position();
    if (position >= upTo) break;
    const page = await feed.past(wish, position, upTo, PAGE);
    send(page);
    if (page.length < PAGE) position = Math.max(position, upTo);
    if (!(await drained())) return isOpen() ? drop() : undefined;
  }
  if (!isOpen()) return;
  leave = feed.join({
    companyId: wish.companyId,
    position: () => position,
    hear(told) {
      send(told);
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) drop();
    },
  });
}

const isWanted = ({ types, phoneIndex }: Wish, { event }: Told): boolean =>
  (types === null || types.has(event.type)) && (phoneIndex === null || phoneIndex === event.phoneIndex);
