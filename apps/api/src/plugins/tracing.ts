import { noSpan, traceFields, type Span, type Tracing } from '@watertight/core';
import type { Origin } from '@watertight/delivery';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is done for the request hangs on it. */
    span: Span;
  }
}

/**
 * A span for each request, which continues the caller's `traceparent` when he gives one; its trace stands in the
 * request's lines of the log. Public routes, which machines ask every few seconds, have none.
 */
export const tracingPlugin = fp<{ tracing: Tracing }>(async (app, { tracing }) => {
  app.decorateRequest('span', { getter: () => noSpan });
  if (!tracing.isOn) return;

  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access === 'public') return;
    const { method, routeOptions, headers } = request;
    const route = routeOptions.url ?? 'unknown';
    const span = tracing.start('http.request', {
      parent: headers.traceparent as string | undefined,
      kind: 'server',
      attributes: { 'http.request.method': method, 'http.route': route, 'request.id': request.id },
    });
    spans.set(request, span);
    Object.defineProperty(request, 'span', { value: span });
    request.log = request.log.child(traceFields(span.traceparent));
  });

  app.addHook('onResponse', async (request, reply) => {
    const { companyId } = (request.params ?? {}) as { companyId?: string };
    const status = reply.statusCode;
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': status, 'company.id': companyId });
    span?.end(status >= 500 ? `HTTP_${status}` : undefined);
  });

  // Who leaves before his answer is told nothing; what was done for him is.
  app.addHook('onRequestAbort', async (request) => spans.get(request)?.end('ABORTED'));
});

/** What a message keeps of the request that it came with. */
export const originOf = ({ id, span }: FastifyRequest): Origin => ({
  requestId: id,
  traceparent: span.traceparent,
});
