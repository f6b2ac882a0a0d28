import type { Growth } from './growth/growth.ts';
import type { AppName, Bench } from './system.ts';

/** One number with what is asked of it. */
export interface Figure {
  name: string;
  unit: '/s' | 'ms' | 's' | 'MB' | 'times';
  value: number;
  /** What the project asks of itself, on a machine with two processors and everything on it. */
  bar?: number;
  /** The ceiling of the same run that it is held against. */
  ceiling?: string;
}

/** Times are better when they are short, everything counted in a second when it is much. */
export const isBetterHigh = ({ unit }: Pick<Figure, 'unit'>): boolean => unit === '/s';

export interface Measured {
  figures: Figure[];
  /** Processor time of each process for one message, milliseconds; the load generator's is `load`. */
  cpuMsPerMessage?: Record<string, number>;
  /** Ceilings that had to be measured in turns with the figures. */
  ceilings?: Figure[];
  /** What was measured at each point, where there are many. */
  growth?: Growth;
}

export interface ScenarioOptions {
  /** Of each measurement. */
  seconds: number;
  say(line: string): void;
  /** Called around what is measured. */
  begun(): void;
  ended(): void;
}

export interface Scenario {
  name: string;
  /** One line, for the help. */
  about: string;
  /** What runs, and nothing else. */
  apps: readonly AppName[];
  /** Left out by `--short`. */
  isLong?: boolean;
  run(bench: Bench, options: ScenarioOptions): Promise<Measured>;
}
