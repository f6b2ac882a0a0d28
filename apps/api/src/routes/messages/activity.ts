import { Type } from 'typebox';
import { assertCompany } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { ActivityResource } from '../../schemas/message.ts';

const MAX_MINUTES = 180;
const MINUTE_MS = 60_000;

export function messageActivity(app: App, { store, clock }: Pick<ApiDeps, 'store' | 'clock'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/messages/:companyId/activity',
    config: { access: 'messages:read' },
    schema: {
      operationId: 'readMessageActivity',
      summary: 'Count the messages of each minute, by channel, direction and status',
      description:
        'Of the last hour, or of `minutes`. At most the newest 100,000 messages are counted: `from` says since when that is.',
      tags: ['messages'],
      params: CompanyParams,
      querystring: Type.Object(
        { minutes: Type.Integer({ minimum: 1, maximum: MAX_MINUTES, default: 60 }) },
        { additionalProperties: false },
      ),
      response: answers({ 200: ref(ActivityResource) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query: { minutes } }, reply) {
      const now = clock.now();
      const { from, counts } = await store.messages.activity(
        companyId,
        new Date(now.getTime() - minutes * MINUTE_MS),
      );
      if (counts.length === 0) await assertCompany(store, companyId);
      reply.header('cache-control', 'no-store');
      return {
        from: from.toISOString(),
        to: now.toISOString(),
        counts: counts.map(({ at, ...count }) => ({ ...count, at: at.toISOString() })),
      };
    },
  });
}
