import { randomUUID } from 'node:crypto';
import type { Log } from '@watertight/core';
import type { Redis } from 'ioredis';
import type { Listener } from './redis.ts';

/** How a call to another process ended. */
export type CallEnd =
  | { kind: 'answered'; value: unknown }
  /** Certain: nobody heard it. */
  | { kind: 'nobody' }
  /** No answer came in time: it may or may not have been done. */
  | { kind: 'late' };

export interface Calls {
  /** Asks whoever answers at `address`; JSON both ways. Settles within `timeoutMs`; never rejects. */
  call(address: string, request: unknown, timeoutMs: number): Promise<CallEnd>;
  /**
   * Answers what is asked at `address`. Of several that answer there, in this process or others, one is given each
   * call. `signal` aborts when the caller no longer waits. A handler that throws lets its caller wait in vain. The
   * result ends it.
   */
  answer(address: string, handler: (request: unknown, signal: AbortSignal) => Promise<unknown>): () => void;
}

interface Asked {
  id: string;
  replyTo: string;
  waitMs: number;
  request: unknown;
}

/** Of an answer: some ten thousand groups. Redis cuts a listener off at 32 MiB that waits for it. */
const MAX_CHARS = 4 * 1024 * 1024;
/** Whoever answers gives up a little earlier than his caller, so that his word still arrives. */
const MARGIN_MS = 300;
/** Calls of one process that wait for an answer, at the most. */
const MAX_WAITING = 1000;
/** Calls that one process works on, at the most; more are left unanswered. */
const MAX_WORKING = 200;

export function createCalls(client: Redis, listener: Listener, prefix: string, log: Log): Calls {
  const self = randomUUID();
  const waiting = new Map<string, (value: unknown) => void>();
  const answering = new Set<string>();
  const replyChannel = `${prefix}:reply:${self}`;
  const channelOf = (address: string) => `${prefix}:call:${address}`;
  let working = 0;
  let listening: Promise<boolean> | undefined;

  const hearReply = (text: string) => {
    const { id, value } = JSON.parse(text) as { id: string; value: unknown };
    waiting.get(id)?.(value);
  };

  /** Several may hear a call; the first to say so takes it. */
  const take = async ({ id, waitMs }: Asked): Promise<boolean> =>
    (await client.set(`${prefix}:call-taken:${id}`, self, 'PX', waitMs + 1000, 'NX')) === 'OK';

  const reply = (replyTo: string, id: string, value: unknown) => {
    const text = JSON.stringify({ id, value });
    if (text.length > MAX_CHARS) throw new Error('The answer is too large');
    return client.publish(replyTo, text);
  };

  const work = async (asked: Asked, handler: Parameters<Calls['answer']>[1]) => {
    const { id, replyTo, waitMs, request } = asked;
    const signal = AbortSignal.timeout(Math.max(MARGIN_MS, waitMs - MARGIN_MS));
    if (await take(asked)) await reply(replyTo, id, await handler(request, signal));
  };

  const ask = (address: string, request: unknown, timeoutMs: number): Promise<CallEnd> => {
    const id = randomUUID();
    const asked: Asked = { id, replyTo: replyChannel, waitMs: timeoutMs, request };
    return new Promise((resolve) => {
      const end = (how: CallEnd) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(how);
      };
      const timer = setTimeout(() => end({ kind: 'late' }), timeoutMs);
      waiting.set(id, (value) => end({ kind: 'answered', value }));
      client
        .publish(channelOf(address), JSON.stringify(asked))
        .then((heardBy) => heardBy === 0 && end({ kind: 'nobody' }))
        .catch((error: unknown) => {
          // A command that timed out may have been heard; the deadline tells.
          log.debug({ err: error, address }, 'call.publish-failed');
          if (client.status !== 'ready') end({ kind: 'nobody' });
        });
    });
  };

  return {
    async call(address, request, timeoutMs) {
      if (waiting.size >= MAX_WAITING || client.status !== 'ready') return { kind: 'nobody' };
      listening ??= listener.hear(replyChannel, hearReply);
      if (await listening) return ask(address, request, timeoutMs);
      listening = undefined;
      return { kind: 'nobody' };
    },
    answer(address, handler) {
      if (answering.has(address)) throw new Error(`${address} is answered already`);
      answering.add(address);
      void listener.hear(channelOf(address), (text) => {
        if (working >= MAX_WORKING) return;
        working++;
        const asked = JSON.parse(text) as Asked;
        work(asked, handler)
          .catch((error: unknown) => log.error({ err: error, address }, 'call.failed'))
          .finally(() => working--);
      });
      return () => {
        answering.delete(address);
        listener.deafen(channelOf(address));
      };
    },
  };
}
