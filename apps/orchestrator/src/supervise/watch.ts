import { sleep } from '@watertight/service';
import { rssMbOf, type MainThread } from './pid.ts';
import type { Probe } from './probe.ts';
import type { Timings } from './timings.ts';

export type HungReason = 'start-up' | 'no-answer' | HopelessReason;
/** It will not answer by itself, however long it is waited for. */
type HopelessReason = 'spinning' | 'halted';

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
 * Asks until the signal is aborted or the child counts as hung. `thread` tells how the child's event loop is, or null:
 * one that does nothing may be held up by something that passes, one that computes without end, or was stopped by a
 * signal, is not.
 */
export async function watchHealth(
  probe: Probe,
  thread: () => Promise<MainThread | null>,
  timings: Timings,
  listener: HealthListener,
  signal: AbortSignal,
): Promise<void> {
  const bornMs = performance.now();
  let answeredMs: number | null = null;
  let answeredBy: MainThread | null = null;
  let healthySinceMs = bornMs;
  let misses = 0;
  while (!signal.aborted) {
    const askedMs = performance.now();
    const hopeless = async () => {
      if (answeredMs === null || performance.now() - answeredMs < timings.spinningMs) return null;
      return reasonIn(answeredBy, await thread(), timings.spinningMs);
    };
    const answer = await answerOf(probe(signal), hopeless);
    if (signal.aborted) return;
    const nowMs = performance.now();
    if (answer === 'answered') {
      if (answeredMs === null || misses > 0) healthySinceMs = nowMs;
      answeredMs = nowMs;
      answeredBy = await thread();
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
      if (answer !== 'missed') return listener.hung(answer, silentMs);
    }
    const intervalMs = answeredMs === null ? timings.startProbeIntervalMs : timings.probeIntervalMs;
    await sleep(Math.max(0, intervalMs - (nowMs - askedMs)), signal);
  }
}

/** What came of a question; it is not waited for any longer once there is no hope. */
async function answerOf(
  asking: Promise<boolean>,
  hopeless: () => Promise<HopelessReason | null>,
): Promise<'answered' | 'missed' | HopelessReason> {
  const over = new AbortController();
  const answer = asking.finally(() => over.abort());
  while (await sleep(LOOK_MS, over.signal)) {
    const reason = await hopeless();
    if (reason) return reason;
  }
  return (await answer) ? 'answered' : ((await hopeless()) ?? 'missed');
}

function reasonIn(
  before: MainThread | null,
  now: MainThread | null,
  spinningMs: number,
): HopelessReason | null {
  if (!before || !now) return null;
  if (now.isHalted) return 'halted';
  return now.cpuMs - before.cpuMs >= SPINNING_PART * spinningMs ? 'spinning' : null;
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
