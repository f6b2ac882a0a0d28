import type { Health } from '@watertight/health';
import type { FastifyInstance } from 'fastify';

/** How long a request under way may take to end. */
const IN_FLIGHT_MS = 8000;

/** Says first that this instance is not ready, then takes no connection more and lets what is under way end. */
export async function drain(app: FastifyInstance, health: Health): Promise<void> {
  health.draining();
  const timer = setTimeout(() => app.server.closeAllConnections(), IN_FLIGHT_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
