import type { Heartbeat } from '@watertight/core';
import { expect, test, vi } from 'vitest';
import { figuresSink } from './figures.ts';

const beat = (status: Heartbeat['status'] = 'healthy'): Heartbeat => ({
  ...{ processName: 'meta', instanceId: 'meta-1', status, timestamp: new Date().toISOString() },
  ...{ uptimeSeconds: 1, memoryUsageMb: 120, memoryLimitMb: null, activeConnections: 3, restarts: 0 },
});
const { signal } = new AbortController();

test('figures are written at their own pace, with the longest lag since the last time', async () => {
  let lag = 0;
  const write = vi.fn(
    async (_process: string, _instance: string, _values: Record<string, number>) => undefined,
  );
  const poolUse = () => ({ used: 4, idle: 1, waiting: 2 });
  const sink = figuresSink({ health: { lagMs: () => lag }, write, poolUse, everyMs: 50 });
  await sink(beat(), signal);
  expect(write).toHaveBeenCalledExactlyOnceWith('meta', 'meta-1', {
    ...{ event_loop_lag_ms: 0, memory_usage_mb: 120, active_connections: 3 },
    ...{ database_connections: 4, database_waiting: 2 },
    ...{ heap_used_mb: expect.any(Number), external_mb: expect.any(Number), cpu_percent: expect.any(Number) },
  });
  lag = 900;
  await sink(beat(), signal);
  expect(write).toHaveBeenCalledTimes(1);
  lag = 10;
  await vi.waitFor(async () => {
    await sink(beat(), signal);
    expect(write).toHaveBeenCalledTimes(2);
  });
  expect(write.mock.calls[1]?.[2]).toMatchObject({ event_loop_lag_ms: 900 });
});

test('a farewell is no figure', async () => {
  const write = vi.fn(async () => undefined);
  await figuresSink({ health: { lagMs: () => 0 }, write })(beat('down'), signal);
  expect(write).not.toHaveBeenCalled();
});
