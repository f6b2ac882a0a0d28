import { expect, test } from 'vitest';
import { noTracing, readTraceparent, traceFields } from './tracing.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

test('a traceparent is read as W3C says, and so is one of a later version', () => {
  expect(readTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, flags: 1 });
  expect(readTraceparent(`01-${traceId}-${spanId}-03-what comes later`)).toEqual({
    traceId,
    spanId,
    flags: 3,
  });
});

test.each([
  ['of the forbidden version', `ff-${traceId}-${spanId}-01`],
  ['with more than its version has', `00-${traceId}-${spanId}-01-x`],
  ['with a trace of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
  ['with a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['in capitals', `00-${traceId.toUpperCase()}-${spanId}-01`],
  ['that is too short', `00-${traceId}-01`],
  ['that is empty', ''],
  ['given twice', [`00-${traceId}-${spanId}-01`]],
  ['that is endless', `01-${traceId}-${spanId}-01-${'x'.repeat(600)}`],
])('one %s is none', (_what, text) => {
  expect(readTraceparent(text)).toBeNull();
});

test('a line says its trace when there is one', () => {
  expect(traceFields(`00-${traceId}-${spanId}-00`)).toEqual({ traceId });
  expect(traceFields(null)).toEqual({});
});

test('without tracing nothing is made, and nothing is handed on', () => {
  const span = noTracing.start('message.send', { parent: `00-${traceId}-${spanId}-01` });
  span.set({ attempt: 1 });
  span.end('FAULT');
  expect(span.traceparent).toBeNull();
});
