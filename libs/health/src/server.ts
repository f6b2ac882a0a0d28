import type { AddressInfo } from 'node:net';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Log } from '@watertight/core';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';
import { healthPlugin } from './plugin.ts';

export interface HealthServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  health: Health;
  metrics: Metrics;
  log: Log;
}

/** The HTTP side of a process that has no other. */
export interface HealthServer {
  /** Not listening yet: routes may be added. */
  app: FastifyInstance;
  /** Rejects with Node's own error (EADDRINUSE, …). Answers the port that was taken. */
  listen(): Promise<{ port: number }>;
  /** Idle connections are closed at once, busy ones after three seconds. */
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 30_000;
const CLOSE_MS = 3000;

export function createHealthServer({ host, port, health, metrics, log }: HealthServerOptions): HealthServer {
  const app = fastify({
    logger: false,
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_TIMEOUT_MS,
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ title: error.message, status });
    log.error({ err: error, route: request.routeOptions.url }, 'http.failed');
    return reply.code(status).send({ title: 'Something went wrong here', status });
  });
  app.register(healthPlugin(health, metrics));
  return {
    app,
    async listen() {
      await app.listen({ host, port });
      return { port: (app.server.address() as AddressInfo).port };
    },
    async close() {
      const timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS);
      try {
        await app.close();
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
