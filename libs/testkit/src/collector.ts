import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it came over the wire. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  /** Null for the first of a trace. */
  parentSpanId: string | null;
  name: string;
  /** Of the process, without `watertight-`. */
  service: string;
  /** OTLP's number: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  startedAt: number;
  endedAt: number;
  isError: boolean;
  attributes: Record<string, unknown>;
  /** Trace ids. */
  links: string[];
}

/** A double of an OpenTelemetry collector: takes OTLP over HTTP as JSON, and keeps what it is told. */
export interface Collector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: CollectedSpan[];
  /** Of each request that it got. */
  headers: Record<string, unknown>[];
  /** All bodies as they came. */
  raw(): string;
  /** From now on: answers 200, another status, or never. */
  answer(how: number | 'never'): void;
  close(): void;
}

export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const headers: Record<string, unknown>[] = [];
  const bodies: string[] = [];
  let how: number | 'never' = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (how === 'never') return;
      if (how !== 200 || request.url !== '/v1/traces') {
        response.writeHead(how === 200 ? 404 : how).end();
        return;
      }
      const text = Buffer.concat(chunks).toString();
      headers.push(request.headers);
      bodies.push(text);
      spans.push(...spansIn(JSON.parse(text) as Exported));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    headers,
    raw: () => bodies.join('\n'),
    answer: (next) => (how = next),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Value {
  stringValue?: string;
  intValue?: number | string;
  doubleValue?: number;
  boolValue?: boolean;
}
type Pairs = { key: string; value: Value }[];
interface Exported {
  resourceSpans: {
    resource: { attributes: Pairs };
    scopeSpans: { spans: ExportedSpan[] }[];
  }[];
}
interface ExportedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Pairs;
  status?: { code?: number };
  links?: { traceId: string }[];
}

const asRecord = (pairs: Pairs): Record<string, unknown> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));

const milliseconds = (nanoseconds: string): number => Number(BigInt(nanoseconds) / 1_000_000n);

function spansIn({ resourceSpans }: Exported): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const name = asRecord(resource.attributes)['service.name'];
    const service = typeof name === 'string' ? name.replace(/^watertight-/, '') : '';
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || null,
        name: span.name,
        service,
        kind: span.kind,
        startedAt: milliseconds(span.startTimeUnixNano),
        endedAt: milliseconds(span.endTimeUnixNano),
        isError: span.status?.code === 2,
        attributes: asRecord(span.attributes),
        links: (span.links ?? []).map(({ traceId }) => traceId),
      })),
    );
  });
}
