import type { Stores } from '@watertight/delivery';
import {
  createHealth,
  createHealthServer,
  figuresSink,
  startHeartbeat,
  type Metrics,
} from '@watertight/health';
import type { Shell } from '@watertight/service';
import type { Env } from './env.ts';
import type { MemoryWatch } from './memory.ts';

export interface Served {
  stores: Stores;
  metrics: Metrics;
  memory: MemoryWatch;
  /** Sessions held. */
  sessions: () => number;
}

/** Opens the worker's own port, for health and metrics; then tells the others that it lives. */
export async function serve(shell: Shell, env: Env, served: Served): Promise<void> {
  const { log, instanceId, onClose } = shell;
  const { store, coordination } = served.stores;
  const health = createHealth({
    processName: 'wwebjs',
    instanceId,
    memoryLimitMb: env.WWEBJS_MEMORY_MB ?? null,
    restarts: env.WATERTIGHT_RESTARTS,
    checks: { database: () => store.ping(), redis: () => coordination.ping() },
    activeConnections: served.sessions,
    memoryUsageMb: () => process.memoryUsage.rss() / 2 ** 20 + served.memory.lastMb(),
  });
  onClose('health', () => health.close());
  shell.stopping.addEventListener('abort', () => health.draining());

  const { metrics } = served;
  const server = createHealthServer({ host: env.HOST, port: env.WWEBJS_PORT, health, metrics, log });
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
