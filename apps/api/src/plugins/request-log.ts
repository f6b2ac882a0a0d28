import type { Metrics } from '@watertight/health';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

export interface RequestLogOptions {
  metrics: Metrics;
}

/** One line and one measurement for each request; of its contents neither says anything. */
export const requestLogPlugin = fp<RequestLogOptions>(async (app, { metrics }) => {
  const labels = ['method', 'route', 'status_class'] as const;
  const requests = metrics.counter('http_requests_total', 'HTTP requests answered', labels);
  const durations = metrics.histogram('http_request_duration_seconds', 'Time to answer a request', [
    'method',
    'route',
  ]);

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = routeOf(request);
    const durationMs = Math.round(reply.elapsedTime * 1000) / 1000;
    requests.inc({ method, route, status_class: `${Math.floor(reply.statusCode / 100)}xx` });
    durations.observe({ method, route }, durationMs / 1000);
    const { companyId } = (request.params ?? {}) as { companyId?: string };
    const line = { method, route, status: reply.statusCode, durationMs, companyId };
    if (request.routeOptions.config.access === 'public') request.log.debug(line, 'http.request');
    else request.log.info(line, 'http.request');
  });
});

/** The template, never the path: that may hold a phone number, and there would be no end of them. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';
