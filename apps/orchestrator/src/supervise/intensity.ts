export interface IntensityOptions {
  maxRestarts: number;
  intensityWindowMs: number;
}

/**
 * Counts one more restart: answers the times that still lie within the window, `nowMs` included, and whether
 * they are too many. What is kept never grows beyond `maxRestarts + 1` entries.
 */
export function countRestart(
  timesMs: readonly number[],
  nowMs: number,
  { maxRestarts, intensityWindowMs }: IntensityOptions,
): { timesMs: number[]; tooMany: boolean } {
  const recent = [...timesMs.filter((time) => time > nowMs - intensityWindowMs), nowMs];
  return { timesMs: recent.slice(-(maxRestarts + 1)), tooMany: recent.length > maxRestarts };
}
