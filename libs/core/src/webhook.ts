import type { EventType } from './event.ts';

/** `watertight`: the envelope of the event stream; `cloud-api`: as Meta's webhooks look. */
export const WEBHOOK_FORMATS = ['watertight', 'cloud-api'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Why nothing is delivered to an endpoint: its owner said so, it failed for too long, or it answered 410. */
export const WEBHOOK_DISABLED_REASONS = ['owner', 'failing', 'gone'] as const;
export type WebhookDisabledReason = (typeof WEBHOOK_DISABLED_REASONS)[number];

export const DELIVERY_STATUSES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** In an endpoint's list of events: all of them. */
export const ALL_EVENTS = '*';

/** Where a company wants to be told what happens. */
export interface WebhookEndpoint {
  /** `whk_…` */
  id: string;
  companyId: string;
  url: string;
  description: string | null;
  events: (EventType | typeof ALL_EVENTS)[];
  format: WebhookFormat;
  /** Only events of this phone; null is all. */
  phoneIndex: number | null;
  enabled: boolean;
  disabledReason: WebhookDisabledReason | null;
  disabledAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Since when every attempt has failed; null when the last one went well. */
  failingSince: Date | null;
  succeededAt: Date | null;
  /** How many secrets sign at present: more than one while one takes the place of another. */
  secrets: number;
}

/** One attempt to deliver, as it is kept. */
export interface DeliveryAttempt {
  attempt: number;
  /** ISO 8601 */
  at: string;
  durationMs: number;
  /** Null when there was no answer. */
  status: number | null;
  /** One sentence when it failed. */
  error: string | null;
  request: { headers: Record<string, string> };
  response: { headers: Record<string, string>; body: string } | null;
}

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  /** `dlv_…` */
  id: string;
  companyId: string;
  endpointId: string;
  eventId: string;
  eventType: EventType;
  phoneIndex: number | null;
  messageId: string | null;
  status: DeliveryStatus;
  attempts: number;
  /** When it is tried next; null when it is not. */
  nextAt: Date | null;
  responseStatus: number | null;
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export type WebhookDeliveryWithLog = WebhookDelivery & { body: string; log: DeliveryAttempt[] };

/** What a secret is: its prefix, and 24 to 64 bytes in base64 (standardwebhooks.com). */
export const WEBHOOK_SECRET_PATTERN =
  '^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$';
