import { silentLog, type Heartbeat } from '@watertight/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHealth, type Check } from './health.ts';
import { startHeartbeat, type HeartbeatLoop, type HeartbeatSink } from './heartbeat.ts';

let loop: HeartbeatLoop | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  const stopped = loop?.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  await stopped;
  loop = undefined;
  vi.useRealTimers();
});

function start(sinks: HeartbeatSink[], checks: Record<string, Check> = {}) {
  const log = { ...silentLog, warn: vi.fn(), info: vi.fn() };
  const lagMonitor = { sample: vi.fn(() => 0), close: () => undefined };
  const health = createHealth({
    processName: 'meta',
    instanceId: 'meta-1',
    memoryLimitMb: null,
    restarts: 0,
    checks,
    activeConnections: () => 0,
    lagMonitor,
  });
  loop = startHeartbeat({ health, sinks, log });
  return { log, lagMonitor, loop };
}

function recorder() {
  const beats: Heartbeat[] = [];
  const sink: HeartbeatSink = async (heartbeat) => void beats.push(heartbeat);
  return { beats, sink };
}

test('a heartbeat is written at once and then every two seconds, each with a fresh lag sample', async () => {
  const { beats, sink } = recorder();
  const { lagMonitor } = start([sink]);
  await vi.advanceTimersByTimeAsync(0);
  expect(beats).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(6000);
  expect(beats).toHaveLength(4);
  expect(lagMonitor.sample).toHaveBeenCalledTimes(4);
});

test('the first heartbeat already knows what the checks say', async () => {
  const { beats, sink } = recorder();
  start([sink], { postgres: () => Promise.reject(new Error('down')) });
  await vi.advanceTimersByTimeAsync(0);
  expect(beats[0]?.status).toBe('degraded');
});

test('a check that hangs does not slow the heartbeat down', async () => {
  const { beats, sink } = recorder();
  start([sink], { postgres: () => new Promise(() => undefined) });
  await vi.advanceTimersByTimeAsync(2000);
  expect(beats).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(8100);
  expect(beats).toHaveLength(5);
});

test('a sink that fails, throws or hangs hurts neither the others nor the rhythm', async () => {
  const { beats, sink } = recorder();
  const throwing: HeartbeatSink = () => {
    throw new Error('no promise at all');
  };
  start([() => Promise.reject(new Error('no')), throwing, () => new Promise(() => undefined), sink]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(beats).toHaveLength(6);
});

test('a sink is told to end before the next heartbeat is due', async () => {
  let signal: AbortSignal | undefined;
  start([
    (_, given) => {
      signal ??= given;
      return new Promise(() => undefined);
    },
  ]);
  await vi.advanceTimersByTimeAsync(1499);
  expect(signal?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(signal?.aborted).toBe(true);
});

test('a failing sink is logged once, and once when it recovers', async () => {
  let isUp = false;
  const redis: HeartbeatSink = () => (isUp ? Promise.resolve() : Promise.reject(new Error('no')));
  const { log } = start([redis]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log.warn).toHaveBeenCalledTimes(1);
  expect(log.warn).toHaveBeenCalledWith({ sink: 'redis', err: expect.any(Error) }, 'heartbeat.sink.failed');
  isUp = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log.info.mock.calls).toEqual([[{ sink: 'redis' }, 'heartbeat.sink.recovered']]);
});

test('a sink that never settles is asked a bounded number of times', async () => {
  const sink = vi.fn(() => new Promise<void>(() => undefined));
  start([sink]);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(sink).toHaveBeenCalledTimes(30);
});

test('stopping writes one last heartbeat with status down and ends the loop', async () => {
  const { beats, sink } = recorder();
  const started = start([sink]);
  await vi.advanceTimersByTimeAsync(2500);
  await Promise.all([started.loop.stop(), started.loop.stop()]);
  expect(beats.map((beat) => beat.status)).toEqual(['healthy', 'healthy', 'down']);
  expect(vi.getTimerCount()).toBe(0);
});

test('stopping does not hang on a sink that does', async () => {
  const { beats, sink } = recorder();
  const started = start([() => new Promise(() => undefined), sink]);
  await vi.advanceTimersByTimeAsync(100);
  const stopped = started.loop.stop();
  await vi.advanceTimersByTimeAsync(3000);
  await stopped;
  expect(beats.at(-1)?.status).toBe('down');
});
