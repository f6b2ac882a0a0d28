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

/** More than this unread, and a client is told what happens at the pace at which it reads. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** One who catches up is given more when he has read down to this. */
const REFILL_BYTES = 256 * 1024;
const REFILL_WITHIN_MS = 30_000;
/** Who reads nothing at all for so long is not waited for. */
const STALLED_MS = 5000;
const REFILL_LOOK_MS = 10;
const PAGE = 500;
/** How far this instance may be behind what a client has from another. */
const UNREAD_WITHIN_MS = 5000;

const SLOW = 'Too slow: connect again with after=<the last event id>';

/**
 * Tells one client what it wants to hear: first what it missed, then what happens; after a burst that it has not read
 * yet, again what it missed. Resolves when it is up to date for the first time.
 */
export async function serveClient(socket: WebSocket, feed: EventFeed, wish: Wish, log: Log): Promise<void> {
  let position = await placeOf(wish, feed);
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

  const catchUp = async (): Promise<void> => {
    for (;;) {
      if (!(await drained(socket))) return isOpen() ? drop() : undefined;
      const upTo = feed.position();
      if (position >= upTo) break;
      const page = await feed.past(wish, position, upTo, PAGE);
      send(page);
      if (page.length < PAGE) position = Math.max(position, upTo);
    }
    leave = feed.join({ companyId: wish.companyId, position: () => position, hear });
  };

  const hear = (told: readonly Told[]) => {
    send(told);
    if (socket.bufferedAmount <= MAX_BUFFERED_BYTES) return;
    leave();
    catchUp().catch((error: unknown) => failed(error));
  };

  const drop = () => {
    log.info({ companyId: wish.companyId, bufferedBytes: socket.bufferedAmount }, 'ws.too-slow');
    end(socket, CLOSE.slow, SLOW);
  };

  const failed = (error: unknown) => {
    log.warn({ err: error, companyId: wish.companyId }, 'ws.failed');
    end(socket, CLOSE.goingAway, 'Try again with after=<the last event id>');
  };

  await catchUp().catch(failed);
}

/** Whether the client is open, and has read enough to be given more. */
async function drained(socket: WebSocket): Promise<boolean> {
  const from = performance.now();
  let unread = socket.bufferedAmount;
  let readAt = from;
  while (socket.readyState === socket.OPEN && socket.bufferedAmount > REFILL_BYTES) {
    const now = performance.now();
    if (socket.bufferedAmount < unread) [unread, readAt] = [socket.bufferedAmount, now];
    if (now - readAt > STALLED_MS || now - from > REFILL_WITHIN_MS) return false;
    await new Promise((resolve) => setTimeout(resolve, REFILL_LOOK_MS));
  }
  return socket.readyState === socket.OPEN;
}

/**
 * Where to begin. An event that another instance, or the list of events, has told already may not have been read by
 * this one yet: from before it, it would come twice. What still has not come after a while was never told.
 */
async function placeOf({ after }: Wish, feed: EventFeed): Promise<number> {
  const until = performance.now() + UNREAD_WITHIN_MS;
  while (after !== null && after > feed.position() && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, REFILL_LOOK_MS));
  return Math.min(after ?? feed.position(), feed.position());
}

const isWanted = ({ types, phoneIndex }: Wish, { event }: Told): boolean =>
  (types === null || types.has(event.type)) && (phoneIndex === null || phoneIndex === event.phoneIndex);
