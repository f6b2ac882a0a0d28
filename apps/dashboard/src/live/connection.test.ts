import { beforeEach, expect, test, vi } from 'vitest';
import { connectLive, type Batch } from './connection.ts';

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((closed: { code: number }) => void) | null = null;
  readonly url: string;
  isClosed = false;
  constructor(url: string) {
    this.url = url;
  }
  close() {
    this.isClosed = true;
  }
}

let sockets: FakeSocket[];
let batches: Batch[];
let nowMs: number;
let frames: (() => void)[];
let revoked: number;

beforeEach(() => {
  vi.useFakeTimers();
  [sockets, batches, frames, nowMs, revoked] = [[], [], [], 0, 0];
});

function connect() {
  const live = connectLive({
    url: 'ws://gateway/ws?companyId=demo',
    protocols: ['watertight'],
    onRevoked: () => revoked++,
    open: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    schedule: (work) => {
      frames.push(work);
      return () => undefined;
    },
    random: () => 0.5,
    now: () => nowMs,
  });
  live.listen((batch) => batches.push(batch));
  return live;
}

const event = (n: number) => ({ data: JSON.stringify({ id: `evt_${n}`, type: 'message.sent' }) });
const draw = () => frames.splice(0).forEach((work) => work());
const last = () => sockets.at(-1)!;

test('a thousand events between two pictures are one batch, in their order', () => {
  connect();
  last().onopen?.();
  for (let n = 0; n < 1000; n++) last().onmessage?.(event(n));
  expect(frames).toHaveLength(1);
  draw();
  expect(batches).toHaveLength(1);
  expect(batches[0]?.events.map(({ id }) => id).slice(0, 3)).toEqual(['evt_0', 'evt_1', 'evt_2']);
  expect(batches[0]?.events).toHaveLength(1000);
});

test('the first opening is a gap: what was read before it may be old', () => {
  connect();
  last().onopen?.();
  draw();
  expect(batches).toEqual([{ events: [], isGap: true }]);
});

test('a lost connection goes on after the last event, without a gap', () => {
  const live = connect();
  last().onopen?.();
  last().onmessage?.(event(7));
  draw();
  last().onclose?.({ code: 1006 });
  expect(live.state()).toBe('waiting');
  vi.advanceTimersByTime(500);
  expect(last().url).toBe('ws://gateway/ws?companyId=demo&after=evt_7');
  last().onopen?.();
  last().onmessage?.(event(8));
  draw();
  expect(live.state()).toBe('live');
  expect(batches.at(-1)).toMatchObject({ isGap: false, events: [{ id: 'evt_8' }] });
});

test('after a long absence it begins anew, and says that there is a gap', () => {
  connect();
  last().onopen?.();
  last().onmessage?.(event(7));
  draw();
  last().onclose?.({ code: 1006 });
  nowMs = 61_000;
  vi.advanceTimersByTime(500);
  expect(last().url).not.toContain('after');
  last().onopen?.();
  draw();
  expect(batches.at(-1)).toEqual({ events: [], isGap: true });
});

test('pauses between attempts grow, to a quarter of a minute', () => {
  connect();
  let attempts = 0;
  for (let second = 0; second < 60; second++) {
    if (sockets.length > attempts) {
      attempts = sockets.length;
      last().onclose?.({ code: 1006 });
    }
    vi.advanceTimersByTime(1000);
  }
  expect(attempts).toBeGreaterThan(5);
  expect(attempts).toBeLessThan(11);
});

test('more than can be kept is a gap, and what came last', () => {
  connect();
  last().onopen?.();
  draw();
  for (let n = 0; n < 5001; n++) last().onmessage?.(event(n));
  draw();
  expect(batches.at(-1)?.isGap).toBe(true);
  expect(batches.at(-1)?.events.map(({ id }) => id)).toEqual(['evt_5000']);
});

test('a revoked session ends it for good', () => {
  const live = connect();
  last().onopen?.();
  last().onclose?.({ code: 4001 });
  vi.advanceTimersByTime(60_000);
  expect([live.state(), sockets.length, revoked]).toEqual(['off', 1, 1]);
});

test('a closed one is not opened again', () => {
  const live = connect();
  live.close();
  last().onclose?.({ code: 1000 });
  vi.advanceTimersByTime(60_000);
  expect([sockets.length, last().isClosed]).toEqual([1, true]);
});
