import { cpus } from 'node:os';
import type { Mode } from '@watertight/e2e';
import { CHANNELS, type Channel } from '../channels.ts';
import { startConstellation, type Constellation } from '../constellation.ts';
import { createLedger } from '../ledger.ts';
import { UsageError } from '../options.ts';
import { attempt, judged } from '../run.ts';
import { createRandom } from '../seed.ts';
import type { Laboratory, Trial } from '../trial.ts';
import { until } from '../until.ts';
import { missedRecoveryBars } from './bars.ts';
import { measureLoopCost, type LoopCost } from './cost.ts';
import { recoveryFaults, type RecoveryFault } from './faults.ts';
import { firstAlert, silentSeconds, toldSeconds, type Noticed } from './measure.ts';
import type { RecoveryOptions } from './options.ts';
import { createOrders, type Orders } from './orders.ts';
import { startPrometheus, type Prometheus } from './prometheus.ts';
import { watch, type Watch } from './watch.ts';

/** One fault in one mode. */
export interface RecoveryRow {
  fault: string;
  mode: Mode;
  hits: RecoveryFault['hits'];
  /** Until `/health/all` told the truth; null when it never did. */
  toldSeconds: number | null;
  /** The first alert whose expression became true. */
  alert: Noticed | null;
  /** Until the hit channel sent again, as in the chaos table. */
  backSeconds: number | null;
  /** The longest time without an answer of the API, and without an arrival on each channel. */
  silentSeconds: Record<'api' | Channel, number>;
  accepted: number;
  delivered: number;
  lost: number;
  duplicated: number;
  outOfOrder: number;
}

export interface RecoveryReport {
  seed: number;
  rate: number;
  processors: number;
  seconds: number;
  rows: RecoveryRow[];
  cost: LoopCost | null;
  missedBars: string[];
  /** Why it ended early. */
  aborted: string | null;
  /** Nothing was lost, silently doubled or out of order. */
  ok: boolean;
  home?: string;
}

export interface RecoveryRun extends RecoveryOptions {
  signal: AbortSignal;
  say(line: string): void;
}

/** Longer than the minute for which evidence is waited for. */
const FAULT_MAX_MS = 240_000;
const COST_MAX_MS = 400_000;
/** Alerts of the last fault are over before the next one strikes. */
const QUIET_WITHIN_MS = 30_000;

/** Breaks a system of each mode in every way, and measures who notices when, and how soon it works again. */
export async function measureRecovery(options: RecoveryRun): Promise<RecoveryReport> {
  const startedMs = performance.now();
  const orders = createOrders();
  try {
    const faults = chosen(recoveryFaults(orders), options.only);
    const limitMs = options.modes.length * (faults.length * FAULT_MAX_MS + COST_MAX_MS);
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(limitMs)]);
    const found: Found[] = [];
    for (const mode of options.modes)
      if (!found.some(({ aborted }) => aborted))
        found.push(await ofMode({ ...options, signal }, mode, faults, orders));
    const rows = found.flatMap((one) => one.rows);
    const cost = found.map((one) => one.cost).find(Boolean) ?? null;
    const aborted = found.map((one) => one.aborted).find(Boolean) ?? null;
    const home = found.map((one) => one.home).find(Boolean);
    return {
      ...{ seed: options.seed, rate: options.rate, processors: cpus().length },
      seconds: Math.round((performance.now() - startedMs) / 1000),
      ...{ rows, cost, aborted },
      missedBars: missedRecoveryBars(rows, faults, cost),
      ok: aborted === null && rows.every(isWhole),
      ...(home ? { home } : {}),
    };
  } finally {
    orders.remove();
  }
}

