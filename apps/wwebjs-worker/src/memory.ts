import type { Log } from '@watertight/core';
import { sleep } from '@watertight/service';
import { memoryOn } from './cleanup.ts';

const SAMPLE_MS = 15_000;

/** The browsers' memory, looked at now and then: it belongs to this process, though other processes hold it. */
export interface MemoryWatch {
  /** MiB, as last seen. */
  lastMb(): number;
  stop(): Promise<void>;
}

export function watchMemory(profiles: () => string[], onSample: (mb: number) => void, log: Log): MemoryWatch {
  const stopping = new AbortController();
  let lastMb = 0;

  async function watch(): Promise<void> {
    do {
      try {
        lastMb = await memoryOn(profiles());
        onSample(lastMb);
      } catch (error) {
        log.warn({ err: error }, 'memory.not-sampled');
      }
    } while (await sleep(SAMPLE_MS, stopping.signal));
  }

  const watching = watch();
  return {
    lastMb: () => lastMb,
    stop() {
      stopping.abort();
      return watching;
    },
  };
}
