import { namedRowsOf, ROOT } from '@watertight/lint-rules';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One series of Prometheus' text format. */
export interface Series {
  /** Of the metric: without `_bucket`, `_sum` and `_count` of a histogram. */
  metric: string;
  labels: Record<string, string>;
}

/** The metrics of a text, by name, with their types. */
export const metricsIn = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));

export function seriesIn(text: string): Series[] {
  const metrics = metricsIn(text);
  return [...text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)].map(([, name = '', labels = '']) => {
    const histogram = name.replace(/_(bucket|sum|count)$/, '');
    return {
      metric: metrics.has(name) ? name : histogram,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', value = '']) => [key, value]),
      ),
    };
  });
}

/** One row of docs/metrics.md. */
export interface DocumentedMetric {
  name: string;
  type: string;
  labels: string[];
  toldBy: string[];
  meaning: string;
}

const ALL = ['api', 'wwebjs', 'meta', 'webhook', 'orchestrator'];

/** The metrics that docs/metrics.md has rows for. */
export function documentedMetrics(): DocumentedMetric[] {
  return namedRowsOf(readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8'))
    .filter(({ name }) => name.startsWith('watertight_'))
    .map(({ name, cells: [type = '', labels = '', toldBy = '', meaning = ''] }) => ({
      name,
      type,
      labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
      toldBy: toldBy === 'all' ? ALL : toldBy.split(', '),
      meaning,
    }));
}

/** The metrics of ours that an expression names; of a histogram the metric, not its buckets. */
export const metricsNamedIn = (expression: string): string[] => [
  ...new Set(
    [...expression.matchAll(/\bwatertight_\w+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, '')),
  ),
];
