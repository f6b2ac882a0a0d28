/** So many at once, and no more: who comes later waits in line. */
export interface Slots {
  /** Resolves with what gives the slot back. Rejects with the signal. */
  take(signal: AbortSignal): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const giveBack = () => {
    free++;
    waiting.shift()?.();
  };
  return {
    async take(signal) {
      while (free === 0) await turn(waiting, signal);
      signal.throwIfAborted();
      free--;
      let isOurs = true;
      return () => {
        if (isOurs) giveBack();
        isOurs = false;
      };
    },
  };
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const go = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      waiting.splice(waiting.indexOf(go), 1);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave, { once: true });
    waiting.push(go);
  });
}
