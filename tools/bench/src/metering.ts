import type { Watch } from './load/load.ts';
import type { ScenarioOptions } from './scenario.ts';
import type { Bench } from './system.ts';
import { cpuMsOf, cpuMsTogether, machineBusyMs, processors } from './usage.ts';

/** Reads the processor time of all processes at the beginning and the end of a measurement. */
export interface Meter extends Required<Watch> {
  /** Milliseconds of each process for one of `count`. */
  perMessage(count: number): Record<string, number>;
}

export function createMeter(bench: Bench, { begun, ended }: Pick<ScenarioOptions, 'begun' | 'ended'>): Meter {
  let before = new Map<string, number>();
  let after = new Map<string, number>();
  return {
    begun() {
      begun();
      before = cpuMsOf(bench.pids());
    },
    ended() {
      after = cpuMsOf(bench.pids());
      ended();
    },
    perMessage: (count) =>
      Object.fromEntries([...after].map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / count])),
  };
}

/** What of the machine went to neither the system nor to us and our load generator. */
export function createElsewhere(bench: Bench) {
  const look = () => ({
    busy: machineBusyMs(),
    ours: cpuMsTogether([process.pid, ...bench.pids().values()]),
    at: performance.now(),
  });
  let before = look();
  let after = before;
  return {
    start: () => void (before = look()),
    end: () => void (after = look()),
    share() {
      const others = after.busy - before.busy - (after.ours - before.ours);
      return Math.max(0, others / ((after.at - before.at) * processors() || 1));
    },
  };
}
