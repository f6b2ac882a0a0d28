import { isBetterHigh, type Figure, type Measured } from './scenario.ts';

/** A figure with what it is held against. */
export interface Judged extends Figure {
  /** Of its ceiling; 0.5 is half of it. */
  ofCeiling?: number;
  /** Whether the bar is met; only with a bar. */
  met?: boolean;
}

export interface ScenarioReport extends Measured {
  name: string;
  figures: Judged[];
  /** The most memory that each process ever had, MiB. */
  peakMb: Record<string, number>;
  /** Busy time of the machine that was not of this benchmark, as a share of all its processors. */
  elsewhere: number;
}

export interface Report {
  /** ISO 8601. */
  at: string;
  machine: { processors: number; model: string; memoryGb: number; node: string };
  seconds: number;
  ceilings: Figure[];
  scenarios: ScenarioReport[];
}

/** @throws Error when a ceiling that a figure names was not measured */
export function judged(figure: Figure, ceilings: readonly Figure[]): Judged {
  const { value, bar } = figure;
  const met = bar === undefined ? {} : { met: isBetterHigh(figure) ? value >= bar : value < bar };
  if (figure.ceiling === undefined) return { ...figure, ...met };
  const ceiling = ceilings.find(({ name }) => name === figure.ceiling);
  if (!ceiling) throw new Error(`There is no ceiling "${figure.ceiling}"`);
  return { ...figure, ...met, ofCeiling: value / ceiling.value };
}

/** The sum of our own processes and stores for one message, milliseconds; simulator and load generator are not ours. */
export const ownCpuMs = (perMessage: Record<string, number>): number =>
  Object.entries(perMessage).reduce((sum, [name, ms]) => (NOT_OURS.has(name) ? sum : sum + ms), 0);

const NOT_OURS = new Set(['load', 'meta-sim', 'wa-web-sim', 'receiver', 'bare']);
