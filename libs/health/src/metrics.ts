import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The numbers of one process, in a registry of its own. Names are given without the prefix `watertight_`. */
export interface Metrics {
  readonly contentType: string;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
  /** `name` ends in `_total`. */
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** `name` ends in its unit: `_seconds`, `_bytes`, `_messages` … `buckets` are upper bounds in that unit. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: readonly number[],
  ): Histogram<L>;
  /** With `read`, the value is asked for at each scrape; else it is set by the caller. */
  gauge<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    read?: () => number,
  ): Gauge<L>;
}

const PREFIX = 'watertight_';
/** From one millisecond to the longest deadline of an external call. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Node's own metrics are included. Every line carries the label `process_name`. Throws on a name that breaks the
 * conventions of prometheus.io/docs/practices/naming, or that is taken.
 */
export function createMetrics({ processName }: { processName: string }): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process_name: processName });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    counter: (name, help, labels = []) =>
      new Counter({ name: fullName(name, /_total$/), help, labelNames: labels, registers }),
    histogram: (name, help, labels = [], buckets = SECONDS) =>
      new Histogram({
        name: fullName(name, /_[a-z]+s$/),
        help,
        labelNames: labels,
        buckets: [...buckets],
        registers,
      }),
    gauge: (name, help, labels = [], read) =>
      new Gauge({
        name: fullName(name, /^(?!.*_total$)/),
        help,
        labelNames: labels,
        registers,
        ...(read && {
          collect() {
            this.set(read());
          },
        }),
      }),
  };
}

function fullName(name: string, ending: RegExp): string {
  const isWellFormed = /^[a-z][a-z0-9_]*$/.test(name) && !name.startsWith(PREFIX) && ending.test(name);
  if (!isWellFormed)
    throw new Error(`Metric ${name} breaks the naming conventions (prefix, snake_case, unit)`);
  return PREFIX + name;
}
