import type { Stores } from '@watertight/delivery';
import {
  createHealth,
  createHealthServer,
  figuresSink,
  startHeartbeat,
  type Metrics,
} from '@watertight/health';
import type { Shell } from '@watertight/service';
import type { FastifyPluginAsync } from 'fastify';
import type { Env } from './env.ts';

export interface Served {
  stores: Stores;
  metrics: Metrics;
  ingress: FastifyPluginAsync;
  /** Lanes being drained. */
  activeLanes: () => number;
}

/** Opens the worker's own port: health, metrics and Meta's webhook; then tells the others that it lives. */
export async function serve(shell: Shell, env: Env, served: Served): Promise<void> {
  const { log, instanceId, onClose } = shell;
  const { store, coordination } = served.stores;
  const health = createHealth({
    processName: 'meta',
    instanceId,
    memoryLimitMb: env.META_MEMORY_MB ?? null,
    restarts: env.WATERTIGHT_RESTARTS,
    // Without Redis webhooks are still committed: only the database decides whether they may come here.
    checks: { database: () => store.ping() },
    activeConnections: served.activeLanes,
  });
  onClose('health', () => health.close());
  shell.stopping.addEventListener('abort', () => health.draining());

  const { metrics } = served;
  const server = createHealthServer({ host: env.HOST, port: env.META_PORT, health, metrics, log });
  server.app.register(served.ingress);
  onClose('server', () => server.close());
  const { port } = await server.listen();
  log.info({ port }, 'http.listening');

  async function redis(beat: Parameters<typeof coordination.writeHeartbeat>[0]): Promise<void> {
    await coordination.writeHeartbeat(beat);
  }
  async function database(beat: Parameters<typeof redis>[0]): Promise<void> {
    await store.processes.recordHeartbeat(beat);
  }
  const figures = figuresSink({ health, write: store.processes.recordMetrics, poolUse: store.poolUse });
  const heartbeat = startHeartbeat({ health, sinks: [redis, database, figures], log });
  onClose('heartbeat', () => heartbeat.stop());
}
