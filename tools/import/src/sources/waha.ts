import type { EventType } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { below, readJson, shaped } from './http.ts';
import { digitsOf, mapEvents, type Source, type SourcePhone, type SourceWebhook } from './source.ts';

const Maybe = <Shape extends Parameters<typeof Type.Optional>[0]>(shape: Shape) =>
  Type.Optional(Type.Union([shape, Type.Null()]));

const Webhook = Type.Object({
  url: Type.String(),
  events: Maybe(Type.Array(Type.String())),
  hmac: Maybe(Type.Object({ key: Maybe(Type.String()) })),
  customHeaders: Maybe(Type.Array(Type.Object({ name: Type.String() }))),
});
const Session = Type.Object({
  name: Type.String({ minLength: 1 }),
  status: Type.String(),
  config: Maybe(Type.Object({ webhooks: Maybe(Type.Array(Webhook)), proxy: Maybe(Type.Unknown()) })),
  me: Maybe(Type.Object({ id: Maybe(Type.String()) })),
});
const Sessions = Type.Array(Session, { maxItems: 10_000 });

const RECEIPTS = [
  'message.sent',
  'message.delivered',
  'message.read',
  'message.played',
  'message.failed',
] as const;

/** WAHA's events (its page “Events”) and ours. What is not here has no counterpart. */
export const WAHA_EVENTS: Readonly<Record<string, readonly (EventType | '*')[]>> = {
  '*': ['*'],
  message: ['message.received'],
  'message.any': ['message.received', 'message.sent'],
  'message.reaction': ['message.reaction'],
  'message.ack': RECEIPTS,
  'message.ack.group': RECEIPTS,
  'message.edited': ['message.edited'],
  'message.revoked': ['message.revoked'],
  'session.status': ['phone.status', 'phone.qr'],
  'poll.vote': ['poll.vote'],
  'chat.archive': ['chat.updated'],
  'group.join': ['group.updated'],
  'group.leave': ['group.updated'],
  'group.v2.join': ['group.updated'],
  'group.v2.leave': ['group.updated'],
  'group.v2.participants': ['group.updated'],
  'group.v2.update': ['group.updated'],
  'call.received': ['call.received'],
  'call.accepted': ['call.received'],
  'call.rejected': ['call.received'],
};

/** A WAHA server: `GET /api/sessions?all=true`, with the key as X-Api-Key. */
export function wahaServer(url: string, key: string | null): Source {
  return {
    name: 'waha',
    async read() {
      const sessions = below(url, 'api/sessions?all=true');
      return wahaPhones(await readJson(sessions, key === null ? {} : { 'x-api-key': key }));
    },
  };
}

/** What `GET /api/sessions?all=true` of WAHA answers, as phones. Throws ImportError. */
export const wahaPhones = (answer: unknown): SourcePhone[] =>
  shaped(Sessions, answer, 'The list of sessions').map(phoneOf);

function phoneOf({ name, status, config, me }: Static<typeof Session>): SourcePhone {
  return {
    name,
    connectionType: 'wwebjs',
    phoneNumber: digitsOf(me?.id),
    status,
    meta: null,
    webhooks: (config?.webhooks ?? []).map(webhookOf),
    notes: config?.proxy ? ['its proxy is not carried: Watertight has none for each phone'] : [],
  };
}

function webhookOf({ url, events, hmac, customHeaders }: Static<typeof Webhook>): SourceWebhook {
  const notes = [
    ...(hmac?.key ? ['its HMAC key is not carried: deliveries are signed as Standard Webhooks says'] : []),
    ...(customHeaders?.length
      ? [`its headers are not carried: ${customHeaders.map(({ name }) => name).join(', ')}`]
      : []),
  ];
  // Without a list WAHA sends everything.
  return { url, ...mapEvents(events?.length ? events : ['*'], WAHA_EVENTS), enabled: true, notes };
}
