import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { within } from './deadline.ts';

/**
 * The labels that a metric may have. Each has few values, known beforehand or as many as there are processes: no phone
 * number, chat, message or company is ever one.
 */
export const LABELS = [
  ...['process_name', 'instance_id', 'child', 'child_instance', 'event'],
  ...['method', 'route', 'status_class', 'check', 'level'],
  ...[
    'channel',
    'class',
    'outcome',
    'result',
    'reason',
    'reason_code',
    'status',
    'state',
    'end',
    'why',
    'pool',
  ],
] as const;
export type Label = (typeof LABELS)[number];

/** The numbers of one process, in a registry of its own. Names are given without the prefix `watertight_`. */
export interface Metrics {
  readonly contentType: string;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
  /**
   * Has `refresh` set gauges before each scrape is answered. It gets two and a half seconds; when it fails or takes
   * longer, the scrape is answered without it.
   */
  beforeScrape(refresh: () => void | Promise<void>): void;
  /** `name` ends in `_total`. */
  counter<L extends Label = never>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** `name` ends in its unit: `_seconds`, `_bytes`, `_messages` … `buckets` are upper bounds in that unit. */
  histogram<L extends Label = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: readonly number[],
  ): Histogram<L>;
  /** With `read`, the value is asked for at each scrape; else it is set by the caller. */
  gauge<L extends Label = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    read?: () => number,
  ): Gauge<L>;
}

/** How many lines of each level were logged; levels that matter alone. */
export type LogLines = Readonly<Record<'warn' | 'error' | 'fatal', number>>;

export interface MetricsOptions {
  processName: string;
  /** Counted by whoever owns the log; its numbers are shown as `log_lines_total`. */
  logLines?: LogLines | undefined;
}

const PREFIX = 'watertight_';
const REFRESH_MS = 2500;
/** From one millisecond to the longest deadline of an external call. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Node's own metrics are included. Every line carries the label `process_name`. Throws on a name that breaks the
 * conventions of prometheus.io/docs/practices/naming, or that is taken, and on a label that is not in `LABELS`.
 */
export function createMetrics({ processName, logLines }: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process_name: processName });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const refreshes: (() => void | Promise<void>)[] = [];
  const metrics: Metrics = {
    contentType: registry.contentType,
    beforeScrape: (refresh) => void refreshes.push(refresh),
    async text() {
      await Promise.all(refreshes.map(refreshed));
      return registry.metrics();
    },
    counter: (name, help, labels = []) =>
      new Counter({ name: fullName(name, /_total$/), help, labelNames: known(labels), registers }),
    histogram: (name, help, labels = [], buckets = SECONDS) =>
      new Histogram({
        name: fullName(name, /_[a-z]+s$/),
        help,
        labelNames: known(labels),
        buckets: [...buckets],
        registers,
      }),
    gauge: (name, help, labels = [], read) =>
      new Gauge({
        name: fullName(name, /^(?!.*_total$)/),
        help,
        labelNames: known(labels),
        registers,
        ...(read && {
          collect() {
            this.set(read());
          },
        }),
      }),
  };
  if (logLines) showLogLines(metrics, logLines);
  return metrics;
}

/** What could not be read says nothing: its gauges are as its reader left them, the others are served. */
async function refreshed(refresh: () => void | Promise<void>): Promise<void> {
  await within(REFRESH_MS, async () => refresh()).catch(() => undefined);
}

function showLogLines(metrics: Metrics, lines: LogLines): void {
  const counter = metrics.counter('log_lines_total', 'Lines logged, by level, from warn on', ['level']);
  metrics.beforeScrape(() => {
    counter.reset();
    for (const level of ['warn', 'error', 'fatal'] as const) counter.inc({ level }, lines[level]);
  });
}

function known<L extends Label>(labels: readonly L[]): readonly L[] {
  const strange = labels.find((label) => !LABELS.includes(label));
  if (strange) throw new Error(`Label ${strange} is not one of those that metrics may have`);
  return labels;
}

function fullName(name: string, ending: RegExp): string {
  const isWellFormed = /^[a-z][a-z0-9_]*$/.test(name) && !name.startsWith(PREFIX) && ending.test(name);
  if (!isWellFormed)
    throw new Error(`Metric ${name} breaks the naming conventions (prefix, snake_case, unit)`);
  return PREFIX + name;
}
