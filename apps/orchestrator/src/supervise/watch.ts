import { sleep } from '@watertight/service';
import { rssMbOf } from './pid.ts';
import type { Probe } from './probe.ts';
import type { Timings } from './timings.ts';

export type HungReason = 'start-up' | 'no-answer' | 'spinning';

/**
 * A thread that has used this part of `spinningMs` as processor time, without an answer in between, computes without end.
 * Time of the clock is not what counts: on a busy machine what is slow to answer must not be killed for it, and what
 * spins gets only its share there.
 */
const SPINNING_PART = 0.8;
/** While a question waits for its answer, the child is looked at so often. */
const LOOK_MS = 100;

export interface HealthListener {
  /** The child answered; `healthyMs` is how long it has without a miss. */
  answered(healthyMs: number): void;
  missed(): void;
  /** The last call: the child must be ended. */
  hung(reason: HungReason, silentMs: number): void;
}

/**
 * Asks until the signal is aborted or the child counts as hung. `cpuMs` tells how much processor time the child's
 * event loop has used, or null: one that does nothing may be held up by something that passes, one that computes
 * without end is not.
 */
export async function watchHealth(
  probe: Probe,
  cpuMs: () => Promise<number | null>,
  timings: Timings,
  listener: HealthListener,
  signal: AbortSignal,
): Promise<void> {
  const bornMs = performance.now();
  let answeredMs: number | null = null;
  let answeredCpuMs: number | null = null;
  let healthySinceMs = bornMs;
  let misses = 0;
  while (!signal.aborted) {
    const askedMs = performance.now();
    const spins = async () => {
      if (answeredMs === null) return false;
      const silentMs = performance.now() - answeredMs;
      return silentMs >= timings.spinningMs && computes(answeredCpuMs, await cpuMs(), timings.spinningMs);
    };
    const answer = await answerOf(probe(signal), spins);
    if (signal.aborted) return;
    const nowMs = performance.now();
    if (answer === 'answered') {
      if (answeredMs === null || misses > 0) healthySinceMs = nowMs;
      answeredMs = nowMs;
      answeredCpuMs = await cpuMs();
      misses = 0;
      listener.answered(nowMs - healthySinceMs);
    } else if (answeredMs === null) {
      if (nowMs - bornMs >= timings.startupMs) return listener.hung('start-up', nowMs - bornMs);
    } else {
      const silentMs = nowMs - answeredMs;
      misses += 1;
      listener.missed();
      if (misses >= timings.hungMisses && silentMs >= timings.hungMs)
        return listener.hung('no-answer', silentMs);
      if (answer === 'spinning') return listener.hung('spinning', silentMs);
    }
    const intervalMs = answeredMs === null ? timings.startProbeIntervalMs : timings.probeIntervalMs;
    await sleep(Math.max(0, intervalMs - (nowMs - askedMs)), signal);
  }
}

/** What came of a question; it is not waited for any longer once the child is known to compute without end. */
async function answerOf(
  asking: Promise<boolean>,
  spins: () => Promise<boolean>,
): Promise<'answered' | 'missed' | 'spinning'> {
  const over = new AbortController();
  const answer = asking.finally(() => over.abort());
  while (await sleep(LOOK_MS, over.signal)) if (await spins()) return 'spinning';
  if (await answer) return 'answered';
  return (await spins()) ? 'spinning' : 'missed';
}

const computes = (fromCpuMs: number | null, toCpuMs: number | null, spinningMs: number): boolean =>
  fromCpuMs !== null && toCpuMs !== null && toCpuMs - fromCpuMs >= SPINNING_PART * spinningMs;

export interface MemoryListener {
  read(rssMb: number): void;
  unreadable(error: unknown): void;
  /** The last call. */
  exceeded(rssMb: number): void;
}

/** Reads the child's own memory until the signal is aborted or it stayed above the limit. */
export async function watchMemory(
  pid: number,
  limitMb: number | null,
  timings: Timings,
  listener: MemoryListener,
  signal: AbortSignal,
): Promise<void> {
  let above = 0;
  while (await sleep(timings.memoryIntervalMs, signal)) {
    const rssMb = await rssMbOf(pid).catch((error: unknown) => {
      listener.unreadable(error);
      return null;
    });
    if (signal.aborted) return;
    if (rssMb === null) continue;
    listener.read(rssMb);
    above = limitMb !== null && rssMb > limitMb ? above + 1 : 0;
    if (above >= timings.memoryReadings) return listener.exceeded(rssMb);
  }
}
