import { afterEach, expect, test, vi } from 'vitest';
import { createMetrics } from './metrics.ts';
import type { ProcessReport } from './summarise.ts';
import { databaseMetrics, systemMetrics, type SystemFigures } from './system.ts';

const report = (instanceId: string, more: Partial<ProcessReport> = {}): ProcessReport => ({
  processName: 'meta',
  instanceId,
  status: 'healthy',
  lastHeartbeatAt: new Date().toISOString(),
  uptimeSeconds: 60,
  memoryUsageMb: 100,
  memoryLimitMb: 1024,
  activeConnections: 2,
  restarts: 0,
  ...more,
});

test('a dead process has a series of its own, under its own name, until it is listed no more', async () => {
  const metrics = createMetrics({ processName: 'api' });
  const silentSince = new Date(Date.now() - 75_000).toISOString();
  let processes = [
    report('meta-1'),
    report('meta-2', { status: 'down', lastHeartbeatAt: silentSince }),
    report('meta-3', { status: 'degraded' }),
    report('-', { processName: 'wwebjs', status: 'down', lastHeartbeatAt: null }),
  ];
  systemMetrics(metrics, async () => ({ processes }));
  const text = await metrics.text();
  expect(text).toContain('watertight_process_up{process_name="meta",instance_id="meta-1"} 1');
  expect(text).toContain('watertight_process_up{process_name="meta",instance_id="meta-2"} 0');
  expect(text).toContain('watertight_process_up{process_name="meta",instance_id="meta-3"} 1');
  expect(text).toContain('watertight_process_healthy{process_name="meta",instance_id="meta-3"} 0');
  expect(text).toContain('watertight_process_up{process_name="wwebjs",instance_id="-"} 0');
  const [, age] = /heartbeat_age_seconds{process_name="meta",instance_id="meta-2"} ([\d.]+)/.exec(text) ?? [];
  expect(Number(age)).toBeCloseTo(75, 0);
  expect(text).not.toMatch(/heartbeat_age_seconds{[^}]*instance_id="-"/);

  processes = [report('meta-1')];
  expect(await metrics.text()).not.toContain('meta-2');
});

const FIGURES: SystemFigures = {
  phones: [{ channel: 'meta', class: 'live', status: 'ready', count: 3 }],
  reasons: [{ channel: 'meta', reasonCode: 'TOKEN_REFUSED', count: 1 }],
  notReady: [{ channel: 'wwebjs', class: 'live', seconds: 320 }],
  unconfirmed: [{ channel: 'wwebjs', awaiting: 2, held: 1 }],
  endpoints: { enabled: 4, disabled: 1, off: 0 },
  journal: [{ source: 'meta', count: 7, oldestSeconds: 3 }],
};
const QUEUE = { waiting: 5, active: 2, delayed: 1, failed: 0, oldestSeconds: 12 };
const SAID = [
  'watertight_lane_messages{channel="meta",state="waiting",process_name="api"} 5',
  'watertight_lane_oldest_message_seconds{channel="meta",process_name="api"} 12',
  'watertight_webhook_deliveries{state="waiting",process_name="api"} 5',
  'watertight_webhook_oldest_delivery_seconds{process_name="api"} 12',
  'watertight_phones{channel="meta",class="live",status="ready",process_name="api"} 3',
  'watertight_phones_with_reason{channel="meta",reason_code="TOKEN_REFUSED",process_name="api"} 1',
  'watertight_phone_not_ready_seconds{channel="wwebjs",class="live",process_name="api"} 320',
  'watertight_messages_unconfirmed{channel="wwebjs",state="held",process_name="api"} 1',
  'watertight_webhook_endpoints{state="disabled",process_name="api"} 1',
  'watertight_journal_entries{channel="meta",process_name="api"} 7',
];

afterEach(() => vi.useRealTimers());

test('what the database says is read once in five seconds, and shown no longer than it says it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const metrics = createMetrics({ processName: 'api' });
  let reads = 0;
  let isAway = false;
  const read = async <T>(value: T) => {
    reads++;
    if (isAway) throw new Error('away');
    return value;
  };
  databaseMetrics(metrics, {
    backlog: () => read({ meta: QUEUE, webhook: QUEUE }),
    figures: () => read(FIGURES),
  });
  for (let scrape = 0; scrape < 3; scrape++) {
    const text = await metrics.text();
    for (const line of SAID) expect(text).toContain(line);
  }
  expect(reads).toBe(2);

  vi.advanceTimersByTime(5000);
  isAway = true;
  const text = await metrics.text();
  expect(reads).toBe(4);
  for (const line of SAID) expect(text).not.toContain(`\n${line.split(' ')[0]}`);
  expect(text).toContain('nodejs_version_info'); // the rest is served
});
