import type { Point } from './points.ts';
import { quantilesOf, type Turn } from './turn.ts';

/** Milliseconds. */
interface Latency {
  p50: number;
  p99: number;
}

/** One point's turns, or those of the base around them. */
export interface Sample {
  perSecond: number;
  /** Processor time for each message, of each process, and of ours together. */
  cpuMs: Record<string, number>;
  ownCpuMs: number;
  accept: Latency;
  other: Latency;
  elsewhere: number;
}

/** What was measured at a point, and at the base immediately before and after. */
export interface Grown {
  point: Point;
  here: Sample;
  base: Sample;
  /** Processor time of ours for a message, here to the base. */
  cpuRatio: number;
  /** Time for a message, here to the base: the other way round than the rates. */
  timeRatio: number;
}

export interface Growth {
  base: Point;
  points: Grown[];
}

export function grown(point: Point, here: readonly Turn[], base: readonly Turn[]): Grown {
  const [one, other] = [sampleOf(here), sampleOf(base)];
  return {
    point,
    here: one,
    base: other,
    cpuRatio: one.ownCpuMs / other.ownCpuMs,
    timeRatio: other.perSecond / one.perSecond,
  };
}

function sampleOf(turns: readonly Turn[]): Sample {
  const mean = (value: (turn: Turn) => number) =>
    turns.reduce((sum, turn) => sum + value(turn), 0) / turns.length;
  const names = [...new Set(turns.flatMap(({ cpuMs }) => Object.keys(cpuMs)))];
  return {
    perSecond: mean(({ perSecond }) => perSecond),
    cpuMs: Object.fromEntries(names.map((name) => [name, mean(({ cpuMs }) => cpuMs[name] ?? 0)])),
    ownCpuMs: mean(({ ownCpuMs }) => ownCpuMs),
    accept: quantilesOf(turns.flatMap(({ acceptMs }) => acceptMs)),
    other: quantilesOf(turns.flatMap(({ otherMs }) => otherMs)),
    elsewhere: mean(({ elsewhere }) => elsewhere),
  };
}
