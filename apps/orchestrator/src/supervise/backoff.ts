export interface BackoffOptions {
  backoffBaseMs: number;
  backoffCapMs: number;
}

/**
 * The pause before restart number `attempt` (0 is the first): base × 2^attempt, at most the cap, of which the
 * upper half is left to chance. So pauses never shrink from one attempt to the next, and children that died
 * together do not come back together.
 */
export function backoffMs(attempt: number, options: BackoffOptions, random: () => number): number {
  const whole = Math.min(options.backoffCapMs, options.backoffBaseMs * 2 ** attempt);
  return Math.round((whole * (1 + random())) / 2);
}
