import type { Overview } from '@watertight/health';
import type { App } from '../../http/app.ts';
import { ref } from '../../schemas/common.ts';
import { OverviewResource } from '../../schemas/health.ts';

export function healthOverview(app: App, overview: () => Promise<Overview>): void {
  app.route({
    method: 'GET',
    url: '/health/all',
    config: { access: 'public' },
    schema: {
      operationId: 'readHealth',
      summary: 'The health of all processes, queues and stores',
      description: 'Always 200 while this process can answer: read `status`.',
      tags: ['health'],
      response: { 200: ref(OverviewResource) },
    },
    async handler(_request, reply) {
      reply.header('cache-control', 'no-store');
      return overview();
    },
  });
}
