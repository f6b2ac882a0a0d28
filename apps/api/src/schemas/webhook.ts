import {
  ALL_EVENTS,
  DELIVERY_STATUSES,
  EVENT_TYPES,
  WEBHOOK_DISABLED_REASONS,
  WEBHOOK_FORMATS,
  WEBHOOK_SECRET_PATTERN,
  type WebhookDelivery,
  type WebhookDeliveryWithLog,
  type WebhookEndpoint,
} from '@watertight/core';
import { Type, type Static } from 'typebox';
import { AnyObject, CompanyParams, named, Nullable, OneOf, PhoneIndex, Time } from './common.ts';

const EXAMPLE_ID = 'whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD';
const EXAMPLE_DELIVERY = 'dlv_01KAR7R5WX3M2Y0FQ6N1C8VJTD';
const EXAMPLE_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export const WebhookParams = Type.Object({
  ...CompanyParams.properties,
  webhookId: Type.String({ examples: [EXAMPLE_ID] }),
});
export const DeliveryParams = Type.Object({
  ...CompanyParams.properties,
  deliveryId: Type.String({ examples: [EXAMPLE_DELIVERY] }),
});

const Url = Type.String({
  minLength: 8,
  maxLength: 2048,
  pattern: '^https?://',
  description: 'Where events are posted to: http or https, and not an address that is private',
  examples: ['https://shop.example/whatsapp-events'],
});
const Description = Type.String({ maxLength: 200, examples: ['The shop'] });
const Events = Type.Array(OneOf([ALL_EVENTS, ...EVENT_TYPES]), {
  minItems: 1,
  uniqueItems: true,
  description: 'Types of events; * is all',
  examples: [['message.received', 'message.failed']],
});
const Format = OneOf(WEBHOOK_FORMATS, {
  description: 'cloud-api: messages and statuses as Meta’s webhooks tell them, and nothing else',
});
const Secret = Type.String({
  pattern: WEBHOOK_SECRET_PATTERN,
  description: 'whsec_ and 24 to 64 bytes in base64; made when absent',
  examples: [EXAMPLE_SECRET],
});
const OnlyPhone = Nullable(
  Type.Integer({ minimum: 0, maximum: 2147483647, description: 'Only events of this phone; null is all' }),
);

export const WebhookBody = Type.Object(
  {
    url: Url,
    events: Events,
    format: Type.Optional(Format),
    phoneIndex: Type.Optional(OnlyPhone),
    description: Type.Optional(Nullable(Description)),
    secret: Type.Optional(Secret),
  },
  {
    additionalProperties: false,
    examples: [
      { url: 'https://shop.example/whatsapp-events', events: ['message.received', 'message.failed'] },
    ],
  },
);

export const WebhookChange = Type.Object(
  {
    url: Type.Optional(Url),
    events: Type.Optional(Events),
    format: Type.Optional(Format),
    phoneIndex: Type.Optional(OnlyPhone),
    description: Type.Optional(Nullable(Description)),
    enabled: Type.Optional(
      Type.Boolean({ description: 'true delivers again, also what was kept while it was disabled' }),
    ),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ events: ['*'] }] },
);

export const RotateBody = Type.Object(
  {
    secret: Type.Optional(Secret),
    keepPreviousSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 604_800,
        description: 'How long the present secrets sign too; a day when absent',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ keepPreviousSeconds: 86_400 }] },
);

