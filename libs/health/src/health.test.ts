import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHealth, type Health, type HealthOptions } from './health.ts';
import { createLagMonitor } from './lag.ts';

const open: Health[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const health of open.splice(0)) health.close();
});

function healthOf(options: Partial<HealthOptions> = {}): Health {
  const health = createHealth({
    processName: 'api',
    instanceId: 'api-1',
    memoryLimitMb: 1000,
    memoryUsageMb: () => 100,
    restarts: 2,
    checks: {},
    activeConnections: () => 7,
    ...options,
  });
  open.push(health);
  return health;
}

const failing = () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5432'));

describe('a snapshot', () => {
  test('tells what the process says of itself', () => {
    expect(healthOf().snapshot()).toEqual({
      processName: 'api',
      instanceId: 'api-1',
      status: 'healthy',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
      uptimeSeconds: expect.any(Number),
      memoryUsageMb: 100,
      memoryLimitMb: 1000,
      activeConnections: 7,
      restarts: 2,
    });
  });

  test('measures its own memory when nobody else does', () => {
    const health = createHealth({
      processName: 'api',
      instanceId: 'api-1',
      memoryLimitMb: null,
      restarts: 0,
      checks: {},
      activeConnections: () => 0,
    });
    open.push(health);
    expect(health.snapshot().memoryUsageMb).toBeGreaterThan(10);
    expect(health.snapshot().memoryLimitMb).toBeNull();
  });

  test.each([
    [900, 1000, 'healthy'],
    [901, 1000, 'degraded'],
    [5000, null, 'healthy'],
  ])('with %d MB of %s is %s', (used, memoryLimitMb, status) => {
    expect(healthOf({ memoryUsageMb: () => used, memoryLimitMb }).snapshot().status).toBe(status);
  });

  test('is degraded while a check fails, and healthy again after it passes', async () => {
    vi.useFakeTimers();
    let isUp = false;
    const health = healthOf({ checks: { postgres: () => (isUp ? Promise.resolve() : failing()) } });
    await health.ready();
    expect(health.snapshot().status).toBe('degraded');
    isUp = true;
    await vi.advanceTimersByTimeAsync(500);
    await health.ready();
    expect(health.snapshot().status).toBe('healthy');
  });

  test('is degraded while the event loop lags beyond its bound, by the last sample', () => {
    let lag = 501;
    const health = healthOf({ lagBoundMs: 500, lagMonitor: { sample: () => lag, close: () => undefined } });
    expect(health.snapshot().status).toBe('healthy');
    expect(health.sample()).toBe(501);
    expect(health.snapshot().status).toBe('degraded');
    lag = 500;
    health.sample();
    expect(health.snapshot().status).toBe('healthy');
    expect(health.lagMs()).toBe(500);
  });

  test('is degraded while draining', () => {
    const health = healthOf();
    health.draining();
    expect(health.snapshot().status).toBe('degraded');
  });
});

describe('readiness', () => {
  test('is given when every check passes', async () => {
    const health = healthOf({ checks: { postgres: async () => undefined, redis: async () => undefined } });
    expect(await health.ready()).toEqual({
      ready: true,
      checks: {
        postgres: { ok: true, latencyMs: expect.any(Number) },
        redis: { ok: true, latencyMs: expect.any(Number) },
      },
    });
  });

  test('is refused when one check fails, with its reason and without passwords', async () => {
    const leaking = () => Promise.reject(new Error('cannot reach redis://user:hunter2@host\nstack'));
    const health = healthOf({ checks: { postgres: failing, redis: leaking, good: async () => undefined } });
    const { ready, checks } = await health.ready();
    expect(ready).toBe(false);
    expect(checks.postgres).toMatchObject({ ok: false, detail: 'connect ECONNREFUSED 127.0.0.1:5432' });
    expect(checks.redis?.detail).toBe('cannot reach redis://[secret]@host');
    expect(checks.good?.ok).toBe(true);
  });

  test('names the code of an error without a message, and a thrown string', async () => {
    const aggregate = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
    const health = healthOf({
      checks: { a: () => Promise.reject(aggregate), b: () => Promise.reject('auth timeout') },
    });
    const { checks } = await health.ready();
    expect([checks.a?.detail, checks.b?.detail]).toEqual(['ECONNREFUSED', 'auth timeout']);
  });

  test('does not wait longer than two seconds for a check, which is told to end', async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    const hanging = (given: AbortSignal) => {
      signal = given;
      return new Promise<void>(() => undefined);
    };
    const health = healthOf({ checks: { hanging } });
    const answer = health.ready();
    await vi.advanceTimersByTimeAsync(2000);
    expect((await answer).checks.hanging).toEqual({
      ok: false,
      latencyMs: 2000,
      detail: 'no answer within 2000 ms',
    });
    expect(signal?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('asks once however many ask at once, and again only after 500 ms', async () => {
    vi.useFakeTimers();
    const check = vi.fn(async () => undefined);
    const health = healthOf({ checks: { check } });
    await Promise.all([health.ready(), health.ready()]);
    await vi.advanceTimersByTimeAsync(499);
    await health.ready();
    expect(check).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    await health.ready();
    expect(check).toHaveBeenCalledTimes(2);
  });

  test('ends at once with draining, cached answer or not', async () => {
    const health = healthOf();
    expect((await health.ready()).ready).toBe(true);
    health.draining();
    expect(await health.ready()).toMatchObject({ ready: false, checks: { draining: { ok: false } } });
  });
});

test('the lag monitor sees a blocked event loop once, and forgets it with the next sample', async () => {
  const monitor = createLagMonitor();
  const turn = () => new Promise((resolve) => setTimeout(resolve, 30));
  await turn();
  const until = performance.now() + 200;
  while (performance.now() < until); // the block itself
  await turn();
  expect(monitor.sample()).toBeGreaterThan(100);
  expect(monitor.sample()).toBe(0);
  monitor.close();
});
