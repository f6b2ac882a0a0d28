import { table } from '@watertight/chaos';
import type { Growth } from './growth.ts';
import { nameOf } from './points.ts';

/** Each point with the base that was measured around it. */
export const growthLines = ({ base, points }: Growth): string[] => [
  `beside ${nameOf(base)}, measured immediately before and after each:`,
  ...table([
    [
      '',
      'messages/s',
      'time, to the base',
      'our CPU, µs',
      'to the base',
      'accept p50/p99, ms',
      'base',
      "another's 202 to Graph p50/p99, ms",
      'base',
      'others',
    ],
    ...points.map(({ point, here, base: beside, timeRatio, cpuRatio }) => [
      nameOf(point),
      here.perSecond.toFixed(0),
      timeRatio.toFixed(2),
      (here.ownCpuMs * 1000).toFixed(0),
      cpuRatio.toFixed(2),
      latency(here.accept),
      latency(beside.accept),
      latency(here.other),
      latency(beside.other),
      `${(here.elsewhere * 100).toFixed(0)}%`,
    ]),
  ]),
];

const latency = ({ p50, p99 }: { p50: number; p99: number }): string => `${p50.toFixed(0)}/${p99.toFixed(0)}`;
