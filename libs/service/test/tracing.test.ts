import { readTraceparent, silentLog, type Log } from '@watertight/core';
import { type EnvError, openTracing, readEnv, tracingEnv } from '@watertight/service';
import { eventually, startCollector, type Collector } from '@watertight/testkit';
import { Type } from 'typebox';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const PARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const UNSAMPLED = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;

let collector: Collector;
const closers: (() => unknown)[] = [];
beforeEach(async () => void (collector = await startCollector()));
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  collector.close();
});

const schema = Type.Object(tracingEnv);

async function open(env: NodeJS.ProcessEnv = {}, log: Log = silentLog) {
  const shell = {
    ...{ name: 'meta', instanceId: 'meta-1', log: log as never },
    onClose: (_label: string, close: (signal: AbortSignal) => unknown) =>
      void closers.push(() => close(AbortSignal.abort())),
  };
  const given = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env };
  return openTracing(shell, readEnv(schema, given));
}

const collected = (count: number) =>
  eventually(() => (collector.spans.length >= count ? collector.spans : null), { timeoutMs: 5000 });

test('without an endpoint there is no tracing, and no traceparent', async () => {
  const tracing = await open({ OTEL_EXPORTER_OTLP_ENDPOINT: '' });
  expect(tracing.isOn).toBe(false);
  expect(tracing.start('message.send', { parent: PARENT }).traceparent).toBeNull();
});

test('spans continue the trace that they are given, with their links, attributes and faults', async () => {
  const tracing = await open({ OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b' });
  const startedAt = Date.now() - 5000;
  const send = tracing.start('message.send', {
    parent: PARENT,
    kind: 'consumer',
    links: [UNSAMPLED, 'nonsense', null],
    attributes: { 'message.id': 'msg_1', absent: undefined },
    startedAt,
  });
  const call = tracing.start('graph.call', { parent: send.traceparent, kind: 'client' });
  call.end('HTTP_500');
  send.set({ 'message.outcome': 'refused' });
  send.end();
  const spans = await collected(2);
  const [outer, inner] = ['message.send', 'graph.call'].map((name) => spans.find((one) => one.name === name));
  expect(outer).toMatchObject({
    ...{ traceId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16), service: 'meta', kind: 5, startedAt },
    attributes: { 'message.id': 'msg_1', 'message.outcome': 'refused' },
    ...{ isError: false, links: ['a'.repeat(32)] },
  });
  expect(outer?.attributes).not.toHaveProperty('absent');
  expect(inner).toMatchObject({
    ...{ traceId: 'a'.repeat(32), parentSpanId: outer?.spanId, kind: 3, isError: true },
    attributes: { 'error.type': 'HTTP_500' },
  });
  expect(collector.headers[0]).toMatchObject({ 'api-key': 'a b' });
});

test.each([
  ['parentbased_always_on', PARENT, 1, 1],
  ['parentbased_always_on', UNSAMPLED, 0, 0],
  ['parentbased_always_off', undefined, 0, 0],
  ['always_on', UNSAMPLED, 1, 1],
  ['always_off', PARENT, 0, 0],
  ['parentbased_traceidratio', undefined, 0, 0],
])('%s under %s keeps %i', async (sampler, parent, flags, kept) => {
  const tracing = await open({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: '0' });
  const span = tracing.start('http.request', { parent });
  // What follows elsewhere is kept or not as this is.
  expect(readTraceparent(span.traceparent)?.flags).toBe(flags);
  span.end();
  for (const close of closers.splice(0)) await close();
  expect(collector.spans).toHaveLength(kept);
});

test('what waits is exported when the process ends', async () => {
  const tracing = await open();
  for (let i = 0; i < 1000; i++) tracing.start(`span ${i}`).end();
  for (const close of closers.splice(0)) await close();
  expect(collector.spans).toHaveLength(1000);
});

test('a collector that is away, or hangs, is said once, loses spans, and holds up nothing', async () => {
  const log = { ...silentLog, warn: vi.fn(), info: vi.fn() };
  const tracing = await open({}, log);
  collector.answer(400);
  tracing.start('lost').end();
  await eventually(() => expect(log.warn).toHaveBeenCalledWith(expect.anything(), 'tracing.export-failed'));
  tracing.start('lost too').end();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(log.warn).toHaveBeenCalledTimes(1);
  collector.answer(200);
  tracing.start('kept').end();
  await collected(1);
  await eventually(() => expect(log.info).toHaveBeenCalledWith({}, 'tracing.export-recovered'));

  collector.answer('never');
  const before = process.memoryUsage().heapUsed;
  const startedAt = performance.now();
  for (let i = 0; i < 100_000; i++) tracing.start('many', { attributes: { 'message.id': `msg_${i}` } }).end();
  expect(performance.now() - startedAt).toBeLessThan(5000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 2 ** 20);
  const closing = performance.now();
  for (const close of closers.splice(0)) await close();
  expect(performance.now() - closing).toBeLessThan(4000);
}, 20_000);

test('what the variables hold is checked, and headers are never shown', () => {
  const faults = (env: NodeJS.ProcessEnv) => {
    try {
      readEnv(schema, env);
      return [];
    } catch (error) {
      return (error as EnvError).faults;
    }
  };
  expect(
    faults({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'hunter2',
      OTEL_TRACES_SAMPLER: 'sometimes',
      OTEL_TRACES_SAMPLER_ARG: '2',
      OTEL_RESOURCE_ATTRIBUTES: 'no pairs',
    }),
  ).toEqual([
    expect.stringMatching(/^OTEL_EXPORTER_OTLP_ENDPOINT is .*: it should be a URL/),
    'OTEL_EXPORTER_OTLP_HEADERS is not valid: it should be name=value, several with commas, values percent-encoded.',
    expect.stringMatching(/^OTEL_TRACES_SAMPLER is .*always_on/),
    'OTEL_TRACES_SAMPLER_ARG is "2": it should be a number from 0 to 1.',
    expect.stringMatching(/^OTEL_RESOURCE_ATTRIBUTES/),
  ]);
});
