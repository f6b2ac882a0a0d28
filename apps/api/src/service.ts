import { systemClock } from '@watertight/core';
import { createAccepting, createFeed, createPhoneCalls, openStores } from '@watertight/delivery';
import { createHealth, createMetrics, figuresSink, startHeartbeat, storeMetrics } from '@watertight/health';
import { openMedia, startMediaSweep } from '@watertight/media';
import {
  createEgress,
  egressRule,
  mediaRules,
  mediaSettings,
  openTracing,
  readEnv,
  type Service,
  type Shell,
} from '@watertight/service';
import { buildApp } from './app.ts';
import { findDashboard } from './dashboard/files.ts';
import { createErasing } from './erasing/runner.ts';
import { envSchema } from './env.ts';
import { countConnections } from './http/connections.ts';
import { drain } from './http/drain.ts';

const HTTP_CLOSE_MS = 10_000;
/** Of one address; see ApiLimits. */
const FAILED_KEYS_PER_MINUTE = 100;

/** The API as a service of a process. */
export const service: Service = { name: 'api', main };

async function main(shell: Shell): Promise<void> {
  const { instanceId, log } = shell;
  const env = readEnv(envSchema, process.env, [...mediaRules, egressRule]);
  const tracing = await openTracing(shell, env);
  const stores = await openStores(shell, env, { tenantRole: env.DATABASE_TENANT_ROLE });
  const { store, coordination } = stores;
  const clock = systemClock;
  const accepting = createAccepting({ ...stores, clock, log, instanceId, tracing });
  const phoneCalls = createPhoneCalls(stores);

  const files = await openMedia(mediaSettings(env));
  shell.onClose('media', () => files.close());
  const erasing = createErasing({ store, files, coordination, log });
  shell.onClose('erasures', () => erasing.stop());
  const egress = createEgress({ allowPrivate: env.EGRESS_ALLOW_PRIVATE });
  shell.onClose('egress', () => egress.close());

  const feed = createFeed({ store, coordination, log });
  shell.onClose('event feed', () => feed.stop());

  const metrics = createMetrics({ processName: 'api', logLines: shell.logLines });
  storeMetrics(metrics, { store, coordination });
  let connections = () => 0;
  let turnMs = 0;
  const health = createHealth({
    processName: 'api',
    instanceId,
    memoryLimitMb: env.API_MEMORY_MB ?? null,
    restarts: env.WATERTIGHT_RESTARTS,
    checks: { database: store.ping },
    activeConnections: () => connections(),
    uptimeMs: () => performance.now() - turnMs,
  });
  shell.onClose('health', () => health.close());

  const { ADMIN_API_KEY: adminKey, SANDBOX: sandbox } = env;
  const sandboxServers = {
    graphUrl: env.SANDBOX_GRAPH_URL ?? null,
    waWebUrl: env.SANDBOX_WA_WEB_URL ?? null,
  };
  const shared = { store, accepting, phoneCalls, coordination, feed, files, egress, erasing };
  const limits = {
    requestsPerSecond: env.API_RATE_LIMIT,
    failedKeysPerMinute: FAILED_KEYS_PER_MINUTE,
    maxLagMs: env.API_MAX_LAG_MS,
    memoryLimitMb: env.API_MEMORY_MB ?? null,
    trustedProxies: env.API_TRUSTED_PROXIES,
  };
  const dashboardDir = findDashboard(import.meta.dirname);
  const app = buildApp({
    ...shared,
    health,
    metrics,
    clock,
    log,
    tracing,
    adminKey,
    sandbox,
    sandboxServers,
    limits,
    dashboardDir,
  });
  connections = countConnections(app.server);
  await app.ready();

  await shell.turn();
  turnMs = performance.now();
  const retentionDays = env.MEDIA_RETENTION_DAYS ?? null;
  const sweep = startMediaSweep({ records: store.media, files, retentionDays, log });
  shell.onClose('media sweep', () => sweep.stop());
  erasing.start();
  await feed.start();
  await app.listen({ host: env.HOST, port: env.API_PORT, listenTextResolver: () => 'http.listening' });

  const figures = figuresSink({ health, write: store.processes.recordMetrics, poolUse: store.poolUse });
  const sinks = [store.processes.recordHeartbeat, coordination.writeHeartbeat, figures];
  const heartbeat = startHeartbeat({ health, sinks, log });
  shell.onClose('heartbeat', () => heartbeat.stop());
  shell.onClose('http', () => drain(app, health), HTTP_CLOSE_MS);
}
