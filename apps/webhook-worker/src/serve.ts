import type { Coordination } from '@watertight/coordination';
import {
  createHealth,
  createHealthServer,
  figuresSink,
  startHeartbeat,
  type Metrics,
} from '@watertight/health';
import type { Shell } from '@watertight/service';
import type { Store } from '@watertight/store';
import type { Env } from './env.ts';

export interface Served {
  store: Store;
  coordination: Coordination;
  metrics: Metrics;
  /** Endpoints being delivered to. */
  activeLanes: () => number;
}

/** Opens the worker's own port with health and metrics, then tells the others that it lives. */
export async function serve(shell: Shell, env: Env, served: Served): Promise<void> {
  const { log, instanceId, onClose } = shell;
  const { store, coordination, metrics } = served;
  const health = createHealth({
    processName: 'webhook',
    instanceId,
    memoryLimitMb: env.WEBHOOK_MEMORY_MB ?? null,
    restarts: env.WATERTIGHT_RESTARTS,
    // Redis only makes it quicker.
    checks: { database: () => store.ping() },
    activeConnections: served.activeLanes,
  });
  onClose('health', () => health.close());
  shell.stopping.addEventListener('abort', () => health.draining());

  const server = createHealthServer({ host: env.HOST, port: env.WEBHOOK_PORT, health, metrics, log });
  onClose('server', () => server.close());
  const { port } = await server.listen();
  log.info({ port }, 'http.listening');

  const figures = figuresSink({ health, write: store.processes.recordMetrics, poolUse: store.poolUse });
  const sinks = [store.processes.recordHeartbeat, coordination.writeHeartbeat, figures];
  const heartbeat = startHeartbeat({ health, sinks, log });
  onClose('heartbeat', () => heartbeat.stop());
}
