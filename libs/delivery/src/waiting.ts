import { isFinal, type Message } from '@watertight/core';
import type { DeliveryDeps } from './types.ts';

/** A broadcast may be lost; the store is asked this often at the least. */
const POLL_MS = 1000;

/** Callers that hold their answer until a message is sent. */
export function createWaiting({ store, coordination }: Pick<DeliveryDeps, 'store' | 'coordination'>) {
  const waiters = new Map<string, Set<() => void>>();
  coordination.subscribe('messages', ({ messageIds }) => {
    for (const id of messageIds) for (const look of waiters.get(id) ?? []) look();
  });

  const register = (id: string, look: () => void) => {
    const set = waiters.get(id) ?? new Set();
    waiters.set(id, set.add(look));
    return () => {
      set.delete(look);
      if (set.size === 0) waiters.delete(id);
    };
  };

  /** Resolves at the next word of the message, after `ms`, or when the signal aborts; keeps no timer. */
  const nextWord = (id: string, ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        unregister();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      const unregister = register(id, done);
      signal.addEventListener('abort', done, { once: true });
    });

  return {
    async waitForSent(message: Message, timeoutMs: number, signal: AbortSignal): Promise<Message> {
      const deadline = performance.now() + timeoutMs;
      let current = message;
      for (;;) {
        const leftMs = deadline - performance.now();
        if (isFinal(current.status) || leftMs <= 0 || signal.aborted) return current;
        const word = nextWord(message.id, Math.min(leftMs, POLL_MS), signal);
        current = (await store.messages.find(message.companyId, message.id)) ?? current;
        if (isFinal(current.status)) continue;
        await word;
        current = (await store.messages.find(message.companyId, message.id)) ?? current;
      }
    },
  };
}
