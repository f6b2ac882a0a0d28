import { traceFields, type Span, type Tracing } from '@watertight/core';
import type { Origin } from '@watertight/delivery';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is done for the request hangs on it; null where nothing is traced. */
    span: Span | null;
  }
}

/**
 * A span for each request, which continues the caller's `traceparent` when he gives one; its trace stands in the
 * request's lines of the log. Public routes, which machines ask every few seconds, have none.
 */
export const tracingPlugin = fp<{ tracing: Tracing }>(async (app, { tracing }) => {
  app.decorateRequest('span', null);
  if (!tracing.isOn) return;

  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access === 'public') return;
    const { method, routeOptions, headers } = request;
    const route = routeOptions.url ?? 'unknown';
    const span = tracing.start('http.request', {
      parent: headers.traceparent as string | undefined,
      kind: 'server',
      attributes: { 'http.request.method': method, 'http.route': route, 'request.id': request.id },
    });
    request.span = span;
    request.log = request.log.child(traceFields(span.traceparent));
  });

  app.addHook('onResponse', async (request, reply) => {
    const { companyId } = (request.params ?? {}) as { companyId?: string };
    const status = reply.statusCode;
    const { span } = request;
    span?.set({ 'http.response.status_code': status, 'company.id': companyId });
    span?.end(status >= 500 ? `HTTP_${status}` : undefined);
  });

  // Who leaves before his answer is told nothing; what was done for him is.
  app.addHook('onRequestAbort', async (request) => request.span?.end('ABORTED'));
});

/** What a message keeps of the request that it came with. */
export const originOf = ({ id, span }: FastifyRequest): Origin => ({
  requestId: id,
  traceparent: span?.traceparent ?? null,
});
