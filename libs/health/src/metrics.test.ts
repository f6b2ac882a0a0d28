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
