import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { PhoneRecords } from '../accounts/phone-state.ts';
import type { HttpClient } from '../http-client.ts';
import { isHttpUrl } from '../http-url.ts';
import type { Inbox } from '../inbox.ts';
import { composeInbound } from '../inbound/compose.ts';
import { Inbound, type InboundMessage } from '../inbound/schema.ts';
import type { Limits } from '../limits.ts';
import { LARGEST_BYTES } from '../media/kinds.ts';
import type { MediaStore } from '../media/store.ts';
import type { Phone, Phones } from '../phones.ts';
import { FIELDS, valueOf } from '../webhook/fields.ts';
import { shakeHands } from '../webhook/handshake.ts';
import type { WebhookOutbox } from '../webhook/outbox.ts';
import { encodeBody, signatureOf, webhookHeaders } from '../webhook/payload.ts';
import { Digits, HttpUrl, Name, strict } from './fields.ts';
import { complain, unknownPhone } from './sentences.ts';

/** Meta's limit for one webhook POST is 3 MB. */
const WEBHOOK_LIMIT_BYTES = 4 * 1024 * 1024;

/** When a user last wrote to a phone, for tests of the 24-hour window; null: never. */
const LastInbound = Type.Object(
  {
    phoneNumberId: Digits,
    from: Name,
    secondsAgo: Type.Unsafe<number | null>({ type: 'number', nullable: true, minimum: 0 }),
  },
  strict,
);

