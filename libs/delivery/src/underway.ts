import type { ClaimedMessage } from '@watertight/core';
import type { Settlement } from './settle.ts';

/** Where the outcomes of sends go that have outlived their turn. */
export interface Keeper {
  settle(settlement: Settlement): Promise<void>;
  /** It ended before it was handed over. */
  leave(messageId: string): void;
}

export interface UnderwaySend {
  readonly message: ClaimedMessage;
  /** The channel has it. */
  begun: boolean;
  /** Its outcome is known, and being written. */
  settling: boolean;
  /** It has outlived its turn; its outcome is the keeper's. */
  keeper?: Keeper;
}

/** What a turn has claimed and not settled: at most `parallel` are sent at once, in the order in which they came. */
export interface Underway {
  readonly size: number;
  add(message: ClaimedMessage): void;
  /** Resolves when no more than `left` are under way, or after `ms`. */
  until(left: number, ms: number): Promise<void>;
  /** Those that are being sent. */
  sends(): UnderwaySend[];
  /** Takes out what has not begun. */
  withdraw(): ClaimedMessage[];
  /** No longer this turn's. */
  leave(send: UnderwaySend): void;
}

/**
 * `work` resolves when its message is settled, and calls `sent` when the channel is done with it: from then on the next
 * may be sent, while this one is being written. `left` hears of each that is no longer under way.
 */
export function createUnderway(
  parallel: number,
  work: (send: UnderwaySend, sent: () => void) => Promise<void>,
  left: () => void,
): Underway {
  const all = new Set<UnderwaySend>();
  const waiting: UnderwaySend[] = [];
  let running = 0;
  let watch: { left: number; tell(): void } | undefined;

  const leave = (send: UnderwaySend) => {
    if (!all.delete(send)) return;
    left();
    if (watch && all.size <= watch.left) watch.tell();
  };

  const pump = () => {
    while (running < parallel && waiting.length > 0) void begin(waiting.shift()!);
  };

  const begin = async (send: UnderwaySend) => {
    running++;
    send.begun = true;
    let isSent = false;
    const sent = () => {
      if (isSent) return;
      isSent = true;
      running--;
      pump();
    };
    try {
      await work(send, sent);
    } finally {
      leave(send);
      sent();
    }
  };

  return {
    get size() {
      return all.size;
    },
    add(message) {
      const send: UnderwaySend = { message, begun: false, settling: false };
      all.add(send);
      waiting.push(send);
      pump();
    },
    until(count, ms) {
      if (all.size <= count) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = Number.isFinite(ms) ? setTimeout(() => watch?.tell(), ms) : undefined;
        watch = {
          left: count,
          tell() {
            clearTimeout(timer);
            watch = undefined;
            resolve();
          },
        };
      });
    },
    sends: () => [...all].filter(({ begun }) => begun),
    withdraw() {
      const unbegun = waiting.splice(0);
      unbegun.forEach(leave);
      return unbegun.map(({ message }) => message);
    },
    leave,
  };
}
