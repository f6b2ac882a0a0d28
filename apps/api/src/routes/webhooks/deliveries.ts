import { DELIVERY_STATUSES, EVENT_TYPES } from '@watertight/core';
import type { DeliveryFilter } from '@watertight/store';
import { Type, type Static } from 'typebox';
import { pageAs, pageBelow, throwAbsent } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import {
  answers,
  CompanyParams,
  NUMBER_CURSOR,
  OneOf,
  pageOf,
  pageQuery,
  ref,
  Time,
} from '../../schemas/common.ts';
import {
  DeliveryParams,
  deliveryResource,
  DeliveryResource,
  DeliveryWithLog,
  deliveryWithLog,
  RedeliverBody,
} from '../../schemas/webhook.ts';

const Query = Type.Object(
  {
    webhookId: Type.Optional(Type.String({ maxLength: 100 })),
    status: Type.Optional(OneOf(DELIVERY_STATUSES)),
    eventType: Type.Optional(OneOf(EVENT_TYPES)),
    eventId: Type.Optional(Type.String({ maxLength: 100 })),
    messageId: Type.Optional(Type.String({ maxLength: 100 })),
    from: Type.Optional(Time('Made at or after')),
    to: Type.Optional(Time('Made before')),
    ...pageQuery(NUMBER_CURSOR),
  },
  { additionalProperties: false },
);
const ABSENT = ['COMPANY_NOT_FOUND', 'DELIVERY_NOT_FOUND'] as const;
const MAX_RANGE = 10_000;

export function listDeliveries(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/webhooks/:companyId/deliveries',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'listWebhookDeliveries',
      summary: 'List deliveries, the newest first',
      tags: ['webhooks'],
      params: CompanyParams,
      querystring: Query,
      response: answers({ 200: pageOf(ref(DeliveryResource)) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId }, query }) {
      const page = await store.webhooks.deliveries.list(companyId, filterOf(query), query);
      return pageAs(await pageBelow(store, companyId, page), deliveryResource);
    },
  });
}

const filterOf = ({ webhookId, from, to, ...rest }: Static<typeof Query>): DeliveryFilter => ({
  ...rest,
  endpointId: webhookId,
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
});

export function readDelivery(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'GET',
    url: '/api/v2/webhooks/:companyId/deliveries/:deliveryId',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'readWebhookDelivery',
      summary: 'Read a delivery with its body and each attempt',
      tags: ['webhooks'],
      params: DeliveryParams,
      response: answers({ 200: ref(DeliveryWithLog) }, ABSENT),
    },
    async handler({ params: { companyId, deliveryId } }) {
      const found = await store.webhooks.deliveries.get(companyId, deliveryId);
      return deliveryWithLog(found ?? (await throwAbsent(store, companyId, 'DELIVERY_NOT_FOUND')));
    },
  });
}

export function redeliver(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/webhooks/:companyId/deliveries/:deliveryId/redeliver',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'redeliverWebhook',
      summary: 'Deliver an event once more, the same bytes under the same id',
      description:
        'What has ended gets a new delivery, after those that wait; what waits is tried at once instead.',
      tags: ['webhooks'],
      params: DeliveryParams,
      response: answers({ 202: ref(DeliveryResource) }, ABSENT),
    },
    async handler({ params: { companyId, deliveryId } }, reply) {
      const made = await store.webhooks.deliveries.redeliver(companyId, deliveryId);
      return reply
        .code(202)
        .send(deliveryResource(made ?? (await throwAbsent(store, companyId, 'DELIVERY_NOT_FOUND'))));
    },
  });
}

export function redeliverRange(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'POST',
    url: '/api/v2/webhooks/:companyId/redeliver',
    config: { access: 'webhooks:manage' },
    schema: {
      operationId: 'redeliverWebhookRange',
      summary: 'Deliver once more what a webhook was to be told within a time',
      description:
        'In the order of the events, each once, by what became of its last delivery. Ask again while `redelivered` is the limit.',
      tags: ['webhooks'],
      params: CompanyParams,
      body: RedeliverBody,
      response: answers({ 202: Type.Object({ redelivered: Type.Integer() }) }, [
        'COMPANY_NOT_FOUND',
        'WEBHOOK_NOT_FOUND',
      ]),
    },
    async handler({ params: { companyId }, body }, reply) {
      const { webhookId, from, to, statuses = ['failed'], limit = MAX_RANGE } = body;
      if (!(await store.webhooks.endpoints.get(companyId, webhookId)))
        await throwAbsent(store, companyId, 'WEBHOOK_NOT_FOUND');
      const wish = { from: new Date(from), to: new Date(to), statuses, limit };
      const redelivered = await store.webhooks.deliveries.redeliverRange(companyId, webhookId, wish);
      return reply.code(202).send({ redelivered });
    },
  });
}
