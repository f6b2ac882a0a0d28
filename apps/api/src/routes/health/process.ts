import { healthPlugin } from '@watertight/health';
import type { FastifyPluginAsync, FastifySchema } from 'fastify';
import { Type } from 'typebox';
import type { ApiDeps } from '../../deps.ts';
import { AnyObject, problemAnswers } from '../../schemas/common.ts';

const Alive = AnyObject({ description: 'Alive' });
const Readiness = AnyObject({ description: 'What was checked, and how it went' });

/** A query that no database could hold is refused here too. */
const ODD_QUERY = problemAnswers(['VALIDATION_FAILED']);

/** What the document says of the routes that every process has. */
const DOCUMENTED: Record<string, FastifySchema> = {
  '/health': { operationId: 'readLiveness', response: { ...ODD_QUERY, 200: Alive } },
  '/health/ready': {
    operationId: 'readReadiness',
    response: { ...ODD_QUERY, 200: Readiness, 503: Readiness },
  },
  '/metrics': {
    operationId: 'readMetrics',
    response: {
      ...ODD_QUERY,
      200: { description: 'Prometheus text', content: { 'text/plain': { schema: Type.String() } } },
    },
  },
};

/** `GET /health`, `/health/ready` and `/metrics`, of this process; open to everybody. */
export const processHealth: FastifyPluginAsync<Pick<ApiDeps, 'health' | 'metrics'>> = async (app, deps) => {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' };
    route.schema = { ...route.schema, ...DOCUMENTED[route.url] };
  });
  await app.register(healthPlugin(deps.health, deps.metrics));
};
