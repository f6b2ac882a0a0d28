import { setTimeout as pause } from 'node:timers/promises';
import type { MemoryProbe, MemoryReading } from '../memory/probe.ts';
import { slopePerHour } from '../memory/slope.ts';

/** One process at one moment. */
export interface HeapSample extends MemoryReading {
  name: string;
  pid: number;
  atMs: number;
}

/** What became of a process's memory, MiB; garbage is collected before each look. */
export interface HeapGrowth {
  name: string;
  samples: number;
  firstHeapMb: number;
  lastHeapMb: number;
  /** After the time in which caches fill; null with too few samples. */
  heapPerHourMb: number | null;
  firstRssMb: number;
  lastRssMb: number;
}

export interface HeapWatch {
  /** Waits for the look under way. */
  stop(): Promise<readonly HeapSample[]>;
}

const EVERY_MS = 30_000;
/** Caches and pools fill, and code is compiled. */
const FILLING_SHARE = 1 / 3;

/** Looks at processes every 30 s, one after the other. `pidOf` names the process that has the role just then. */
export function watchHeaps(
  names: readonly string[],
  pidOf: (name: string) => Promise<number>,
  { probe, signal }: { probe: MemoryProbe; signal: AbortSignal },
): HeapWatch {
  const samples: HeapSample[] = [];
  const stopping = new AbortController();
  const either = AbortSignal.any([stopping.signal, signal]);
  const watching = (async () => {
    while (!either.aborted) {
      for (const name of names) {
        const pid = await pidOf(name);
        samples.push({ name, pid, atMs: Date.now(), ...(await probe.read(pid, signal)) });
      }
      await pause(EVERY_MS, undefined, { signal: either }).catch(() => undefined); // the loop's condition sees it
    }
  })();
  watching.catch(() => undefined); // whoever stops it hears of it
  return {
    async stop() {
      stopping.abort();
      await watching;
      return samples;
    },
  };
}

/** By process, in the order in which they were first looked at. Of one that was replaced only the last life counts. */
export function heapGrowths(samples: readonly HeapSample[]): HeapGrowth[] {
  return [...new Set(samples.map(({ name }) => name))].map((name) => {
    const all = samples.filter((one) => one.name === name);
    const life = all.filter(({ pid }) => pid === all.at(-1)!.pid);
    const settled = life.slice(Math.floor(life.length * FILLING_SHARE));
    const [first, last] = [life[0]!, life.at(-1)!];
    return {
      name,
      samples: life.length,
      firstHeapMb: first.heapMb,
      lastHeapMb: last.heapMb,
      heapPerHourMb: slopePerHour(settled.map(({ atMs, heapMb }) => ({ atMs, mb: heapMb }))),
      firstRssMb: first.rssMb,
      lastRssMb: last.rssMb,
    };
  });
}
