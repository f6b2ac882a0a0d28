import type { Clock } from '@watertight/core';
import { createSendMeter, type SendMeter } from '@watertight/delivery';
import type { Metrics } from '@watertight/health';
import type { Graph } from './graph.ts';

/** How a webhook POST ended. */
export type WebhookResult = 'committed' | 'unsigned' | 'malformed' | 'unavailable';

/** What this worker counts. */
export interface Meters {
  sent: SendMeter;
  webhook(result: WebhookResult, durationMs: number): void;
  /** From the commit of a webhook to its first reading. */
  journalLag(lagMs: number): void;
}

export function createMeters(metrics: Metrics, clock: Clock): Meters {
  const webhooks = metrics.counter('webhook_posts_total', "Meta's webhook posts, by result", ['result']);
  const webhookSeconds = metrics.histogram(
    'webhook_duration_seconds',
    'From the last byte of a webhook to its answer',
    ['result'],
  );
  const lag = metrics.histogram('journal_lag_seconds', 'From the commit of a webhook to its first reading');
  return {
    sent: createSendMeter(metrics, clock),
    webhook(result, durationMs) {
      webhooks.inc({ result });
      webhookSeconds.observe({ result }, durationMs / 1000);
    },
    journalLag: (lagMs) => lag.observe(Math.max(0, lagMs) / 1000),
  };
}

/** How the connections to Graph are used, by the mode of the phones. */
export function graphMetrics(metrics: Metrics, graph: Pick<Graph, 'use'>): void {
  const connections = metrics.gauge('graph_connections', 'Connections to Graph that work and that rest', [
    ...(['class', 'state'] as const),
  ]);
  const waiting = metrics.gauge('graph_waiting_requests', 'Requests that wait for a connection to Graph', [
    'class',
  ]);
  metrics.beforeScrape(() => {
    for (const { mode, used, idle, waiting: queued } of graph.use()) {
      connections.set({ class: mode, state: 'used' }, used);
      connections.set({ class: mode, state: 'idle' }, idle);
      waiting.set({ class: mode }, queued);
    }
  });
}
