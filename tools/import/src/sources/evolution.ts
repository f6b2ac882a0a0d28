import type { EventType } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { below, readJson, shaped } from './http.ts';
import { digitsOf, mapEvents, type Source, type SourcePhone, type SourceWebhook } from './source.ts';

const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const Webhook = Type.Object({
  url: Text,
  enabled: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  events: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  headers: Type.Optional(Type.Unknown()),
  webhookByEvents: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
});
const Instance = Type.Object({
  name: Type.String({ minLength: 1 }),
  connectionStatus: Text,
  ownerJid: Text,
  integration: Text,
  number: Text,
  businessId: Text,
  token: Text,
  /** Not of the API: in an exported file, beside each instance. */
  webhook: Type.Optional(Type.Unknown()),
});
const Instances = Type.Array(Instance, { maxItems: 10_000 });

const RECEIPTS = ['message.delivered', 'message.read', 'message.played', 'message.failed'] as const;

/** The events of Evolution API 2 as they stand in a webhook's settings, and ours. What is not here has no counterpart. */
export const EVOLUTION_EVENTS: Readonly<Record<string, readonly (EventType | '*')[]>> = {
  MESSAGES_UPSERT: ['message.received'],
  MESSAGES_UPDATE: RECEIPTS,
  MESSAGES_EDITED: ['message.edited'],
  MESSAGES_DELETE: ['message.revoked'],
  SEND_MESSAGE: ['message.sent'],
  CONNECTION_UPDATE: ['phone.status'],
  QRCODE_UPDATED: ['phone.qr'],
  LOGOUT_INSTANCE: ['phone.status'],
  CONTACTS_UPSERT: ['contact.updated'],
  CONTACTS_UPDATE: ['contact.updated'],
  CHATS_UPSERT: ['chat.updated'],
  CHATS_UPDATE: ['chat.updated'],
  CHATS_DELETE: ['chat.updated'],
  GROUPS_UPSERT: ['group.updated'],
  GROUP_UPDATE: ['group.updated'],
  GROUPS_UPDATE: ['group.updated'],
  GROUP_PARTICIPANTS_UPDATE: ['group.updated'],
  CALL: ['call.received'],
};

/**
 * An Evolution API 2 server: `GET /instance/fetchInstances`, and `GET /webhook/find/{instance}` for each, with the
 * global key as `apikey`.
 */
export function evolutionServer(url: string, key: string | null): Source {
  const headers: Record<string, string> = key === null ? {} : { apikey: key };
  return {
    name: 'evolution',
    async read() {
      const answer = await readJson(below(url, 'instance/fetchInstances'), headers);
      const instances = shaped(Instances, answer, 'The list of instances');
      const phones: SourcePhone[] = [];
      // One after the other: it is somebody's server at work.
      for (const instance of instances) {
        const path = `webhook/find/${encodeURIComponent(instance.name)}`;
        phones.push(phoneOf({ ...instance, webhook: await readJson(below(url, path), headers) }));
      }
      return phones;
    },
  };
}

/** What `GET /instance/fetchInstances` answers, with each instance's webhook added as `webhook`. Throws ImportError. */
export const evolutionPhones = (answer: unknown): SourcePhone[] =>
  shaped(Instances, answer, 'The list of instances').map(phoneOf);

function phoneOf(instance: Static<typeof Instance>): SourcePhone {
  const { name, connectionStatus, ownerJid, integration, number } = instance;
  const isCloud = integration === 'WHATSAPP-BUSINESS';
  const meta = isCloud ? metaOf(instance) : null;
  return {
    name,
    connectionType: isCloud ? 'meta' : 'wwebjs',
    phoneNumber: digitsOf(ownerJid) ?? (isCloud ? null : (/^\d{5,20}$/.exec(number ?? '')?.[0] ?? null)),
    status: connectionStatus ?? 'unknown',
    meta,
    webhooks: webhooksOf(instance.webhook, name),
    notes: isCloud && !meta ? ['its phone number id or token is missing there'] : [],
  };
}

/** Of a Cloud API instance `number` is Meta’s id of the number, `businessId` the account, `token` Meta’s token. */
function metaOf({ number, businessId, token }: Static<typeof Instance>): SourcePhone['meta'] {
  if (!number || !/^\d{1,32}$/.test(number) || !token) return null;
  const account = /^\d{1,32}$/.test(businessId ?? '') ? { wabaId: businessId as string } : {};
  return { phoneNumberId: number, accessToken: token, ...account };
}

function webhooksOf(answer: unknown, name: string): SourceWebhook[] {
  if (answer === null || answer === undefined) return [];
  const { url, enabled, events, headers, webhookByEvents } = shaped(
    Webhook,
    answer,
    `The webhook of ${name}`,
  );
  if (!url) return [];
  const names = typeof headers === 'object' && headers !== null ? Object.keys(headers) : [];
  return [
    {
      url,
      ...mapEvents(
        (events ?? []).map((event) => event.toUpperCase().replaceAll(/[.-]/g, '_')),
        EVOLUTION_EVENTS,
      ),
      enabled: enabled ?? false,
      notes: [
        ...(names.length > 0 ? [`its headers are not carried: ${names.join(', ')}`] : []),
        ...(webhookByEvents ? ['all events go to one URL here: it had one for each event'] : []),
      ],
    },
  ];
}
