import { table } from '@watertight/chaos';
import { growthLines } from './growth/table.ts';
import type { Compared } from './compare.ts';
import { ownCpuMs, type Judged, type Report, type ScenarioReport } from './report.ts';
import type { Figure } from './scenario.ts';

/** The report as people read it. */
export function render({ machine, seconds, ceilings, scenarios }: Report): string {
  return [
    `${machine.processors} processors (${machine.model}), ${machine.memoryGb} GB, Node ${machine.node}, ${seconds} s for each measurement`,
    '',
    ...table([
      ['', 'measured', 'bar', '', 'of ceiling'],
      ...scenarios.flatMap(({ figures }) => figures.map(figureCells)),
    ]),
    '',
    ...table([['ceiling', 'measured'], ...ceilings.map((figure) => [figure.name, shown(figure)])]),
    '',
    ...cpuLines(scenarios),
    '',
    ...scenarios.flatMap(({ growth }) => (growth ? [...growthLines(growth), ''] : [])),
    ...table([
      ['', 'peak memory, MB', 'others took of the machine'],
      ...scenarios.map((one) => [
        one.name,
        Object.entries(one.peakMb)
          .map(([name, mb]) => `${name} ${mb}`)
          .join(', '),
        percent(one.elsewhere),
      ]),
    ]),
  ].join('\n');
}

/** For CI, on machines of any speed: ratios alone. */
export const renderRatios = ({ scenarios }: Report): string =>
  table([
    ['', 'of ceiling', 'ceiling'],
    ...scenarios.flatMap(({ figures }) =>
      figures.flatMap(({ name, ofCeiling, ceiling }) =>
        ofCeiling === undefined ? [] : [[name, percent(ofCeiling), ceiling ?? '']],
      ),
    ),
  ]).join('\n');

export const renderComparison = (compared: readonly Compared[], regression: number): string =>
  table([
    ['', 'before', 'now', 'ratio', ''],
    ...compared.map(({ scenario, name, before, now, ratio, worseBy }) => [
      `${scenario}: ${name}`,
      short(before),
      short(now),
      ratio.toFixed(2),
      worseBy > regression ? 'WORSE' : '',
    ]),
  ]).join('\n');

const figureCells = (figure: Judged): string[] => [
  figure.name,
  shown(figure),
  figure.bar === undefined ? '' : shown({ ...figure, value: figure.bar }),
  figure.met === undefined ? '' : figure.met ? 'met' : 'missed',
  figure.ofCeiling === undefined ? '' : `${percent(figure.ofCeiling)} of ${figure.ceiling}`,
];

function cpuLines(scenarios: readonly ScenarioReport[]): string[] {
  const withTimes = scenarios.filter((one) => one.cpuMsPerMessage);
  const names = [...new Set(withTimes.flatMap((one) => Object.keys(one.cpuMsPerMessage ?? {})))];
  if (names.length === 0) return [];
  return table([
    ['CPU for a message, µs', ...names, 'ours together'],
    ...withTimes.map(({ name, cpuMsPerMessage: times = {} }) => [
      name,
      ...names.map((process) => micros(times[process])),
      micros(ownCpuMs(times)),
    ]),
  ]);
}

const micros = (ms: number | undefined): string => (ms === undefined ? '' : (ms * 1000).toFixed(0));
const percent = (share: number): string => `${(share * 100).toFixed(0)}%`;
const short = (value: number): string => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3));

function shown({ unit, value }: Pick<Figure, 'unit' | 'value'>): string {
  const digits = unit === '/s' || value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
  if (unit === 'times') return `${value.toFixed(2)} times`;
  return unit === '/s' ? `${digits}/s` : `${digits} ${unit}`;
}
