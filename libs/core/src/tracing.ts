/**
 * Tracing as the libraries and apps see it: spans that hang on a W3C `traceparent`, which travels with requests, rows
 * and calls. Who makes spans of it is the service shell's business; without it everything here does nothing.
 */

/** Small facts: ids of ours, counts, codes. Never texts, numbers, chat ids or keys. */
export type SpanAttributes = Record<string, string | number | boolean | undefined>;

export interface SpanOptions {
  /** The `traceparent` that it continues; a trace of its own without one. */
  parent?: string | null | undefined;
  kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** `traceparent`s of what it has to do with without being a part of it. */
  links?: readonly (string | null | undefined)[];
  attributes?: SpanAttributes;
  /** Epoch milliseconds; now when absent. */
  startedAt?: number;
}

/** Something that takes time. Every span that is started is ended. */
export interface Span {
  /** For whoever continues the trace; null while tracing is off. */
  readonly traceparent: string | null;
  set(attributes: SpanAttributes): void;
  /** `fault` is a code or a constant word; a span without one went well. */
  end(fault?: string): void;
}

export interface Tracing {
  /** False: spans are nothing, and nobody needs to work out their attributes. */
  readonly isOn: boolean;
  start(name: string, options?: SpanOptions): Span;
}

/** A span that is none. */
export const noSpan: Span = {
  traceparent: null,
  set: () => undefined,
  end: () => undefined,
};

export const noTracing: Tracing = { isOn: false, start: () => noSpan };

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;

/** The parts of a `traceparent`. */
export interface TraceParts {
  traceId: string;
  spanId: string;
  flags: number;
}

/** Reads a `traceparent` as W3C's Trace Context, level 1, section 3.2 wants it; null for whatever it calls invalid. */
export function readTraceparent(text: unknown): TraceParts | null {
  if (typeof text !== 'string' || text.length > 512) return null;
  const [, version, traceId = '', spanId = '', flags = '', more] = TRACEPARENT.exec(text) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (ZEROS.test(traceId) || ZEROS.test(spanId)) return null;
  return { traceId, spanId, flags: parseInt(flags, 16) };
}

/** What a line of the log says of its trace; nothing when there is none. */
export function traceFields(traceparent: string | null | undefined): { traceId?: string } {
  const traceId = traceparent ? readTraceparent(traceparent)?.traceId : undefined;
  return traceId === undefined ? {} : { traceId };
}

/** A constant word for what was thrown: its code, or what kind of error it is. */
export function faultWord(error: unknown): string {
  if (!(error instanceof Error)) return 'thrown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Ends the span with the work: with a fault when that is thrown, which is passed on. */
export async function inSpan<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    span.end();
    return result;
  } catch (error) {
    span.end(faultWord(error));
    throw error;
  }
}
