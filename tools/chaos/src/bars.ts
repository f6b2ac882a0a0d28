import type { Fault } from './faults/index.ts';
import type { Verdict } from './judge.ts';

/** A bar of issue 3 and what was measured against it. */
export interface Bar {
  fault: string;
  what: string;
  limit: string;
  got: string;
}

export interface Measured {
  fault: Fault;
  /** Null: it did not come back. */
  seconds: number | null;
  beforeP99Ms: number | null;
  beforeSamples: number;
  duringP99Ms: number | null;
  duringSamples: number;
  verdict: Pick<Verdict, 'unconfirmed' | 'unresolved' | 'failed'>;
}

const P99_FACTOR = 1.5;
/** With fewer samples a p99 is the slowest message alone. */
const P99_SAMPLES = 100;

/** The bars that this fault missed. */
export function missedBars(measured: Measured): Bar[] {
  const { fault, seconds, beforeP99Ms, duringP99Ms, verdict } = measured;
  const missed: Bar[] = [];
  const miss = (what: string, limit: string, got: string) =>
    missed.push({ fault: fault.name, what, limit, got });
  if (seconds === null || seconds >= fault.barSeconds)
    miss('seconds until sending again', `< ${fault.barSeconds}`, seconds?.toFixed(1) ?? 'never');
  const isMeasured = Math.min(measured.beforeSamples, measured.duringSamples) >= P99_SAMPLES;
  if (isMeasured && beforeP99Ms !== null && duringP99Ms !== null && duringP99Ms > P99_FACTOR * beforeP99Ms)
    miss(
      'p99 of the other channel, ms',
      `<= ${P99_FACTOR} × ${Math.round(beforeP99Ms)}`,
      String(Math.round(duringP99Ms)),
    );
  const unconfirmed = total(verdict.unconfirmed);
  if (!fault.isUncertain && unconfirmed > 0)
    miss('unconfirmed although the outcome can be known', '0', String(unconfirmed));
  if (verdict.unresolved.length > 0)
    miss('in the ledger, and not known to be sent', '0', String(verdict.unresolved.length));
  if (!fault.isUncertain && verdict.failed.length > 0)
    miss('failed although the fault passed', '0', String(verdict.failed.length));
  return missed;
}

const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
