import type { Outcome } from '@watertight/core';
import type { Metrics } from '@watertight/health';

/** How a webhook POST ended. */
export type WebhookResult = 'committed' | 'unsigned' | 'malformed' | 'unavailable';

/** What this worker counts. */
export interface Meters {
  sent(outcome: Outcome['kind'], durationMs: number): void;
  webhook(result: WebhookResult, durationMs: number): void;
  /** From the commit of a webhook to its first reading. */
  journalLag(lagMs: number): void;
}

export function createMeters(metrics: Metrics): Meters {
  const sends = metrics.counter('sends_total', 'Attempts to send, by outcome', ['outcome']);
  const sendSeconds = metrics.histogram('send_duration_seconds', 'From the call of Graph to its end', [
    'outcome',
  ]);
  const webhooks = metrics.counter('webhook_posts_total', "Meta's webhook posts, by result", ['result']);
  const webhookSeconds = metrics.histogram(
    'webhook_duration_seconds',
    'From the last byte of a webhook to its answer',
    ['result'],
  );
  const lag = metrics.histogram(
    'journal_lag_seconds',
    'From the commit of a webhook to its first reading, in seconds',
  );
  return {
    sent(outcome, durationMs) {
      sends.inc({ outcome });
      sendSeconds.observe({ outcome }, durationMs / 1000);
    },
    webhook(result, durationMs) {
      webhooks.inc({ result });
      webhookSeconds.observe({ result }, durationMs / 1000);
    },
    journalLag: (lagMs) => lag.observe(Math.max(0, lagMs) / 1000),
  };
}
