import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span as OtelSpan,
} from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler as OtelSampler,
  type SpanExporter,
} from '@opentelemetry/sdk-trace';
import {
  readTraceparent,
  type Log,
  type Span,
  type SpanAttributes,
  type SpanOptions,
  type Tracing,
} from '@watertight/core';
import type { Sampler } from '../env/groups.ts';

export interface TracingOptions {
  /** Of the collector, with its path. */
  url: string;
  headers: Record<string, string>;
  sampler: Sampler;
  /** Between 0 and 1, for the samplers that have one. */
  ratio: number;
  resource: Record<string, string>;
  log: Log;
}

/** Spans that wait to be exported; more are dropped. */
const MAX_QUEUE = 4096;
const BATCH = 512;
const EVERY_MS = 1000;
const EXPORT_MS = 3000;
/** Exports under way at once: with a collector that hangs, each holds its spans so long. */
const MAX_EXPORTS = 4;
const LIMITS = { attributeValueLengthLimit: 200, attributeCountLimit: 32, linkCountLimit: 8 };

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Spans of OpenTelemetry, exported in batches by OTLP over HTTP. A collector that is away costs nothing but spans. */
export function createTracing(options: TracingOptions): Tracing & { close(): Promise<void> } {
  const { url, headers, resource, log } = options;
  const exporter = new OTLPTraceExporter({
    ...{ url, headers, timeoutMillis: EXPORT_MS, concurrencyLimit: MAX_EXPORTS },
  });
  const provider = new TracerProvider({
    sampler: samplerOf(options),
    spanLimits: LIMITS,
    resource: resourceFromAttributes(resource),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: saidOnce(exporter, log),
        maxQueueSize: MAX_QUEUE,
        maxExportBatchSize: BATCH,
        scheduledDelayMillis: EVERY_MS,
        exportTimeoutMillis: EXPORT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('watertight');
  return {
    isOn: true,
    start(name, { parent, kind = 'internal', links = [], attributes = {}, startedAt }: SpanOptions = {}) {
      const span = tracer.startSpan(
        name,
        {
          kind: KINDS[kind],
          attributes: attributes,
          links: links.flatMap((link) => linkOf(link) ?? []),
          ...(startedAt === undefined ? {} : { startTime: startedAt }),
        },
        contextOf(parent),
      );
      return wrapped(span);
    },
    // What could not be exported in time is gone; that is no fault of the process.
    close: () =>
      provider.shutdown().catch((error: unknown) => log.warn({ err: error }, 'tracing.not-flushed')),
  };
}

function wrapped(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    set(attributes: SpanAttributes) {
      span.setAttributes(attributes);
    },
    end(fault) {
      if (fault !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute('error.type', fault);
      }
      span.end();
    },
  };
}

function contextOf(parent: string | null | undefined): Context {
  const parts = readTraceparent(parent);
  if (!parts) return ROOT_CONTEXT;
  const { traceId, spanId, flags } = parts;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: flags & 1, isRemote: true });
}

function linkOf(traceparent: string | null | undefined) {
  const parts = readTraceparent(traceparent);
  if (!parts) return null;
  return { context: { traceId: parts.traceId, spanId: parts.spanId, traceFlags: parts.flags & 1 } };
}

function samplerOf({ sampler, ratio }: TracingOptions): OtelSampler {
  const root = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  };
  const [, isParentBased, name] = /^(parentbased_)?(.+)$/.exec(sampler) ?? [];
  const own = root[name as keyof typeof root]();
  return isParentBased ? new ParentBasedSampler({ root: own }) : own;
}

/** Says when exports begin to fail and when they work again, and not each time between. */
function saidOnce(exporter: SpanExporter, log: Log): SpanExporter {
  let isFailing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        if (failed && !isFailing)
          log.warn({ err: result.error, spans: spans.length }, 'tracing.export-failed');
        if (!failed && isFailing) log.info({}, 'tracing.export-recovered');
        isFailing = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