export const RedeliverBody = Type.Object(
  {
    webhookId: Type.String({ description: 'Which webhook', examples: [EXAMPLE_ID] }),
    from: Time('Deliveries made at or after'),
    to: Time('Deliveries made before'),
    statuses: Type.Optional(
      Type.Array(OneOf(['failed', 'delivered']), {
        minItems: 1,
        uniqueItems: true,
        description: 'What became of an event’s last delivery; failed alone when absent',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: '10,000 when absent' })),
  },
  {
    additionalProperties: false,
    examples: [{ webhookId: EXAMPLE_ID, from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' }],
  },
);

const fields = {
  id: Type.String({ examples: [EXAMPLE_ID] }),
  companyId: Type.String(),
  url: Type.String(),
  description: Nullable(Type.String()),
  events: Type.Array(OneOf([ALL_EVENTS, ...EVENT_TYPES])),
  format: Format,
  phoneIndex: Nullable(Type.Integer()),
  enabled: Type.Boolean(),
  disabledReason: Nullable(OneOf(WEBHOOK_DISABLED_REASONS)),
  disabledAt: Nullable(Time()),
  failingSince: Nullable(Time('Since then every attempt has failed')),
  succeededAt: Nullable(Time('The latest success')),
  secretCount: Type.Integer({ description: 'How many secrets sign; more than one while they are rotated' }),
  createdAt: Time(),
  updatedAt: Time(),
};

export const WebhookResource = named('Webhook', Type.Object(fields));
export const NewWebhookResource = named(
  'NewWebhook',
  Type.Object({
    ...fields,
    secret: Type.String({ description: 'Shown this once', examples: [EXAMPLE_SECRET] }),
  }),
);
export const RotatedWebhookResource = named(
  'RotatedWebhook',
  Type.Object({
    ...fields,
    secret: Type.String({ description: 'The new one; shown this once', examples: [EXAMPLE_SECRET] }),
    previousUntil: Time('Until then the ones before sign too'),
  }),
);

const deliveryFields = {
  id: Type.String({ examples: [EXAMPLE_DELIVERY] }),
  companyId: Type.String(),
  webhookId: Type.String(),
  eventId: Type.String({ examples: ['evt_0000000000004711'] }),
  eventType: OneOf(EVENT_TYPES),
  phoneIndex: Nullable(Type.Integer()),
  messageId: Nullable(Type.String()),
  status: OneOf(DELIVERY_STATUSES),
  attempts: Type.Integer(),
  nextAttemptAt: Nullable(Time('When it is tried next, at the earliest')),
  responseStatus: Nullable(Type.Integer({ description: 'Of the latest attempt; null when nobody answered' })),
  error: Nullable(Type.String()),
  createdAt: Time(),
  finishedAt: Nullable(Time()),
};

const Headers = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string' },
});

export const DeliveryResource = named('WebhookDelivery', Type.Object(deliveryFields));
export const DeliveryWithLog = named(
  'WebhookDeliveryWithLog',
  Type.Object({
    ...deliveryFields,
    body: AnyObject({ description: 'What is posted' }),
    log: Type.Array(
      Type.Object({
        attempt: Type.Integer(),
        at: Time(),
        durationMs: Type.Integer(),
        status: Nullable(Type.Integer()),
        error: Nullable(Type.String()),
        request: Type.Object({ headers: Headers }),
        response: Nullable(Type.Object({ headers: Headers, body: Type.String() })),
      }),
      { description: 'Each attempt, the first first; of an answer the beginning' },
    ),
  }),
);

/** An event as it is posted; for the document. */
export const EventEnvelope = named(
  'Event',
  Type.Object(
    {
      id: Type.String({ description: 'The same at each attempt', examples: ['evt_0000000000004711'] }),
      type: OneOf(EVENT_TYPES),
      createdAt: Time(),
      companyId: Type.String(),
      phoneIndex: Nullable(PhoneIndex),
      data: AnyObject({
        description: 'Of message events: `message`, as it was then, and what the event says besides',
      }),
    },
    {
      examples: [
        {
          id: 'evt_0000000000004711',
          type: 'message.delivered',
          createdAt: '2026-11-23T10:00:00.000Z',
          companyId: 'demo',
          phoneIndex: 0,
          data: { message: { id: 'msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD', status: 'delivered' } },
        },
      ],
    },
  ),
);

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export const webhookResource = (endpoint: WebhookEndpoint): Static<typeof WebhookResource> => ({
  id: endpoint.id,
  companyId: endpoint.companyId,
  url: endpoint.url,
  description: endpoint.description,
  events: endpoint.events,
  format: endpoint.format,
  phoneIndex: endpoint.phoneIndex,
  enabled: endpoint.enabled,
  disabledReason: endpoint.disabledReason,
  disabledAt: timeOf(endpoint.disabledAt),
  failingSince: timeOf(endpoint.failingSince),
  succeededAt: timeOf(endpoint.succeededAt),
  secretCount: endpoint.secrets,
  createdAt: endpoint.createdAt.toISOString(),
  updatedAt: endpoint.updatedAt.toISOString(),
});

export const deliveryResource = (delivery: WebhookDelivery): Static<typeof DeliveryResource> => ({
  id: delivery.id,
  companyId: delivery.companyId,
  webhookId: delivery.endpointId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  phoneIndex: delivery.phoneIndex,
  messageId: delivery.messageId,
  status: delivery.status,
  attempts: delivery.attempts,
  nextAttemptAt: timeOf(delivery.nextAt),
  responseStatus: delivery.responseStatus,
  error: delivery.error,
  createdAt: delivery.createdAt.toISOString(),
  finishedAt: timeOf(delivery.finishedAt),
});

export const deliveryWithLog = ({
  body,
  log,
  ...delivery
}: WebhookDeliveryWithLog): Static<typeof DeliveryWithLog> => ({
  ...deliveryResource(delivery),
  body: JSON.parse(body) as Record<string, unknown>,
  log,
});
