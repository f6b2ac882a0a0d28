import type { FastifyPluginAsync, FastifySchema } from 'fastify';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

const withGauges = new WeakMap<Metrics, Health>();

/**
 * `GET /health` (200 while the process answers at all), `GET /health/ready` (200 or 503, with the checks) and
 * `GET /metrics` (Prometheus). None asks for a key: register it outside of whatever authenticates.
 */
export function healthPlugin(health: Health, metrics: Metrics): FastifyPluginAsync {
  addGauges(health, metrics);
  return async (app) => {
    app.get('/health', { schema: documented('Whether this process is alive') }, () => alive(health));
    app.get(
      '/health/ready',
      { schema: documented('Whether this process can take work') },
      async (_, reply) => {
        const readiness = await health.ready();
        return reply
          .code(readiness.ready ? 200 : 503)
          .header('cache-control', 'no-store')
          .send(readiness);
      },
    );
    app.get('/metrics', { schema: documented('Prometheus metrics of this process') }, async (_, reply) =>
      reply.type(metrics.contentType).send(await metrics.text()),
    );
  };
}

function alive(health: Health) {
  const { status, processName, instanceId, uptimeSeconds } = health.snapshot();
  return { status, processName, instanceId, uptimeSeconds, version: health.version };
}

/** For the OpenAPI document; `security: []` says that no key is needed. */
function documented(summary: string): FastifySchema {
  const schema: FastifySchema & Record<string, unknown> = { tags: ['health'], summary, security: [] };
  return schema;
}

function addGauges(health: Health, metrics: Metrics): void {
  if (withGauges.get(metrics) === health) return;
  withGauges.set(metrics, health);
  metrics.gauge('event_loop_lag_seconds', 'Event-loop lag, 99th percentile of the last heartbeat', [], () =>
    seconds(health.lagMs()),
  );
  metrics.gauge('healthy', '1 healthy, 0 degraded', [], () =>
    health.snapshot().status === 'healthy' ? 1 : 0,
  );
  metrics.gauge('active_connections', 'HTTP connections, live sessions or lanes', [], () => {
    return health.snapshot().activeConnections;
  });
  metrics.gauge(
    'restarts',
    'Restarts of this instance by its supervisor',
    [],
    () => health.snapshot().restarts,
  );
  const { memoryLimitMb } = health;
  metrics.gauge(
    'memory_usage_bytes',
    'Memory that counts as this process in its health: its own, and that of its browsers',
    [],
    () => health.snapshot().memoryUsageMb * MEBIBYTE,
  );
  if (memoryLimitMb !== null) {
    const limit = metrics.gauge('memory_limit_bytes', 'What this process may take');
    limit.set(memoryLimitMb * MEBIBYTE);
  }
  const checks = metrics.gauge('check_up', '1 while a check of readiness passes, else 0', ['check']);
  metrics.beforeScrape(() => {
    for (const [check, { ok }] of Object.entries(health.checks())) checks.set({ check }, ok ? 1 : 0);
  });
}

const MEBIBYTE = 2 ** 20;
const seconds = (ms: number): number => ms / 1000;
