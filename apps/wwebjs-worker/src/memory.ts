import type { Log } from '@watertight/core';
import { sleep } from '@watertight/service';
import { memoryOn } from './cleanup.ts';

const SAMPLE_MS = 15_000;

/** The browsers' memory, looked at now and then: it belongs to this process, though other processes hold it. */
export interface MemoryWatch {
  /** MiB of all, as last seen. */
  lastMb(): number;
  /** MiB of the browser on this profile, as last seen; 0 when it was not seen. */
  of(profileDir: string): number;
  stop(): Promise<void>;
}

export function watchMemory(
  profiles: () => string[],
  onSample: (eachMb: readonly number[]) => void,
  log: Log,
): MemoryWatch {
  const stopping = new AbortController();
  let last: ReadonlyMap<string, number> = new Map();

  async function watch(): Promise<void> {
    do {
      try {
        last = await memoryOn(profiles());
        onSample([...last.values()]);
      } catch (error) {
        log.warn({ err: error }, 'memory.not-sampled');
      }
    } while (await sleep(SAMPLE_MS, stopping.signal));
  }

  const watching = watch();
  return {
    lastMb: () => [...last.values()].reduce((sum, mb) => sum + mb, 0),
    of: (profileDir) => last.get(profileDir) ?? 0,
    stop() {
      stopping.abort();
      return watching;
    },
  };
}
