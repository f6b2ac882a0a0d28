import { sleep } from '@watertight/service';
import { rssMbOf } from './pid.ts';
import type { Probe } from './probe.ts';
import type { Timings } from './timings.ts';

export type HungReason = 'start-up' | 'no-answer';

export interface HealthListener {
  /** The child answered; `healthyMs` is how long it has without a miss. */
  answered(healthyMs: number): void;
  missed(): void;
  /** The last call: the child must be ended. */
  hung(reason: HungReason, silentMs: number): void;
}

/** Asks until the signal is aborted or the child counts as hung. */
export async function watchHealth(
  probe: Probe,
  timings: Timings,
  listener: HealthListener,
  signal: AbortSignal,
): Promise<void> {
  const bornMs = performance.now();
  let answeredMs: number | null = null;
  let healthySinceMs = bornMs;
  let misses = 0;
  while (!signal.aborted) {
    const askedMs = performance.now();
    const answered = await probe(signal);
    if (signal.aborted) return;
    const nowMs = performance.now();
    if (answered) {
      if (answeredMs === null || misses > 0) healthySinceMs = nowMs;
      answeredMs = nowMs;
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
    }
    const intervalMs = answeredMs === null ? timings.startProbeIntervalMs : timings.probeIntervalMs;
    await sleep(Math.max(0, intervalMs - (nowMs - askedMs)), signal);
  }
}

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
