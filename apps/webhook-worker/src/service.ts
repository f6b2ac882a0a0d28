import { systemClock as clock } from '@watertight/core';
import { openStores } from '@watertight/delivery';
import { createMetrics, storeMetrics } from '@watertight/health';
import { createEgress, openTracing, type Service, type Shell } from '@watertight/service';
import { createDispatch } from './dispatch.ts';
import { readWebhookEnv } from './env.ts';
import { createMeters } from './meters.ts';
import { serve } from './serve.ts';

/** Within the supervisor's drain of 20 s. What takes longer is cut off, and delivered again by another worker. */
const GRACE_MS = 12_000;
const DISPATCH_STOP_MS = 14_000;
const SHUTDOWN_MS = 18_000;
/** Several endpoints may be on one host. */
const CONNECTIONS_PER_HOST = 256;

/** The webhook worker as a service of a process. */
export const service: Service = { name: 'webhook', main, shutdownMs: SHUTDOWN_MS };

async function main(shell: Shell): Promise<void> {
  const { log, instanceId, onClose } = shell;
  const env = readWebhookEnv();
  const tracing = await openTracing(shell, env);
  const { store, coordination } = await openStores(shell, env);
  const egress = createEgress({
    allowPrivate: env.EGRESS_ALLOW_PRIVATE,
    connectionsPerHost: CONNECTIONS_PER_HOST,
  });
  onClose('egress', () => egress.close());

  const metrics = createMetrics({ processName: 'webhook', logLines: shell.logLines });
  storeMetrics(metrics, { store, coordination });
  const dispatch = createDispatch({
    store,
    coordination,
    egress,
    clock,
    log,
    tracing,
    instanceId,
    meters: createMeters(metrics, () => dispatch.heldUpMs()),
    concurrency: env.WEBHOOK_CONCURRENCY,
    retentionDays: env.WEBHOOK_RETENTION_DAYS,
  });
  await serve(shell, env, { store, coordination, metrics, activeLanes: dispatch.active });
  dispatch.start();
  onClose('dispatch', () => dispatch.stop(GRACE_MS), DISPATCH_STOP_MS);
}
