import { createMetrics } from '@watertight/health';
import { expect, test } from 'vitest';
import { createSendMeter } from './send-meter.ts';

const now = new Date('2026-11-26T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test('sends are counted by channel, class and outcome, and their waits from when they were due', async () => {
  const metrics = createMetrics({ processName: 'meta' });
  const meter = createSendMeter(metrics, { now: () => now });
  const live = { connectionType: 'meta', mode: 'live' } as const;
  meter(live, { createdAt: ago(2) }, 'sent', 40);
  meter(live, { createdAt: ago(5000), scheduledAt: ago(2) }, 'sent', 40);
  meter(live, { createdAt: ago(2) }, 'later', 40);
  meter({ ...live, mode: 'sandbox' }, { createdAt: ago(-1) }, 'sent', 40);
  const text = await metrics.text();
  expect(text).toContain(
    'watertight_sends_total{channel="meta",class="live",outcome="sent",process_name="meta"} 2',
  );
  expect(text).toContain(
    'watertight_sends_total{channel="meta",class="live",outcome="later",process_name="meta"} 1',
  );
  expect(text).toContain(
    'watertight_accept_to_sent_seconds_sum{process_name="meta",channel="meta",class="live"} 4',
  );
  expect(text).toContain(
    'watertight_accept_to_sent_seconds_sum{process_name="meta",channel="meta",class="sandbox"} 0',
  );
});
