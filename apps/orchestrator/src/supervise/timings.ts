/** Every span of time and every count that supervision decides by; tests hand in short ones. */
export interface Timings {
  /** From one question at `/health` to the next. */
  probeIntervalMs: number;
  /** The same while a child starts: its readiness should not wait for a slow clock. */
  startProbeIntervalMs: number;
  /** How long a child has for its answer. */
  probeDeadlineMs: number;
  /** A child is hung after so many unanswered questions in a row, and … */
  hungMisses: number;
  /** … so long after its last answer: both, so that refusals in quick succession do not suffice. */
  hungMs: number;
  /** What is silent for so long and has computed nearly as long, or is halted by a signal, is hung too: it will not come back by itself soon. */
  spinningMs: number;
  /** From spawn to the first answer. */
  startupMs: number;
  /** From SIGTERM to SIGKILL. */
  drainMs: number;
  /** After so long in health the next process is made ready to take over, where one is kept. */
  standbyAfterMs: number;
  memoryIntervalMs: number;
  /** Readings above the limit, one after the other, before a child is restarted. */
  memoryReadings: number;
  backoffBaseMs: number;
  backoffCapMs: number;
  /** After so long in health the back-off begins anew, and probation has been served. */
  stableMs: number;
  /** More restarts than this within `intensityWindowMs`: failed. */
  maxRestarts: number;
  intensityWindowMs: number;
  /** How long a failed child rests before its one next attempt. */
  probationMs: number;
  /** SIGTERM to SIGKILL for what an earlier, killed supervisor left behind. */
  leftoverGraceMs: number;
}

export const defaultTimings: Timings = {
  probeIntervalMs: 1000,
  startProbeIntervalMs: 200,
  probeDeadlineMs: 2000,
  hungMisses: 3,
  hungMs: 6000,
  spinningMs: 3000,
  startupMs: 60_000,
  drainMs: 20_000,
  standbyAfterMs: 5000,
  memoryIntervalMs: 5000,
  memoryReadings: 3,
  backoffBaseMs: 250,
  backoffCapMs: 30_000,
  stableMs: 60_000,
  maxRestarts: 10,
  intensityWindowMs: 300_000,
  probationMs: 300_000,
  leftoverGraceMs: 10_000,
};

/**
 * The API is asked more often and given up sooner: while it computes, nobody is answered, and its successor takes
 * over where it was. What it computes in one go, such as its OpenAPI document, takes a third of that time. A worker's end costs more: sessions that open again, requests without an answer.
 */
export const apiTimings = { probeIntervalMs: 200, spinningMs: 1000 } satisfies Partial<Timings>;
