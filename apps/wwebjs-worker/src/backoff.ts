/** What follows after a browser's life ended against our will. */
export interface Pause {
  delayMs: number;
  /** It failed too often: say `failed`, and try again slowly. */
  isLoop: boolean;
}

export interface Backoff {
  /** @param readyMs how long the session had been ready */
  afterFailure(kind: 'crashed' | 'unreachable', readyMs: number, nowMs: number): Pause;
}

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;
/** A network that is away is not the browser's fault, and comes back without telling. */
const UNREACHABLE_LONGEST_MS = 10_000;
/** A session that worked so long starts again at once. */
const PROVEN_MS = 10_000;
const AT_ONCE_MS = 100;
const WINDOW_MS = 10 * 60_000;
const MAX_FAILURES = 8;
const LOOP_MS = 5 * 60_000;

/** 1, 2, 4 … 60 s with jitter; more than eight crashes in ten minutes are a loop. */
export function createBackoff(random: () => number = Math.random): Backoff {
  const crashes: number[] = [];
  let inARow = 0;

  const jittered = (ms: number) => Math.round(ms * (0.75 + random() / 2));

  return {
    afterFailure(kind, readyMs, nowMs) {
      if (readyMs >= PROVEN_MS) inARow = 0;
      const exponential = FIRST_MS * 2 ** Math.min(inARow++, 10);
      if (kind === 'unreachable') {
        return { delayMs: jittered(Math.min(UNREACHABLE_LONGEST_MS, exponential)), isLoop: false };
      }
      crashes.push(nowMs);
      while ((crashes[0] ?? nowMs) < nowMs - WINDOW_MS) crashes.shift();
      if (crashes.length > MAX_FAILURES) return { delayMs: jittered(LOOP_MS), isLoop: true };
      if (readyMs >= PROVEN_MS) return { delayMs: AT_ONCE_MS, isLoop: false };
      return { delayMs: jittered(Math.min(LONGEST_MS, exponential)), isLoop: false };
    },
  };
}
