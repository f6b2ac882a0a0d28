import { cpus } from 'node:os';
import { missedBars, type Bar } from './bars.ts';
import { otherThan, type Channel } from './channels.ts';
import type { Fault } from './faults/index.ts';
import type { Offender, Verdict } from './judge.ts';
import { p99 } from './measure.ts';
import type { Trial } from './trial.ts';

/** A trial and what the judge says of it. */
export interface Finding {
  trial: Trial;
  round: number;
  verdict: Verdict;
}

/** One fault over all rounds. */
export interface Row {
  fault: string;
  hits: Fault['hits'];
  rounds: number;
  accepted: number;
  delivered: number;
  lost: number;
  duplicated: number;
  outOfOrder: number;
  /** Sent again by the sender's wish. */
  resent: number;
  failed: number;
  /** Those that were unconfirmed at any time, by how they ended. */
  unconfirmed: Record<string, number>;
  /** Refused requests, each repeated until it was accepted. */
  refusals: number;
  /** Until the hit channel sent again, in the slowest round; null when it did not in one of them. */
  seconds: number | null;
  /** Of each round, in their order. */
  secondsOfRounds: (number | null)[];
  /** The longest pause between two arrivals on a hit channel, in any round. */
  silenceSeconds: number;
  /** Of the other channel, in the calm seconds of all trials of this run. */
  beforeP99Ms: number | null;
  beforeSamples: number;
  duringP99Ms: number | null;
  duringSamples: number;
}

export interface Violation extends Offender {
  fault: string;
  round: number;
  kind: 'lost' | 'duplicated' | 'out of order' | 'failed' | 'unresolved' | 'was unconfirmed';
}

export interface Report {
  /** Nothing was lost, silently doubled or out of order. */
  ok: boolean;
  /** Why it ended before all faults had struck. */
  aborted: string | null;
  seed: number;
  rate: number;
  rounds: number;
  startedAt: string;
  seconds: number;
  processors: number;
  rows: Row[];
  missedBars: Bar[];
  /** `failed` and `unresolved` are told here, and break only a bar. */
  violations: Violation[];
  /** What was unconfirmed at any time, with its timeline; the first 1000. */
  unconfirmed: Violation[];
  /** Logs and data, when something was wrong. */
  home?: string;
}

const UNCONFIRMED_SHOWN = 1000;

interface RunFacts {
  seed: number;
  rate: number;
  rounds: number;
  faults: readonly Fault[];
  startedAt: Date;
  endedAt: Date;
  aborted: string | null;
}

export function report(findings: readonly Finding[], facts: RunFacts): Report {
  const groups = facts.faults.map((fault) => findings.filter(({ trial }) => trial.fault.name === fault.name));
  const struck = groups.filter((group) => group.length > 0);
  const calm = calmOf(findings);
  const rows = struck.map((group) => rowOf(group, calm));
  const broken = rows.some((row) => row.lost + row.duplicated + row.outOfOrder > 0);
  return {
    ok: !broken && facts.aborted === null,
    aborted: facts.aborted,
    seed: facts.seed,
    rate: facts.rate,
    rounds: facts.rounds,
    startedAt: facts.startedAt.toISOString(),
    seconds: Math.round((facts.endedAt.getTime() - facts.startedAt.getTime()) / 1000),
    processors: cpus().length,
    rows,
    missedBars: struck.flatMap((group, index) => barsOf(group, rows[index])),
    violations: findings.flatMap(violationsOf),
    unconfirmed: findings
      .flatMap(({ trial, round, verdict }) => told(trial, round, 'was unconfirmed', verdict.wereUnconfirmed))
      .slice(0, UNCONFIRMED_SHOWN),
  };
}

/** The latencies of each channel in the calm seconds of all trials on which it was the other one. */
type Calm = Readonly<Record<Channel, number[]>>;

function calmOf(findings: readonly Finding[]): Calm {
  const calm: Calm = { wwebjs: [], meta: [] };
  for (const { trial } of findings)
    if (trial.fault.hits !== 'both') calm[otherThan(trial.fault.hits)].push(...trial.before);
  return calm;
}

function rowOf(group: readonly Finding[], calm: Calm): Row {
  const { fault } = group[0]!.trial; // groups are not empty
  const sum = (count: (finding: Finding) => number) =>
    group.reduce((total, finding) => total + count(finding), 0);
  const before = fault.hits === 'both' ? [] : calm[otherThan(fault.hits)];
  const during = group.flatMap(({ trial }) => trial.during);
  const secondsOfRounds = group.map(({ trial }) => trial.seconds);
  return {
    fault: fault.name,
    hits: fault.hits,
    rounds: group.length,
    accepted: sum(({ verdict }) => verdict.accepted),
    delivered: sum(({ verdict }) => verdict.delivered),
    lost: sum(({ verdict }) => verdict.lost.length),
    duplicated: sum(({ verdict }) => verdict.duplicated.length),
    outOfOrder: sum(({ verdict }) => verdict.outOfOrder.length),
    resent: sum(({ verdict }) => verdict.resent),
    failed: sum(({ verdict }) => verdict.failed.length),
    unconfirmed: added(group.map(({ verdict }) => verdict.unconfirmed)),
    refusals: sum(({ trial }) => trial.refusals),
    seconds: secondsOfRounds.includes(null) ? null : Math.max(...secondsOfRounds.map(Number)),
    secondsOfRounds,
    silenceSeconds: Math.max(...group.map(({ trial }) => trial.silenceSeconds)),
    beforeP99Ms: p99(before),
    beforeSamples: before.length,
    duringP99Ms: p99(during),
    duringSamples: during.length,
  };
}

function added(all: Record<string, number>[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const [status, count] of all.flatMap(Object.entries<number>))
    totals[status] = (totals[status] ?? 0) + count;
  return totals;
}

function barsOf(group: readonly Finding[], row: Row | undefined): Bar[] {
  if (!row) return [];
  const { fault } = group[0]!.trial;
  const unresolved = group.flatMap(({ verdict }) => verdict.unresolved);
  const failed = group.flatMap(({ verdict }) => verdict.failed);
  return missedBars({ ...row, fault, verdict: { unconfirmed: row.unconfirmed, unresolved, failed } });
}

const told = (
  { fault }: Trial,
  round: number,
  kind: Violation['kind'],
  offenders: readonly Offender[],
): Violation[] => offenders.map((offender) => ({ fault: fault.name, round, kind, ...offender }));

function violationsOf({ trial, round, verdict }: Finding): Violation[] {
  const of = (kind: Violation['kind'], offenders: Offender[]) => told(trial, round, kind, offenders);
  return [
    ...of('lost', verdict.lost),
    ...of('duplicated', verdict.duplicated),
    ...of('out of order', verdict.outOfOrder),
    ...of('failed', verdict.failed),
    ...of('unresolved', verdict.unresolved),
  ];
}