/** @throws UsageError */
function chosen(faults: readonly RecoveryFault[], only: readonly string[] | null): readonly RecoveryFault[] {
  if (only === null) return faults;
  const unknown = only.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no fault "${unknown.join('", "')}"; there are ${faults.map(({ name }) => name).join(', ')}.`,
    );
  return faults.filter(({ name }) => only.includes(name));
}

interface Found {
  rows: RecoveryRow[];
  cost: LoopCost | null;
  aborted: string | null;
  /** Logs and data, when something was wrong. */
  home: string | null;
}

async function ofMode(
  options: RecoveryRun,
  mode: Mode,
  faults: readonly RecoveryFault[],
  orders: Orders,
): Promise<Found> {
  const { apps, signal, say, keep } = options;
  const constellation = await startConstellation({ apps, signal, mode, env: { ...orders.env } }, (line) =>
    say(`${mode}: ${line}`),
  );
  let isClean = false;
  try {
    const prometheus = await startPrometheus(constellation, signal);
    try {
      const { rows, aborted } = await allFaults({ constellation, prometheus }, faults, options);
      const cost = await costOf(constellation, orders, options, aborted);
      isClean = aborted === null && rows.every(isWhole);
      return { rows, cost, aborted, home: isClean ? null : constellation.home };
    } finally {
      await prometheus.stop();
    }
  } finally {
    await constellation.stop(keep || !isClean);
  }
}

/** Of a mode with bulkheads only: in one process there is no other one to be unharmed. */
async function costOf(
  constellation: Constellation,
  orders: Orders,
  { hasCost, signal, say }: RecoveryRun,
  aborted: string | null,
): Promise<LoopCost | null> {
  if (!hasCost || aborted !== null || constellation.mode === 'single') return null;
  say('what a crash loop costs the other channel');
  return measureLoopCost(constellation, orders, signal);
}

interface Place {
  constellation: Constellation;
  prometheus: Prometheus;
}

async function allFaults(
  { constellation, prometheus }: Place,
  faults: readonly RecoveryFault[],
  { seed, rate, signal, say }: RecoveryRun,
): Promise<{ rows: RecoveryRow[]; aborted: string | null }> {
  const ledger = createLedger(constellation.system);
  const lab: Laboratory = { constellation, ledger, random: createRandom(seed), rate, signal };
  const watched: { trial: Trial; watch: Watch; fault: RecoveryFault }[] = [];
  let aborted: string | null = null;
  for (const fault of faults) {
    say(`${constellation.mode}: ${fault.name}`);
    await quiet(prometheus, fault, signal);
    const looks = watch(constellation.system, prometheus);
    const trial = await attempt(lab, fault, fault.name.replaceAll(' ', '-')).finally(() => looks.stop());
    if (typeof trial === 'string') aborted = `${constellation.mode}, ${fault.name}: ${trial}`;
    else watched.push({ trial, watch: looks, fault });
    if (aborted) break;
  }
  say(`${constellation.mode}: waiting until nothing is under way or awaits evidence`);
  const findings = await judged(
    lab,
    watched.map(({ trial }) => trial),
    1,
  );
  const rows = watched.map(({ trial, watch: looks, fault }, index): RecoveryRow => {
    const { verdict } = findings[index]!; // one for each trial, in their order
    const arrivals = (channel: Channel) =>
      ledger.arrivals[channel].filter(({ text }) => text.startsWith(`${trial.name} `)).map(({ at }) => at);
    const silent = CHANNELS.map((channel) => [channel, silentSeconds(arrivals(channel), trial)] as const);
    return {
      ...{ fault: fault.name, mode: constellation.mode, hits: fault.hits },
      toldSeconds: toldSeconds(fault, looks.health, trial),
      alert: firstAlert(fault, looks.alerts, trial),
      backSeconds: trial.seconds,
      silentSeconds: {
        api: silentSeconds(looks.answers, trial),
        ...(Object.fromEntries(silent) as Record<Channel, number>),
      },
      accepted: verdict.accepted,
      delivered: verdict.delivered,
      lost: verdict.lost.length,
      duplicated: verdict.duplicated.length,
      outOfOrder: verdict.outOfOrder.length,
    };
  });
  return { rows, aborted };
}

const isWhole = (row: RecoveryRow): boolean => row.lost + row.duplicated + row.outOfOrder === 0;

/** An alert that is still true would say nothing of the next fault; one that stays so is left out of its row. */
async function quiet(prometheus: Prometheus, { alerts }: RecoveryFault, signal: AbortSignal): Promise<void> {
  const isQuiet = async () => {
    const names = await prometheus.alerts();
    return !alerts.some((name) => names.has(name));
  };
  await until('the alerts of the last fault are over', QUIET_WITHIN_MS, isQuiet, {
    pollMs: 250,
    signal,
  }).catch(() => signal.throwIfAborted());
}
