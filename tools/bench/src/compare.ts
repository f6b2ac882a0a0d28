import { readFileSync } from 'node:fs';
import type { Report } from './report.ts';
import { isBetterHigh } from './scenario.ts';

/** A figure of two reports. */
export interface Compared {
  scenario: string;
  name: string;
  before: number;
  now: number;
  /** Now to before. */
  ratio: number;
  /** By what share it is worse; negative when it is better. */
  worseBy: number;
}

/** All figures that both reports have. Processor time for each message counts as a figure: it is the steadiest one. */
export function compare(before: Report, now: Report): Compared[] {
  return now.scenarios.flatMap(({ name: scenario, figures, cpuMsPerMessage }) => {
    const earlier = before.scenarios.find(({ name }) => name === scenario);
    if (!earlier) return [];
    const times = Object.entries(cpuMsPerMessage ?? {}).map(([process, value]) => ({
      name: `CPU of ${process}`,
      unit: 'ms' as const,
      value,
    }));
    const earlierTimes = new Map(
      Object.entries(earlier.cpuMsPerMessage ?? {}).map(([process, value]) => [`CPU of ${process}`, value]),
    );
    return [...figures, ...times].flatMap((figure): Compared[] => {
      const was =
        earlier.figures.find(({ name }) => name === figure.name)?.value ?? earlierTimes.get(figure.name);
      if (!was || !figure.value) return [];
      const ratio = figure.value / was;
      const worseBy = isBetterHigh(figure) ? 1 / ratio - 1 : ratio - 1;
      return [{ scenario, name: figure.name, before: was, now: figure.value, ratio, worseBy }];
    });
  });
}

/** @throws Error with one sentence when the file is no report */
export function readReport(file: string): Report {
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof report === 'object' && report && Array.isArray((report as Report).scenarios))
    return report as Report;
  throw new Error(`${file} is no report of npm run bench -- --json.`);
}
