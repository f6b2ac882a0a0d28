import type { Tracing } from '@watertight/core';
import type { GraphEnd, GraphServer } from './graph.ts';

/** The same server, each of whose calls is a span under `parent` and carries the trace on. */
export function tracedServer(server: GraphServer, tracing: Tracing, parent: string | undefined): GraphServer {
  if (!tracing.isOn || parent === undefined) return server;
  return {
    download: server.download,
    async call(request) {
      const span = tracing.start('graph.call', {
        parent,
        kind: 'client',
        // The path holds ids of the account: its last part is enough to tell messages from media.
        attributes: { 'http.request.method': request.method, 'graph.edge': edgeOf(request.path) },
      });
      const { traceparent } = span;
      const headers = { ...request.headers, ...(traceparent === null ? {} : { traceparent }) };
      const end = await server.call({ ...request, headers });
      if (end.kind === 'answered') span.set({ 'http.response.status_code': end.status });
      span.end(faultOf(end));
      return end;
    },
  };
}

const EDGES = ['messages', 'media', 'uploads'];

const edgeOf = (path: string): string =>
  EDGES.find((edge) => path === edge || path.split('?', 1)[0]?.endsWith(`/${edge}`)) ?? 'other';

function faultOf(end: GraphEnd): string | undefined {
  if (end.kind !== 'answered') return end.kind === 'unknown' ? 'NO_ANSWER' : 'NOT_SENT';
  return end.status >= 400 ? `HTTP_${end.status}` : undefined;
}
