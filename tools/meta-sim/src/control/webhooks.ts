import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { HttpClient } from '../http-client.ts';
import { isHttpUrl } from '../http-url.ts';
import { newWamid } from '../ids.ts';
import type { Phone, Phones } from '../phones.ts';
import { recipientKey } from '../recipient.ts';
import { shakeHands } from '../webhook/handshake.ts';
import type { WebhookOutbox } from '../webhook/outbox.ts';
import { encodeBody, signatureOf, webhookHeaders } from '../webhook/payload.ts';
import { Digits, HttpUrl, Name, PhoneNumber, strict } from './fields.ts';
import { complain } from './sentences.ts';

/** Meta's limit for one webhook POST is 3 MB. */
const WEBHOOK_LIMIT_BYTES = 4 * 1024 * 1024;

const Inbound = Type.Object(
  {
    phoneNumberId: Digits,
    from: PhoneNumber,
    text: Type.String({ minLength: 1, maxLength: 65_536 }),
    name: Type.Optional(Name),
    id: Type.Optional(Name),
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
  outbox: WebhookOutbox;
  client: HttpClient;
}

export function webhookRoutes(app: FastifyInstance, { phones, outbox, client }: WebhookDeps): void {
  app.get('/webhooks', (_request, reply) => reply.send(outbox.stats));

  app.post<{ Body: Static<typeof Inbound> }>('/inbound', { schema: { body: Inbound } }, ({ body }, reply) => {
    const phone = phones.find(body.phoneNumberId);
    if (!phone) return complain(reply, 400, unknownPhone(body.phoneNumberId));
    const { id, ...update } = inboundUpdate(phone, body);
    outbox.add(update);
    return reply.code(202).send({ id });
  });

  app.post<{ Body: Static<typeof RawWebhook> }>(
    '/webhook',
    { schema: { body: RawWebhook }, bodyLimit: WEBHOOK_LIMIT_BYTES },
    async ({ body }, reply) => {
      if ((body.value === undefined) === (body.body === undefined))
        return complain(reply, 400, 'Give either value or body.');
      const phone = body.phoneNumberId === undefined ? phones.fallback('0') : phones.find(body.phoneNumberId);
      if (!phone) return complain(reply, 400, unknownPhone(body.phoneNumberId));
      const answer = await client.call(rawCall(phone, body));
      if (answer.status !== null) return answer;
      return complain(reply, 502, `The webhook did not answer: ${answer.problem}.`);
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

function inboundUpdate(phone: Phone, { from, text, name, id }: Static<typeof Inbound>) {
  const waId = recipientKey(from);
  const messageId = id ?? newWamid(waId, 'inbound');
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    id: messageId,
    phone,
    kind: 'messages' as const,
    item: { from: waId, id: messageId, timestamp, text: { body: text }, type: 'text' },
    contact: { profile: { name: name ?? `User ${waId}` }, wa_id: waId },
  };
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

function unknownPhone(phoneNumberId: string | undefined): string {
  return `Phone ${phoneNumberId} is not registered; PUT /sim/phones/${phoneNumberId} does that.`;
}