/** An event of any webhook field; what `value` leaves out of a known field's shape is made up. */
const Event = Type.Object(
  {
    phoneNumberId: Type.Optional(Digits),
    wabaId: Type.Optional(Digits),
    field: Name,
    value: Type.Optional(Type.Object({}, { additionalProperties: true })),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  strict,
);

const Verification = Type.Object(
  { url: Type.Optional(HttpUrl), verifyToken: Type.Optional(Type.String()) },
  strict,
);

type Signing = 'valid' | 'wrong' | 'none';

const RawWebhook = Type.Object(
  {
    phoneNumberId: Type.Optional(Digits),
    value: Type.Optional(Type.Object({})),
    field: Type.Optional(Name),
    body: Type.Optional(Type.Unknown()),
    signature: Type.Optional(Type.Unsafe<Signing>({ type: 'string', enum: ['valid', 'wrong', 'none'] })),
  },
  strict,
);

export interface WebhookDeps {
  phones: Phones;
  records: PhoneRecords;
  media: MediaStore;
  inbox: Inbox;
  limits: Limits;
  outbox: WebhookOutbox;
  client: HttpClient;
}

export function webhookRoutes(app: FastifyInstance, deps: WebhookDeps): void {
  const { phones, records, media, inbox, limits, outbox, client } = deps;
  app.get('/webhooks', (_request, reply) => reply.send(outbox.stats));

  app.post<{ Body: InboundMessage }>(
    '/inbound',
    { schema: { body: Inbound }, bodyLimit: Math.ceil(LARGEST_BYTES * 1.4) },
    (request, reply) => {
      const { body } = request;
      const phone = phones.find(body.phoneNumberId);
      if (!phone) return complain(reply, 400, unknownPhone(body.phoneNumberId));
      const baseUrl = `${request.protocol}://${request.host}`;
      const composed = composeInbound(phone, body, { media, baseUrl });
      if (typeof composed === 'string') return complain(reply, 400, composed);
      const { blocked } = records.read(phone.phoneNumberId);
      if (composed.senders.some((sender) => blocked.has(sender)))
        return complain(reply, 400, `Phone ${phone.phoneNumberId} has blocked this user.`);
      inbox.note(phone.phoneNumberId, composed.id, composed.senders);
      limits.countInbound(phone.phoneNumberId);
      outbox.add(composed.update);
      return reply.code(202).send({ id: composed.id });
    },
  );

  app.post<{ Body: Static<typeof Event> }>(
    '/event',
    { schema: { body: Event } },
    ({ body: { phoneNumberId, wabaId, field, value, times = 1 } }, reply) => {
      if ((phoneNumberId === undefined) === (wabaId === undefined))
        return complain(reply, 400, 'Give either phoneNumberId or wabaId.');
      const phone = wabaId === undefined ? phones.find(phoneNumberId!) : phones.speakerOf(wabaId);
      if (!phone) return complain(reply, 400, unknownPhone(phoneNumberId));
      if (value === undefined && !FIELDS.includes(field))
        return complain(
          reply,
          400,
          `Field ${field} has no usual value here; give one, or use ${FIELDS.join(', ')}.`,
        );
      for (let told = 0; told < times; told += 1)
        outbox.add({ phone, kind: 'whole', field, value: valueOf(field, phone, value) });
      return reply.code(202).send({ field, times });
    },
  );

  app.post<{ Body: Static<typeof RawWebhook> }>(
    '/webhook',
    { schema: { body: RawWebhook }, bodyLimit: WEBHOOK_LIMIT_BYTES },
    async ({ body }, reply) => {
      if ((body.value === undefined) === (body.body === undefined))
        return complain(reply, 400, 'Give either value or body.');
      const phone = body.phoneNumberId === undefined ? phones.fallback('0') : phones.find(body.phoneNumberId);
      if (!phone) return complain(reply, 400, unknownPhone(body.phoneNumberId));
      noteArrivals(inbox, phone, body);
      const answer = await client.call(rawCall(phone, body));
      if (answer.status !== null) return answer;
      return complain(reply, 502, `The webhook did not answer: ${answer.problem}.`);
    },
  );

  app.put<{ Body: Static<typeof LastInbound> }>(
    '/inbox',
    { schema: { body: LastInbound } },
    ({ body: { phoneNumberId, from, secondsAgo } }, reply) => {
      inbox.setLast(phoneNumberId, from, secondsAgo === null ? undefined : Date.now() - secondsAgo * 1000);
      return reply.code(204).send();
    },
  );

  app.post<{ Body: Static<typeof Verification> }>(
    '/verify',
    { schema: { body: Verification } },
    async ({ body }, reply) => {
      const { webhookUrl, verifyToken } = phones.fallback('0');
      const url = body.url ?? webhookUrl;
      if (!isHttpUrl(url)) return complain(reply, 400, 'body/url must be an http or https address.');
      return shakeHands(client, url, body.verifyToken ?? verifyToken);
    },
  );
}

interface RawValue {
  metadata?: { phone_number_id?: unknown };
  messages?: { id?: unknown; from?: unknown; from_user_id?: unknown; group_id?: unknown }[];
}

/** Messages in a given webhook have arrived like any other, so they can be marked as read. */
function noteArrivals(inbox: Inbox, phone: Phone, { value, body }: Static<typeof RawWebhook>): void {
  const values = value ? [value as RawValue] : valuesOf(body);
  for (const { metadata, messages } of values) {
    const told = metadata?.phone_number_id;
    const phoneNumberId = typeof told === 'string' ? told : phone.phoneNumberId;
    if (!Array.isArray(messages)) continue;
    for (const message of messages) {
      const senders = [message?.from, message?.from_user_id, message?.group_id];
      const named = senders.filter((sender) => typeof sender === 'string');
      if (typeof message?.id === 'string') inbox.note(phoneNumberId, message.id, named);
    }
  }
}

function valuesOf(body: unknown): RawValue[] {
  const entries = listIn(body, 'entry');
  const changes = entries.flatMap((entry) => listIn(entry, 'changes'));
  return changes.map((change) => (change as { value?: RawValue } | null)?.value ?? {});
}

function listIn(holder: unknown, key: string): unknown[] {
  const list = typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[key] : [];
  return Array.isArray(list) ? list : [];
}

/** A string is posted as it stands, everything else as Meta would encode it. */
function rawCall(phone: Phone, { value, field = 'messages', body, signature }: Static<typeof RawWebhook>) {
  const content = value
    ? { object: 'whatsapp_business_account', entry: [{ id: phone.wabaId, changes: [{ value, field }] }] }
    : body;
  const bytes = typeof content === 'string' ? Buffer.from(content) : encodeBody(content);
  const headers = webhookHeaders(bytes, signatureFor(bytes, phone.appSecret, signature));
  return { method: 'POST' as const, url: phone.webhookUrl, headers, body: bytes };
}

function signatureFor(bytes: Buffer, appSecret: string, signing: Signing = 'valid'): string | undefined {
  if (signing === 'none') return undefined;
  return signatureOf(bytes, signing === 'valid' ? appSecret : `not ${appSecret}`);
}
