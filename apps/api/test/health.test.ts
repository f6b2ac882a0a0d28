import type { Heartbeat } from '@watertight/core';
import { eventually } from '@watertight/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const beat = (
  processName: Heartbeat['processName'],
  instanceId: string,
  more: Partial<Heartbeat> = {},
): Heartbeat => ({
  processName,
  instanceId,
  status: 'healthy',
  timestamp: new Date().toISOString(),
  uptimeSeconds: 5,
  memoryUsageMb: 90,
  memoryLimitMb: 1024,
  activeConnections: 2,
  restarts: 0,
  ...more,
});
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

interface Overview {
  status: string;
  processes: (Omit<Heartbeat, 'timestamp'> & { lastHeartbeatAt: string | null })[];
  queues: Record<string, unknown>;
}
const overview = async () => (await api.call('GET /health/all', { key: null })).json<Overview>();
const process = async (instanceId: string) =>
  (await overview()).processes.find((one) => one.instanceId === instanceId);

test('the health of the whole has the shape of the contract, also before any worker was seen', async () => {
  const response = await api.call('GET /health/all', { key: null });
  expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-store']);
  const queue = { waiting: 0, active: 0, delayed: 0, failed: 0, oldestSeconds: 0 };
  const store = { status: 'ok', latencyMs: expect.any(Number) as number };
  expect(response.json()).toEqual({
    status: 'degraded',
    processes: [
      {
        processName: 'api',
        instanceId: 'api-test',
        status: 'healthy',
        lastHeartbeatAt: expect.any(String) as string,
        uptimeSeconds: expect.any(Number) as number,
        memoryUsageMb: expect.any(Number) as number,
        memoryLimitMb: null,
        activeConnections: 0,
        restarts: 0,
      },
      expect.objectContaining({
        processName: 'wwebjs',
        instanceId: '-',
        status: 'down',
        lastHeartbeatAt: null,
      }),
      expect.objectContaining({
        processName: 'meta',
        instanceId: '-',
        status: 'down',
        lastHeartbeatAt: null,
      }),
      expect.objectContaining({ processName: 'webhook', instanceId: '-', status: 'down' }),
    ],
    queues: { wwebjs: queue, meta: queue, webhook: queue },
    database: store,
    redis: store,
  });
});

test('of two heartbeats of an instance the newer counts, whichever store has it', async () => {
  await api.store.processes.recordHeartbeat(
    beat('wwebjs', 'w-1', { timestamp: ago(5), activeConnections: 1 }),
  );
  await api.coordination.writeHeartbeat(beat('wwebjs', 'w-1', { timestamp: ago(1), activeConnections: 7 }));
  await api.coordination.writeHeartbeat(beat('meta', 'm-1', { timestamp: ago(5), activeConnections: 1 }));
  await api.store.processes.recordHeartbeat(beat('meta', 'm-1', { timestamp: ago(1), activeConnections: 9 }));
  await api.coordination.writeHeartbeat(beat('webhook', 'h-1', { timestamp: ago(1) }));
  await expect.poll(() => process('w-1')).toMatchObject({ status: 'healthy', activeConnections: 7 });
  await expect.poll(() => process('m-1')).toMatchObject({ status: 'healthy', activeConnections: 9 });
  await expect.poll(async () => (await overview()).status).toBe('ok');
});

test('a process that has been silent for ten seconds is down, with its last word', async () => {
  await api.coordination.writeHeartbeat(beat('meta', 'm-2', { timestamp: ago(10) }));
  await expect.poll(() => process('m-2')).toMatchObject({ status: 'down', memoryUsageMb: 90 });
});

test('the queues count what waits', async () => {
  const company = await api.company();
  await api.phone(company, 'meta');
  await api.call(`POST /messages/text/${company}/60123456789`, { body: { message: 'x' } });
  await expect
    .poll(async () => (await overview()).queues.meta, { timeout: 5000 })
    .toMatchObject({ waiting: 1, active: 0 });
});

test('liveness, readiness and metrics are answered', async () => {
  expect((await api.call('GET /health', { key: null })).json()).toMatchObject({ processName: 'api' });
  expect((await api.call('GET /health/ready', { key: null })).json()).toMatchObject({
    ready: true,
    checks: { database: { ok: true } },
  });
  expect((await api.call('GET /metrics', { key: null })).body).toContain(
    'watertight_http_request_duration_seconds',
  );
});

test('metrics tell of processes that are dead, and of what waits', async () => {
  await api.coordination.writeHeartbeat(beat('meta', 'meta-gone', { timestamp: ago(90) }));

  const metrics = async () => (await api.call('GET /metrics', { key: null })).body;
  // Heartbeats are read four times a second at the most.
  await eventually(async () => expect(await metrics()).toContain('instance_id="meta-gone"'));
  const text = await metrics();
  expect(text).toContain('watertight_process_up{process_name="meta",instance_id="meta-gone"} 0');
  expect(text).toMatch(/heartbeat_age_seconds{process_name="meta",instance_id="meta-gone"} 9\d/);
  expect(text).toMatch(/watertight_lane_messages{channel="meta",state="waiting",process_name="api"} \d/);
  expect(text).toMatch(/watertight_webhook_endpoints{state="enabled",process_name="api"} \d/);
});
