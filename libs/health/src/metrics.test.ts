import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('metrics carry the prefix, the process and the labels, beside those of Node', async () => {
  const metrics = createMetrics({ processName: 'meta' });
  metrics.counter('sends_total', 'Sends', ['outcome']).inc({ outcome: 'sent' }, 3);
  metrics.gauge('lanes', 'Lanes', [], () => 5);
  metrics.histogram('send_seconds', 'Sends').observe(0.02);
  const text = await metrics.text();
  expect(text).toContain('watertight_sends_total{outcome="sent",process_name="meta"} 3');
  expect(text).toContain('watertight_lanes{process_name="meta"} 5');
  expect(text).toContain('watertight_send_seconds_bucket{le="0.025",process_name="meta"} 1');
  expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds\{process_name="meta"\} \d/);
});

test('two registries do not know of each other', async () => {
  const first = createMetrics({ processName: 'api' });
  const second = createMetrics({ processName: 'meta' });
  first.counter('a_total', 'A').inc();
  second.counter('a_total', 'A');
  expect(await second.text()).toContain('watertight_a_total{process_name="meta"} 0');
});

test('a name against the conventions, or taken, is refused', () => {
  const metrics = createMetrics({ processName: 'api' });
  expect(() => metrics.counter('sends', 'x')).toThrow('naming');
  expect(() => metrics.counter('watertight_sends_total', 'x')).toThrow('naming');
  expect(() => metrics.counter('Sends_total', 'x')).toThrow('naming');
  expect(() => metrics.histogram('send', 'x')).toThrow('naming');
  expect(() => metrics.gauge('lanes_total', 'x')).toThrow('naming');
  metrics.gauge('lanes', 'x');
  expect(() => metrics.gauge('lanes', 'x')).toThrow();
});

test('a label that could have any number of values is refused', () => {
  const metrics = createMetrics({ processName: 'api' });
  expect(() => metrics.counter('sends_total', 'x', ['chat_id' as never])).toThrow('chat_id');
  expect(() => metrics.gauge('lanes', 'x', ['phone_id' as never])).toThrow('phone_id');
  expect(() => metrics.histogram('send_seconds', 'x', ['company_id' as never])).toThrow('company_id');
});

test('gauges are refreshed before a scrape, and one that cannot be is left out', async () => {
  const metrics = createMetrics({ processName: 'api' });
  const lanes = metrics.gauge('lanes', 'Lanes', ['channel']);
  const phones = metrics.gauge('phones', 'Phones', ['channel']);
  let reads = 0;
  metrics.beforeScrape(() => lanes.set({ channel: 'meta' }, ++reads));
  metrics.beforeScrape(async () => {
    phones.reset();
    throw new Error('the store is away');
  });
  expect(await metrics.text()).toContain('watertight_lanes{channel="meta",process_name="api"} 1');
  const text = await metrics.text();
  expect(text).toContain('watertight_lanes{channel="meta",process_name="api"} 2');
  expect(text).not.toContain('watertight_phones{');
});

test('a scrape does not wait for what hangs', async () => {
  const metrics = createMetrics({ processName: 'api' });
  metrics.beforeScrape(() => new Promise<never>(() => undefined));
  const startedAt = performance.now();
  expect(await metrics.text()).toContain('nodejs_version_info');
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

test('lines of the log are counted by level', async () => {
  const lines = { warn: 1, error: 2, fatal: 0 };
  const metrics = createMetrics({ processName: 'api', logLines: lines });
  await metrics.text();
  lines.error = 5;
  const text = await metrics.text();
  expect(text).toContain('watertight_log_lines_total{level="error",process_name="api"} 5');
  expect(text).toContain('watertight_log_lines_total{level="fatal",process_name="api"} 0');
});
