import { availableParallelism } from 'node:os';
import type { Sent } from '@watertight/e2e';
import type { Verdict } from '../judge.ts';
import type { Arrival } from '../ledger.ts';
import { latenciesMs, p99 } from '../measure.ts';
import { table } from '../table.ts';
import type { Census } from './browsers.ts';
import { heapGrowths, type HeapGrowth, type HeapSample } from './heaps.ts';
import type { SoakOptions } from './options.ts';

/** One break of one phone. */
export interface Strike {
  /** Milliseconds since 1970. */
  at: number;
  kind: 'browser' | 'page';
  phoneIndex: number;
  /** False: there was nothing to break. */
  hit: boolean;
}

export interface SoakFacts {
  options: SoakOptions;
  strikes: readonly Strike[];
  /** Through WhatsApp Web. */
  sent: readonly Sent[];
  first(text: string): Arrival | undefined;
  verdict: Verdict;
  told: readonly { phoneIndex: number; text: string }[];
  /** How often each inbound text is stored. */
  stored: ReadonlyMap<string, number>;
  notReady: string[];
  before: Census;
  after: Census;
  /** Memory of our processes, over the time in which things were broken. */
  samples: readonly HeapSample[];
  /** That the customer got. */
  webhooks: number;
}

export interface SoakReport {
  seed: number;
  phones: number;
  minutes: number;
  processors: number;
  strikes: number;
  accepted: number;
  delivered: number;
  lost: number;
  duplicated: number;
  outOfOrder: number;
  unconfirmed: Record<string, number>;
  inboundTold: number;
  inboundLost: string[];
  inboundDoubled: string[];
  notReady: string[];
  orphans: string[];
  browsers: number;
  memoryBeforeMb: number;
  memoryAfterMb: number;
  /** From acceptance to ledger on phones that were not hit, milliseconds: while none was hit, and while one was. */
  calmP99Ms: number | null;
  disturbedP99Ms: number | null;
  calmSamples: number;
  disturbedSamples: number;
  webhooks: number;
  heaps: HeapGrowth[];
  missedBars: string[];
  /** Nothing lost, doubled or out of order, every phone ready, no orphan. */
  ok: boolean;
  home?: string;
}

/** A break is felt for so long: the browser ends, and a new one starts. */
const DISTURBED_MS = 8000;
const LATENCY_FACTOR = 2;
const MEMORY_FACTOR = 1.15;
/** So little grows by chance; at 40 messages a second it is 70 bytes kept of each. */
const HEAP_PER_HOUR_MB = 10;
/** A shorter time says nothing about an hour. */
const HEAPS_FROM_MINUTES = 15;

export function reportSoak(facts: SoakFacts): SoakReport {
  const { options, verdict, before, after, notReady } = facts;
  const inboundLost = facts.told.map(({ text }) => text).filter((text) => !facts.stored.has(text));
  const inboundDoubled = [...facts.stored].filter(([, times]) => times > 1).map(([text]) => text);
  const { calm, disturbed } = latencies(facts);
  const figures = {
    lost: verdict.lost.length,
    duplicated: verdict.duplicated.length,
    outOfOrder: verdict.outOfOrder.length,
    inboundLost,
    inboundDoubled,
    notReady,
    orphans: after.orphans.map(({ pid, args }) => `${pid} ${args.slice(0, 120)}`),
    memoryBeforeMb: Math.round(before.memoryMb),
    memoryAfterMb: Math.round(after.memoryMb),
    calmP99Ms: p99(calm),
    disturbedP99Ms: p99(disturbed),
    heaps: heapGrowths(facts.samples),
    minutes: options.minutes,
  };
  return {
    seed: options.seed,
    phones: options.phones,
    processors: availableParallelism(),
    strikes: facts.strikes.filter(({ hit }) => hit).length,
    accepted: verdict.accepted,
    delivered: verdict.delivered,
    unconfirmed: verdict.unconfirmed,
    inboundTold: facts.told.length,
    browsers: after.browsers.size,
    calmSamples: calm.length,
    disturbedSamples: disturbed.length,
    webhooks: facts.webhooks,
    ...figures,
    missedBars: missedBars(figures),
    ok:
      figures.lost + figures.duplicated + figures.outOfOrder === 0 &&
      [inboundLost, inboundDoubled, notReady, figures.orphans].every((list) => list.length === 0) &&
      after.browsers.size === options.phones,
  };
}

type Figures = Pick<
  SoakReport,
  'memoryBeforeMb' | 'memoryAfterMb' | 'calmP99Ms' | 'disturbedP99Ms' | 'heaps' | 'minutes'
>;

