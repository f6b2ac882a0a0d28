import { CodedError } from '@watertight/core';

/** Lets only so many pieces of work run at once; the others wait their turn. */
export interface Gate {
  /** @throws CodedError MEDIA_BUSY when too many wait, or when `signal` is aborted before its turn comes */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export function createGate(limit: { atOnce: number; waiting: number }): Gate {
  let running = 0;
  const queue: (() => void)[] = [];

  const turn = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        queue.splice(queue.indexOf(go), 1);
        reject(new CodedError('MEDIA_BUSY'));
      };
      const go = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      queue.push(go);
      signal?.addEventListener('abort', leave, { once: true });
    });

  return {
    async run(work, signal) {
      if (signal?.aborted) throw new CodedError('MEDIA_BUSY');
      if (running < limit.atOnce) running++;
      else if (queue.length < limit.waiting) await turn(signal);
      else throw new CodedError('MEDIA_BUSY');
      try {
        return await work();
      } finally {
        // The place goes to the next in line, or is free.
        const next = queue.shift();
        if (next) next();
        else running--;
      }
    },
  };
}
