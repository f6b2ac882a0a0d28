import { setTimeout as pause } from 'node:timers/promises';
import { until } from '@watertight/chaos';
import { makeCompany, chatOf, TEXT, type BenchCompany } from '../company.ts';
import { reached } from '../feed.ts';
import { quantile } from '../load/quantile.ts';
import { createElsewhere } from '../metering.ts';
import { ownCpuMs } from '../report.ts';
import { WARM_UP_MS } from '../scenarios/warm-up.ts';
import type { Bench } from '../system.ts';
import { cpuMsOf } from '../usage.ts';
import type { Ground } from './ground.ts';
import type { Point } from './points.ts';

const FILL_EVERY_MS = 100;
/** Rarely: who sends more than his share, of a round of a thousand full turns, waits for the round as others do. */
const PROBE_EVERY_MS = 1000;
const LOOK_EVERY_MS = 50;
/** Something is sent, before anything is counted. */
const FLOWS_WITHIN_MS = 60_000;
const FLOWS = 500;
const ARRIVED_WITHIN_MS = 5000;
const MAKES_ROWS = 'makes rows';

/** What was measured in one turn. Times in milliseconds. */
export interface Turn {
  perSecond: number;
  /** Processor time for each message that was sent. */
  cpuMs: Record<string, number>;
  ownCpuMs: number;
  /** Of single requests to the API, while all this waits. */
  acceptMs: number[];
  /** Of messages of somebody for whom nothing else waits: from the 202 until Graph has it. */
  otherMs: number[];
  /** What others took of the machine, as a share. */
  elsewhere: number;
}

/** Starts API and worker on this ground, sends for so long while as much waits all the time, and ends them. */
export async function takeTurn(bench: Bench, ground: Ground, point: Point, seconds: number): Promise<Turn> {
  await ground.prepare(point);
  await bench.redis.empty();
  await bench.run(['meta-sim', 'api', 'meta'], ground.databaseUrl);
  const company = await makeCompany(bench, { phones: 1 });
  const sentBefore = await reached(bench);
  const probes = startProbes(bench, company);
  const filling = keepFull(bench, ground, probes.count);
  try {
    const flows = async () => (await reached(bench)) - sentBefore > FLOWS;
    await until('messages are sent', FLOWS_WITHIN_MS, flows, { pollMs: 100, signal: bench.signal });
    await pause(WARM_UP_MS);
    probes.begin();
    const measured = await measure(bench, ground, seconds);
    const latencies = await probes.end();
    return { ...measured, ...latencies };
  } finally {
    probes.stop();
    await filling.stop();
    await bench.run(['meta-sim']);
  }
}

async function measure(bench: Bench, { backendPid }: Ground, seconds: number) {
  const pids = () => new Map([...bench.pids(), [MAKES_ROWS, backendPid]]);
  const elsewhere = createElsewhere(bench);
  elsewhere.start();
  const [from, before, startedMs] = [await reached(bench), cpuMsOf(pids()), performance.now()];
  await pause(seconds * 1000);
  const [to, after, endedMs] = [await reached(bench), cpuMsOf(pids()), performance.now()];
  elsewhere.end();
  const sent = to - from;
  const spent = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const cpuMs = Object.fromEntries(
    [...bench.pids().keys()].map((name) => [
      name,
      // Rows are made by PostgreSQL too, and that is not what is measured.
      (name === 'postgres' ? spent(name) - spent(MAKES_ROWS) : spent(name)) / sent,
    ]),
  );
  return {
    perSecond: (sent * 1000) / (endedMs - startedMs),
    ...{ cpuMs, ownCpuMs: ownCpuMs(cpuMs), elsewhere: elsewhere.share() },
  };
}

/** Adds as many rows as messages are sent. */
function keepFull(bench: Bench, ground: Ground, probed: () => number) {
  let stopped = false;
  const running = (async () => {
    const startedWith = await reached(bench);
    let added = 0;
    while (!stopped) {
      bench.signal.throwIfAborted();
      const gone = (await reached(bench)) - startedWith - probed() - added;
      if (gone > 0) {
        await ground.add(gone);
        added += gone;
      }
      await pause(FILL_EVERY_MS);
    }
  })();
  running.catch(() => undefined); // whoever stops it hears of it
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** Sends one message after the other through the API, of a company for which nothing else waits. */
function startProbes({ system, signal }: Bench, { id: companyId }: BenchCompany) {
  let stopped = false;
  let acceptMs: number[] = [];
  const acceptedAt = new Map<string, number>();
  let count = 0;
  const running = (async () => {
    while (!stopped) {
      signal.throwIfAborted();
      const askedMs = performance.now();
      const path = `/api/v2/messages/text/${companyId}/${chatOf(count)}`;
      const { id } = await system.post<{ id: string }>(path, { message: TEXT });
      acceptMs.push(performance.now() - askedMs);
      acceptedAt.set(id, Date.now());
      count++;
      await pause(PROBE_EVERY_MS);
    }
  })();
  running.catch(() => undefined); // `end` hears of it
  const stop = () => void (stopped = true);
  const arrivalOf = async (id: string): Promise<number | undefined> => {
    const path = `/sim/ledger?opaque=${id}&limit=1`;
    const { entries } = await system.observe<{ entries: { at: string }[] }>('metaSim', path);
    return entries[0] && new Date(entries[0].at).getTime();
  };
  return {
    count: () => count,
    stop,
    begin() {
      acceptMs = [];
      acceptedAt.clear();
    },
    /** When all of them have arrived; those that have not come in time count with how long they have waited. */
    async end(): Promise<Pick<Turn, 'acceptMs' | 'otherMs'>> {
      stop();
      await running;
      const otherMs: number[] = [];
      const untilMs = performance.now() + ARRIVED_WITHIN_MS;
      for (const [id, at] of acceptedAt) {
        let arrived = await arrivalOf(id);
        while (arrived === undefined && performance.now() < untilMs) {
          signal.throwIfAborted();
          await pause(LOOK_EVERY_MS);
          arrived = await arrivalOf(id);
        }
        otherMs.push(Math.max(0, (arrived ?? Date.now()) - at));
      }
      return { acceptMs, otherMs };
    },
  };
}

/** Of samples of several turns. */
export const quantilesOf = (samples: readonly number[]): { p50: number; p99: number } => {
  const sorted = Float64Array.from(samples);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
};