function missedBars(figures: Figures): string[] {
  const { memoryBeforeMb, memoryAfterMb, calmP99Ms, disturbedP99Ms } = figures;
  const missed: string[] = [];
  if (memoryAfterMb > memoryBeforeMb * MEMORY_FACTOR)
    missed.push(`memory ${memoryAfterMb} MiB, should be at most ${MEMORY_FACTOR} times ${memoryBeforeMb}`);
  if (calmP99Ms !== null && disturbedP99Ms !== null && disturbedP99Ms > calmP99Ms * LATENCY_FACTOR)
    missed.push(
      `p99 of the other phones ${Math.round(disturbedP99Ms)} ms, should be at most ${LATENCY_FACTOR} times ${Math.round(calmP99Ms)}`,
    );
  return [...missed, ...growingHeaps(figures)];
}

function growingHeaps({ heaps, minutes }: Pick<Figures, 'heaps' | 'minutes'>): string[] {
  if (minutes < HEAPS_FROM_MINUTES) return [];
  return heaps.flatMap(({ name, heapPerHourMb }) =>
    heapPerHourMb !== null && heapPerHourMb > HEAP_PER_HOUR_MB
      ? [
          `heap of ${name} grows by ${heapPerHourMb.toFixed(1)} MiB an hour, should be at most ${HEAP_PER_HOUR_MB}`,
        ]
      : [],
  );
}

/** Of messages that were sent on phones which nothing had hit for a while. */
function latencies({ strikes, sent, first }: SoakFacts): { calm: number[]; disturbed: number[] } {
  const hits = strikes.filter(({ hit }) => hit);
  const within = ({ acceptedAt }: Sent, { at }: Strike, ms: number) =>
    acceptedAt >= at && acceptedAt < at + ms;
  const undisturbed = sent.filter(
    (one) => !hits.some((hit) => hit.phoneIndex === one.phoneIndex && within(one, hit, 2 * DISTURBED_MS)),
  );
  const isDisturbed = (one: Sent) => hits.some((hit) => within(one, hit, DISTURBED_MS));
  const of = (some: Sent[]) => latenciesMs(some, first, 0, Infinity);
  return {
    calm: of(undisturbed.filter((one) => !isDisturbed(one))),
    disturbed: of(undisturbed.filter(isDisturbed)),
  };
}

/** The report as people read it. */
export function renderSoak(report: SoakReport): string {
  const ms = (value: number | null) => (value === null ? '—' : `${Math.round(value)} ms`);
  const endings = Object.entries(report.unconfirmed).map(([status, count]) => `${status} ${count}`);
  const some = (list: string[]) =>
    list.length === 0 ? '0' : `${list.length}: ${list.slice(0, 5).join('; ')}`;
  return [
    `seed ${report.seed}, ${report.phones} phones on one worker, ${report.minutes} min, ${report.processors} processors`,
    `browsers and pages killed: ${report.strikes}`,
    `out: accepted ${report.accepted}, delivered ${report.delivered}, lost ${report.lost}, doubled ${report.duplicated}, out of order ${report.outOfOrder}, unconfirmed and how they ended: ${endings.join(', ') || 'none'}`,
    `in: told ${report.inboundTold}, lost ${some(report.inboundLost)}, doubled ${some(report.inboundDoubled)}`,
    `not ready at the end: ${some(report.notReady)}`,
    `orphaned Chromium processes: ${some(report.orphans)}; browsers ${report.browsers}`,
    `memory of worker and browsers: ${report.memoryBeforeMb} MiB before, ${report.memoryAfterMb} MiB after`,
    `p99 of phones that were not hit: ${ms(report.calmP99Ms)} in calm (${report.calmSamples}), ${ms(report.disturbedP99Ms)} while another was hit (${report.disturbedSamples})`,
    `webhooks at the customer: ${report.webhooks}`,
    '',
    ...heapTable(report.heaps),
    '',
    ...report.missedBars.map((bar) => `bar missed: ${bar}`),
    report.ok ? 'Nothing lost, doubled or out of order; every phone ready.' : 'BROKEN.',
    ...(report.home ? [`Logs and data: ${report.home}`] : []),
  ].join('\n');
}

const heapTable = (heaps: readonly HeapGrowth[]): string[] =>
  table([
    ['', 'heap first, MiB', 'last', 'growth an hour', 'resident first, MiB', 'last', 'looks'],
    ...heaps.map((one) => [
      one.name,
      one.firstHeapMb.toFixed(1),
      one.lastHeapMb.toFixed(1),
      one.heapPerHourMb === null ? '—' : one.heapPerHourMb.toFixed(1),
      one.firstRssMb.toFixed(0),
      one.lastRssMb.toFixed(0),
      String(one.samples),
    ]),
  ]);
