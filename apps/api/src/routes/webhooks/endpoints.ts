import { Type } from 'typebox';
import { pageAs, pageBelow, throwAbsent } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ID_CURSOR, Nothing, pageOf, pageQuery, ref } from '../../schemas/common.ts';
import {
  NewWebhookResource,
  WebhookBody,
  WebhookChange,
  WebhookParams,
  webhookResource,
  WebhookResource,
} from '../../schemas/webhook.ts';
import { assertUrl } from './url.ts';

const URL_CODES = ['EGRESS_DENIED'] as const;
const ABSENT = ['COMPANY_NOT_FOUND', 'WEBHOOK_NOT_FOUND'] as const;

export function createWebhook(app: App, deps: Pick<ApiDeps, 'store' | 'egress'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/webhooks/:companyId',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'createWebhook',
      summary: 'Be told what happens; the secret is shown this once',
      description:
        'Events from now on are posted to the URL, signed as Standard Webhooks says (standardwebhooks.com), at least once and in order for each chat. A company has 50 at the most.',
      tags: ['webhooks'],
      params: CompanyParams,
      body: WebhookBody,
      response: answers({ 201: ref(NewWebhookResource) }, [
        'COMPANY_NOT_FOUND',
        'WEBHOOK_LIMIT',
        ...URL_CODES,
      ]),
    },
    async handler({ params: { companyId }, body }, reply) {
      await assertUrl(deps, body.url);
      const { format = 'watertight', ...rest } = body;
      const made = await deps.store.webhooks.endpoints.create(companyId, { ...rest, format });
      return reply
        .code(201)
        .header('location', `/api/v2/webhooks/${companyId}/${made.id}`)
        .send({ ...webhookResource(made), secret: made.secret });
    },
  });
}

export function listWebhooks(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/webhooks/:companyId',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'listWebhooks',
      summary: 'List the webhooks of a company, without their secrets',
      tags: ['webhooks'],
      params: CompanyParams,
      querystring: Type.Object(pageQuery(ID_CURSOR), { additionalProperties: false }),
      response: answers({ 200: pageOf(ref(WebhookResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await pageBelow(store, companyId, await store.webhooks.endpoints.list(companyId, query));
      return pageAs(page, webhookResource);
    },
  });
}

export function readWebhook(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/webhooks/:companyId/:webhookId',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'readWebhook',
      summary: 'Read a webhook, and how it is doing',
      tags: ['webhooks'],
      params: WebhookParams,
      response: answers({ 200: ref(WebhookResource) }, ABSENT),
    },
    async handler({ params: { companyId, webhookId } }) {
      const found = await store.webhooks.endpoints.get(companyId, webhookId);
      return webhookResource(found ?? (await throwAbsent(store, companyId, 'WEBHOOK_NOT_FOUND')));
    },
  });
}

export function changeWebhook(app: App, deps: Pick<ApiDeps, 'store' | 'egress'>): void {
  const { store } = deps;
  app.route({
    method: 'PATCH',
    url: '/api/v2/webhooks/:companyId/:webhookId',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'changeWebhook',
      summary: 'Change a webhook, disable it or enable it again',
      description:
        'A webhook that its owner disabled is told nothing of what happens meanwhile. One that was disabled because it failed collects for a week, and delivers that when it is enabled.',
      tags: ['webhooks'],
      params: WebhookParams,
      body: WebhookChange,
      response: answers({ 200: ref(WebhookResource) }, [...ABSENT, ...URL_CODES]),
    },
    async handler({ params: { companyId, webhookId }, body }) {
      if (body.url !== undefined) await assertUrl(deps, body.url);
      const changed = await store.webhooks.endpoints.change(companyId, webhookId, body);
      return webhookResource(changed ?? (await throwAbsent(store, companyId, 'WEBHOOK_NOT_FOUND')));
    },
  });
}

export function removeWebhook(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/webhooks/:companyId/:webhookId',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'removeWebhook',
      summary: 'Remove a webhook with its deliveries',
      tags: ['webhooks'],
      params: WebhookParams,
      response: answers({ 204: Nothing }, ABSENT),
    },
    async handler({ params: { companyId, webhookId } }, reply) {
      if (!(await store.webhooks.endpoints.remove(companyId, webhookId)))
        await throwAbsent(store, companyId, 'WEBHOOK_NOT_FOUND');
      return reply.code(204).send(null);
    },
  });
}
