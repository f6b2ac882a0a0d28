/** A size at a moment of one clock. */
export interface Point {
  atMs: number;
  mb: number;
}

const HOUR_MS = 3_600_000;

/**
 * How fast a size grows, MiB an hour: the median of the slopes between all pairs of points (Theil and Sen), which a few
 * points out of line do not move. Null with fewer than three points.
 */
export function slopePerHour(points: readonly Point[]): number | null {
  if (points.length < 3) return null;
  const slopes = points.flatMap((from, index) =>
    points
      .slice(index + 1)
      .filter(({ atMs }) => atMs !== from.atMs)
      .map(({ atMs, mb }) => ((mb - from.mb) / (atMs - from.atMs)) * HOUR_MS),
  );
  return median(slopes);
}

export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
