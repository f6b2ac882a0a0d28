import type { Log } from '@watertight/core';
import { withDeadline } from '../deadline.ts';

export type Close = (signal: AbortSignal) => unknown;

interface Closer {
  label: string;
  close: Close;
  deadlineMs: number;
}

/** What must be closed at the end, newest first, each within its own deadline. */
export interface Closers {
  add(label: string, close: Close, deadlineMs: number): void;
  /** Closes all there is, also what is added meanwhile. Answers the labels of those that failed or hung. */
  closeAll(log: Log): Promise<string[]>;
}

export function createClosers(): Closers {
  const stack: Closer[] = [];
  return {
    add: (label, close, deadlineMs) => void stack.push({ label, close, deadlineMs }),
    async closeAll(log) {
      const failed: string[] = [];
      for (let closer = stack.pop(); closer; closer = stack.pop()) {
        if (!(await closeOne(closer, log))) failed.push(closer.label);
      }
      return failed;
    },
  };
}

async function closeOne({ label, close, deadlineMs }: Closer, log: Log): Promise<boolean> {
  const startedAt = performance.now();
  try {
    await withDeadline(`Closing ${label}`, deadlineMs, async (signal) => close(signal));
    log.debug({ label, durationMs: Math.round(performance.now() - startedAt) }, 'service.closed');
    return true;
  } catch (error) {
    log.error({ label, err: error }, 'service.close.failed');
    return false;
  }
}
