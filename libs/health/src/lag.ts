import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 20;

/** How late the event loop runs its timers. */
export interface LagMonitor {
  /** The 99th percentile in milliseconds since the last sample; begins a new sample. */
  sample(): number;
  close(): void;
}

export function createLagMonitor(): LagMonitor {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    sample() {
      // The histogram holds whole intervals; what exceeds the resolution is the lag. It is NaN or 0 when empty.
      const intervalMs = histogram.percentile(99) / 1e6;
      histogram.reset();
      return Math.max(0, intervalMs - RESOLUTION_MS) || 0;
    },
    close: () => void histogram.disable(),
  };
}
