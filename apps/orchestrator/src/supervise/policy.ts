import { backoffMs } from './backoff.ts';
import { countRestart } from './intensity.ts';
import type { Timings } from './timings.ts';

/** sysexits.h EX_CONFIG: the app says that its configuration, or the schema it finds, cannot work. */
export const CONFIGURATION_EXIT = 78;

export type FailureReason = 'configuration' | 'restart-intensity' | 'probation';

/** What happens after an exit that nobody asked for. */
export type Verdict =
  { kind: 'again'; attempt: number; pauseMs: number } | { kind: 'failed'; reason: FailureReason };

export interface RestartPolicy {
  /** Judges one exit. */
  judge(code: number | null): Verdict;
  /** The child has been healthy for `stableMs`. */
  settled(): void;
  /** Somebody restarts the child by hand: what was is forgotten. */
  forget(): void;
}

/** Decides whether and when a child is restarted; the only place that does. */
export function createRestartPolicy(
  timings: Timings,
  random: () => number = Math.random,
  nowMs: () => number = () => performance.now(),
): RestartPolicy {
  let attempt = 0;
  let restartsMs: number[] = [];
  let onProbation = false;

  const fail = (reason: FailureReason): Verdict => {
    onProbation = true;
    restartsMs = [];
    return { kind: 'failed', reason };
  };

  return {
    judge(code) {
      if (code === CONFIGURATION_EXIT) return fail('configuration');
      if (onProbation) return fail('probation');
      const count = countRestart(restartsMs, nowMs(), timings);
      restartsMs = count.timesMs;
      if (count.tooMany) return fail('restart-intensity');
      return { kind: 'again', attempt, pauseMs: backoffMs(attempt++, timings, random) };
    },
    settled() {
      attempt = 0;
      onProbation = false;
    },
    forget() {
      attempt = 0;
      onProbation = false;
      restartsMs = [];
    },
  };
}
