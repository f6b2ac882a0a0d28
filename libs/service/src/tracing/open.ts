import { noTracing, type Tracing } from '@watertight/core';
import type { Static, TObject } from 'typebox';
import type { tracingEnv } from '../env/groups.ts';
import type { Shell } from '../run/run.ts';
import { pairsIn } from './pairs.ts';

export type TracingEnv = Static<TObject<typeof tracingEnv>>;

/** Longer than one export may take; the rest is given up. */
const CLOSE_MS = 4000;

/**
 * Tracing as the environment wants it, for a process of this name: none without OTEL_EXPORTER_OTLP_ENDPOINT, and then
 * OpenTelemetry is not even loaded. What has not been exported is, at the end, within three seconds. To be opened
 * first, so that it is closed last.
 */
export async function openTracing(
  { name, instanceId, log, onClose }: Pick<Shell, 'name' | 'instanceId' | 'log' | 'onClose'>,
  env: TracingEnv,
): Promise<Tracing> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return noTracing;
  const { createTracing } = await import('./otel.ts');
  const tracing = createTracing({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: pairsIn(env.OTEL_EXPORTER_OTLP_HEADERS?.reveal()),
    sampler: env.OTEL_TRACES_SAMPLER,
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
    resource: {
      ...pairsIn(env.OTEL_RESOURCE_ATTRIBUTES),
      'service.name': `watertight-${name}`,
      'service.namespace': 'watertight',
      'service.instance.id': instanceId,
    },
    log,
  });
  onClose('tracing', () => tracing.close(), CLOSE_MS);
  log.info({ sampler: env.OTEL_TRACES_SAMPLER }, 'tracing.on');
  return tracing;
}
