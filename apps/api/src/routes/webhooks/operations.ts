import { Type } from 'typebox';
import { throwAbsent } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { bodyMayBeAbsent } from '../../http/validation.ts';
import { answers, ref } from '../../schemas/common.ts';
import { RotateBody, RotatedWebhookResource, WebhookParams, webhookResource } from '../../schemas/webhook.ts';

const ABSENT = ['COMPANY_NOT_FOUND', 'WEBHOOK_NOT_FOUND'] as const;
const KEEP_SECONDS = 86_400;

export function testWebhook(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/webhooks/:companyId/:webhookId/test',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'testWebhook',
      summary: 'Have an event webhook.test delivered to this webhook alone',
      description: 'On the way that all events take. Its delivery tells what became of it.',
      tags: ['webhooks'],
      params: WebhookParams,
      response: answers(
        { 202: Type.Object({ eventId: Type.String({ examples: ['evt_0000000000004711'] }) }) },
        [...ABSENT, 'WEBHOOK_DISABLED'],
      ),
    },
    async handler({ params: { companyId, webhookId } }, reply) {
      const eventId = await store.webhooks.endpoints.test(companyId, webhookId);
      return reply
        .code(202)
        .send({ eventId: eventId ?? (await throwAbsent(store, companyId, 'WEBHOOK_NOT_FOUND')) });
    },
  });
}

export function rotateWebhookSecret(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/webhooks/:companyId/:webhookId/rotate-secret',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'rotateWebhookSecret',
      summary: 'Give a webhook a new secret, shown this once',
      description:
        'Until `previousUntil` each delivery carries a signature of every secret, so that a receiver can change over in its own time. In the format cloud-api X-Hub-Signature-256 is of the new one at once: it has room for one.',
      tags: ['webhooks'],
      params: WebhookParams,
      body: RotateBody,
      response: answers({ 200: ref(RotatedWebhookResource) }, ABSENT),
    },
    validatorCompiler: bodyMayBeAbsent,
    async handler({ params: { companyId, webhookId }, body }) {
      const { secret, keepPreviousSeconds = KEEP_SECONDS } = body;
      const { endpoints } = store.webhooks;
      const rotated =
        (await endpoints.rotateSecret(companyId, webhookId, keepPreviousSeconds * 1000, secret)) ??
        (await throwAbsent(store, companyId, 'WEBHOOK_NOT_FOUND'));
      return {
        ...webhookResource(rotated),
        secret: rotated.secret,
        previousUntil: rotated.previousUntil.toISOString(),
      };
    },
  });
}
