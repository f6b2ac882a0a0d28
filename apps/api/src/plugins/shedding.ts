import underPressure from '@fastify/under-pressure';
import { CodedError } from '@watertight/core';
import type { Metrics } from '@watertight/health';
import fp from 'fastify-plugin';

export interface SheddingOptions {
  metrics: Metrics;
  /** Requests are refused when the event loop has been late by more than this on average for a while; 0 for never. */
  maxLagMs: number;
  /** And while the process takes more memory than nine tenths and a half of this. */
  memoryLimitMb: number | null;
}

const SAMPLE_MS = 500;
/** A start, a large answer, or a machine that was busy elsewhere is late for a moment, and catches up by itself. */
const LATE_SAMPLES = 6;
const MEMORY_SHARE = 0.95;
const RETRY_AFTER_SECONDS = 2;

/** Refuses work with 503 OVERLOADED before the process drowns in it. Health, metrics and documentation are answered. */
export const sheddingPlugin = fp<SheddingOptions>(async (app, { metrics, maxLagMs, memoryLimitMb }) => {
  const shed = metrics.counter('http_requests_shed_total', 'HTTP requests refused under overload', [
    'reason',
  ]);
  let late = 0;
  const timer = setInterval(() => (late = app.isUnderPressure() ? late + 1 : 0), SAMPLE_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  await app.register(underPressure, {
    sampleInterval: SAMPLE_MS,
    maxEventLoopDelay: maxLagMs,
    maxRssBytes: memoryLimitMb === null ? 0 : memoryLimitMb * MEMORY_SHARE * 1024 * 1024,
    retryAfter: RETRY_AFTER_SECONDS,
    pressureHandler: async (request, reply, type) => {
      const { url = '', config } = request.routeOptions;
      if (config.access === 'public' && !url.startsWith('/api/')) return;
      if (type === underPressure.TYPE_EVENT_LOOP_DELAY && late < LATE_SAMPLES) return;
      shed.inc({ reason: type });
      reply.header('retry-after', RETRY_AFTER_SECONDS);
      throw new CodedError('OVERLOADED');
    },
  });
});
