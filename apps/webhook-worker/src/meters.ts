import type { Metrics } from '@watertight/health';
import type { Attempted } from './send.ts';

/** What this worker counts. */
export interface Meters {
  attempted(kind: Attempted['kind'], durationMs: number): void;
  /** From the event to its delivery at the first attempt. */
  firstDelivery(lagMs: number): void;
  disabled(reason: string): void;
}

export function createMeters(metrics: Metrics, heldUpMs: () => number): Meters {
  const attempts = metrics.counter('webhook_attempts_total', 'Attempts to deliver, by how they ended', [
    'result',
  ]);
  const seconds = metrics.histogram('webhook_attempt_duration_seconds', 'From the request to its answer', [
    'result',
  ]);
  const lag = metrics.histogram(
    'webhook_lag_seconds',
    'From when a delivery was made to its success at the first attempt',
  );
  const disabled = metrics.counter('webhooks_disabled_total', 'Webhooks that were disabled, by reason', [
    'reason',
  ]);
  metrics.gauge(
    'event_stream_held_up_seconds',
    'For how long a writer that has not ended holds the event stream up',
    [],
    () => heldUpMs() / 1000,
  );
  return {
    attempted(result, durationMs) {
      attempts.inc({ result });
      seconds.observe({ result }, durationMs / 1000);
    },
    firstDelivery: (lagMs) => lag.observe(Math.max(0, lagMs) / 1000),
    disabled: (reason) => disabled.inc({ reason }),
  };
}
