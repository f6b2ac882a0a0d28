import type { Schema } from '@watertight/client';

export type LiveEvent = Schema<'Event'>;

/** `waiting`: it was lost, and is tried again. */
export type LiveState = 'connecting' | 'live' | 'waiting' | 'off';

/** What happened since the last time, in its order. `isGap`: something in between was not told; ask anew. */
export interface Batch {
  events: readonly LiveEvent[];
  isGap: boolean;
}

export interface LiveOptions {
  /** Of `/ws`, with what is wanted; `after` is added. */
  url: string;
  protocols: string[];
  /** The session that it was opened with is over. */
  onRevoked(): void;
  open?: (url: string, protocols: string[]) => WebSocket;
  /** Runs `work` before the next picture is drawn, or soon where nothing is drawn. */
  schedule?: (work: () => void) => () => void;
  random?: () => number;
  now?: () => number;
}

export interface LiveConnection {
  /** From now on `hear` is given what happens, at most once for each picture that the browser draws. */
  listen(hear: (batch: Batch) => void): () => void;
  state(): LiveState;
  onState(listener: () => void): () => void;
  close(): void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** After a longer absence what was missed is asked for, not told one by one. */
const RESUMES_WITHIN_MS = 60_000;
/** What waits to be shown; more is a gap. A hidden page draws nothing and still hears. */
const MAX_WAITING = 5000;
const REVOKED = 4001;

/** In a page that is drawn at most once a picture; in a hidden one, which has no pictures, now and then. */
export function nextFrame(work: () => void): () => void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    work();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, 500);
  return () => {
    isDone = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/**
 * One connection to the event stream, kept alive: a lost one is opened again, with growing pauses, after the last event
 * that came. Events are handed on in batches, so that two hundred a second cost no more than sixty pictures do.
 */
export function connectLive({
  url,
  protocols,
  onRevoked,
  open = (to, offered) => new WebSocket(to, offered),
  schedule = nextFrame,
  random = Math.random,
  now = Date.now,
}: LiveOptions): LiveConnection {
  const hearers = new Set<(batch: Batch) => void>();
  const watchers = new Set<() => void>();
  let state: LiveState = 'connecting';
  let socket: WebSocket | undefined;
  let lastId: string | null = null;
  let lostAt: number | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let waiting: LiveEvent[] = [];
  let isGap = false;
  let cancelFlush: (() => void) | undefined;

  const become = (next: LiveState) => {
    if (state === next) return;
    state = next;
    for (const watcher of watchers) watcher();
  };

  const flush = () => {
    cancelFlush = undefined;
    const batch = { events: waiting, isGap };
    [waiting, isGap] = [[], false];
    for (const hear of hearers) hear(batch);
  };

  const take = (event: LiveEvent | null) => {
    if (event === null || waiting.length >= MAX_WAITING) [waiting, isGap] = [[], true];
    if (event) waiting.push(event);
    cancelFlush ??= schedule(flush);
  };

  const connect = () => {
    const isShort = lostAt !== null && now() - lostAt < RESUMES_WITHIN_MS;
    const after = isShort ? lastId : null;
    socket = open(after === null ? url : `${url}&after=${after}`, protocols);
    socket.onopen = () => {
      if (after === null) take(null); // what happened before nobody told
      become('live');
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      pauseMs = FIRST_PAUSE_MS; // it works; one that is only opened and closed does not
      const event = JSON.parse(data) as LiveEvent;
      lastId = event.id;
      take(event);
    };
    socket.onclose = ({ code }) => {
      if (state === 'off') return;
      if (code === REVOKED) {
        close();
        onRevoked();
        return;
      }
      if (state === 'live' || lostAt === null) lostAt = now();
      become('waiting');
      retry = setTimeout(connect, pauseMs * (0.5 + random()));
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    };
  };

  const close = () => {
    become('off');
    clearTimeout(retry);
    cancelFlush?.();
    socket?.close();
  };

  connect();
  return {
    listen(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    state: () => state,
    onState(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    close,
  };
}
