import { Agent, get } from 'node:http';
import { once } from 'node:events';
import { silentLog } from '@watertight/core';
import { afterEach, expect, test, vi } from 'vitest';
import { createHealth, type Check } from './health.ts';
import { createMetrics } from './metrics.ts';
import { healthPlugin } from './plugin.ts';
import { createHealthServer, type HealthServer } from './server.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function serverWith(checks: Record<string, Check> = {}, log = silentLog) {
  const health = createHealth({
    processName: 'meta',
    instanceId: 'meta-1',
    memoryLimitMb: null,
    restarts: 3,
    checks,
    activeConnections: () => 4,
    version: '0.1.0',
  });
  const metrics = createMetrics({ processName: 'meta' });
  const server = createHealthServer({ host: '127.0.0.1', port: 0, health, metrics, log });
  closers.push(
    () => health.close(),
    () => server.close(),
  );
  return { health, metrics, server };
}

const answer = async (server: HealthServer, url: string) => {
  const response = await server.app.inject(url);
  return { status: response.statusCode, body: response.json<unknown>() };
};

test('GET /health answers 200 even while a check fails', async () => {
  const { server, health } = serverWith({ postgres: () => Promise.reject(new Error('down')) });
  await health.ready();
  expect(await answer(server, '/health')).toEqual({
    status: 200,
    body: {
      status: 'degraded',
      processName: 'meta',
      instanceId: 'meta-1',
      uptimeSeconds: expect.any(Number),
      version: '0.1.0',
    },
  });
});

test('metrics tell how the checks went, and of memory and its limit', async () => {
  const { server, health } = serverWith({
    database: async () => undefined,
    redis: () => Promise.reject(new Error('down')),
  });
  const before = (await server.app.inject('/metrics')).body;
  expect(before).not.toContain('watertight_check_up{');
  await health.ready();
  const text = (await server.app.inject('/metrics')).body;
  expect(text).toContain('watertight_check_up{check="database",process_name="meta"} 1');
  expect(text).toContain('watertight_check_up{check="redis",process_name="meta"} 0');
  expect(text).toMatch(/watertight_memory_usage_bytes{process_name="meta"} \d{8}/);
  expect(text).not.toContain('watertight_memory_limit_bytes'); // it has none
});

test('GET /health/ready answers 200 when ready, and 503 with the reason when not or draining', async () => {
  const ready = serverWith({ postgres: async () => undefined });
  expect(await answer(ready.server, '/health/ready')).toMatchObject({ status: 200, body: { ready: true } });
  ready.health.draining();
  expect(await answer(ready.server, '/health/ready')).toMatchObject({ status: 503, body: { ready: false } });

  const broken = serverWith({ postgres: () => Promise.reject(new Error('down')) });
  expect(await answer(broken.server, '/health/ready')).toMatchObject({
    status: 503,
    body: { ready: false, checks: { postgres: { ok: false, detail: 'down' } } },
  });
});

test("GET /metrics answers in Prometheus' format, with the process's own gauges", async () => {
  const { server } = serverWith();
  const response = await server.app.inject('/metrics');
  expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(response.body).toContain('watertight_event_loop_lag_seconds{process_name="meta"} 0');
  expect(response.body).toContain('watertight_healthy{process_name="meta"} 1');
  expect(response.body).toContain('watertight_active_connections{process_name="meta"} 4');
  expect(response.body).toContain('watertight_restarts{process_name="meta"} 3');
});

test('the plugin may be registered in several apps with the same metrics', () => {
  const { health, metrics } = serverWith();
  expect(() => healthPlugin(health, metrics)).not.toThrow();
});

test('a worker adds routes before listening; a fault in one is logged and not shown', async () => {
  const error = vi.fn();
  const { server } = serverWith({}, { ...silentLog, error });
  server.app.get('/broken', () => Promise.reject(new Error('hunter2')));
  expect(await answer(server, '/broken')).toEqual({
    status: 500,
    body: { title: 'Something went wrong here', status: 500 },
  });
  expect(error).toHaveBeenCalledWith({ err: expect.any(Error), route: '/broken' }, 'http.failed');
});

test('listening tells the port, a taken one rejects with EADDRINUSE', async () => {
  const { server, health, metrics } = serverWith();
  const { port } = await server.listen();
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  const second = createHealthServer({ host: '127.0.0.1', port, health, metrics, log: silentLog });
  closers.push(() => second.close());
  await expect(second.listen()).rejects.toMatchObject({ code: 'EADDRINUSE', syscall: 'listen' });
});

test('closing does not wait for idle keep-alive connections', async () => {
  const { server } = serverWith();
  const { port } = await server.listen();
  const agent = new Agent({ keepAlive: true });
  closers.push(() => agent.destroy());
  const [response] = await once(get({ port, host: '127.0.0.1', path: '/health', agent }), 'response');
  response.resume();
  await once(response, 'end');
  const startedAt = performance.now();
  await server.close();
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test('closing cuts a request that does not end', async () => {
  const { server } = serverWith();
  let arrive: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => (arrive = resolve));
  server.app.get('/hang', () => {
    arrive();
    return new Promise(() => undefined);
  });
  const { port } = await server.listen();
  const cut = expect(fetch(`http://127.0.0.1:${port}/hang`)).rejects.toThrow();
  await hanging;
  await server.close();
  await cut;
});
