import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CreateMessageOptions, WebhookEventNotification } from '@great-detail/whatsapp';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import type { ClaimedMessage } from '@watertight/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Image } from 'whatsapp-api-js/messages/media';
import type { PostData } from 'whatsapp-api-js/types';
import { compose } from '../src/compose/compose.ts';
import { APP_SECRET, clientsOf, LINK, PHONE_NUMBER_ID, SAID, TO, TOKEN, type Clients } from './clients.ts';
import { startSimulator, type Simulator } from './simulator.ts';

const FROM = '491511234567';
const DEADLINE = { timeout: 10_000, interval: 20 };

/** The row that a message of ours is composed of. */
const CLAIMED: Omit<ClaimedMessage, 'id' | 'type' | 'content'> = {
  ...{ attempt: 1, companyId: 'demo', phoneIndex: 0, chatId: TO, mentions: null, expiresAt: null },
  ...{ quotedProviderMessageId: 'wamid.X', onUncertain: 'hold', createdAt: new Date() },
};

interface Post {
  raw: string;
  signature: string;
}

let simulator: Simulator;
let clients: Clients;
let server: Server;
const posts: Post[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = String(request.headers['x-hub-signature-256']);
      posts.push({ raw: Buffer.concat(chunks).toString('utf8'), signature });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
  await simulator.control('PUT', `/sim/phones/${PHONE_NUMBER_ID}`, {
    accessToken: TOKEN,
    appSecret: APP_SECRET,
    webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  });
  await simulator.control('PUT', '/sim/behaviour', { statuses: false });
});
beforeEach(() => {
  posts.length = 0;
});
afterAll(async () => {
  await simulator?.stop();
  server?.closeAllConnections();
  server?.close();
});

/** The body that the simulator accepted under this callback data. */
async function acceptedBody(opaque: string): Promise<Record<string, unknown>> {
  const path = `/sim/ledger?opaque=${encodeURIComponent(opaque)}&bodies=1`;
  const { entries } = (await simulator.control('GET', path)) as {
    entries: { body: Record<string, unknown> }[];
  };
  expect(entries).toHaveLength(1);
  return entries[0]!.body;
}

describe('what three published clients send is accepted, and they all say the same', () => {
  test.each(SAID)('$name', async ({ name, type, content, apiJs, kapso }) => {
    await clients.apiJs.sendMessage(PHONE_NUMBER_ID, TO, apiJs(), undefined, `api-js ${name}`);
    const address = { phoneNumberId: PHONE_NUMBER_ID, to: TO };
    await kapso(clients.kapso, { ...address, bizOpaqueCallbackData: `kapso ${name}` });
    const message = { type, [type]: content, to: TO, biz_opaque_callback_data: `great-detail ${name}` };
    const options = { phoneNumberID: PHONE_NUMBER_ID, ...message } as unknown as CreateMessageOptions;
    await clients.greatDetail.message.createMessage(options);
    for (const client of ['api-js', 'kapso', 'great-detail']) {
      const body = await acceptedBody(`${client} ${name}`);
      expect(canonical(body[type])).toMatchObject(canonical(content) as object);
    }
  });

  test.each(SAID)('and so do we: $name', async ({ name, type, content, ours }) => {
    const message = { ...CLAIMED, ...ours, id: `our ${name}` };
    const composed = compose(message);
    if (composed.kind === 'refused') throw new Error(composed.detail);
    const ids = new Map(composed.files.map(({ ref }) => [ref.mediaId, 'ID']));
    // Ours go by id where those of the clients are fetched by Meta.
    const payload = JSON.parse(
      composed.body(ids).replace('"id":"ID"', `"link":${JSON.stringify(LINK)}`),
    ) as Record<string, unknown>;
    expect(canonical(payload[type])).toMatchObject(canonical(content) as object);
    await clients.kapso.messages.sendRaw({ phoneNumberId: PHONE_NUMBER_ID, payload });
    expect(await acceptedBody(`our ${name}`)).toEqual(payload);
  });

  test('a wrong message is refused to each with the code of Meta', async () => {
    const tooLong = 'x'.repeat(1025);
    const image = { link: LINK, caption: tooLong };
    const payload = { messaging_product: 'whatsapp', to: TO, type: 'image', image };
    const raw = clients.kapso.messages.sendRaw({ phoneNumberId: PHONE_NUMBER_ID, payload });
    await expect(raw).rejects.toMatchObject({ code: 131009, httpStatus: 400 });
    const refused = await clients.apiJs.sendMessage(PHONE_NUMBER_ID, TO, new Image(LINK, false, tooLong));
    expect(refused).toMatchObject({ error: { code: 131009 } });
    const options = { phoneNumberID: PHONE_NUMBER_ID, to: TO, type: 'image', image };
    const call = clients.greatDetail.message.createMessage(options as unknown as CreateMessageOptions);
    await expect(call).rejects.toMatchObject({ response: { status: 400 } });
  });
});

/** Clients write an index as number or text, and one sends contacts as JSON text; Graph takes it all. */
function canonical(value: unknown): unknown {
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.parse(written, (key, held: unknown) => (key === 'index' ? String(held) : held));
}

test('a file goes up and down again through each client that can do it', async () => {
  const bytes = Buffer.from('the bytes of a picture');
  const file = new Blob([bytes], { type: 'image/png' });
  const viaKapso = await clients.kapso.media.upload({
    phoneNumberId: PHONE_NUMBER_ID,
    type: 'image/png',
    file,
  });
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', file, 'a.png');
  form.set('type', 'image/png');
  const viaApiJs = (await clients.apiJs.uploadMedia(PHONE_NUMBER_ID, form)) as { id: string };
  const upload = { phoneNumberID: PHONE_NUMBER_ID, file, mimeType: 'image/png', filename: 'a.png' };
  const viaGreatDetail = await clients.greatDetail.media.upload(upload).json();
  for (const id of [viaKapso.id, viaApiJs.id, viaGreatDetail.id]) {
    const described = await clients.greatDetail.media.getURL({ mediaID: id }).json();
    expect(described).toMatchObject({ id, mime_type: 'image/png', file_size: bytes.length });
    const back = await fetch(described.url, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
  }
});

describe('what the simulator tells is read by each client', () => {
  const INBOUND: [string, object][] = [
    ['text', { text: 'Grüße 😀' }],
    ['image', { image: { data: 'AAAA', caption: 'Look' } }],
    ['audio', { audio: { data: 'AAAA', voice: true } }],
    ['document', { document: { data: 'AAAA', filename: 'a.pdf' } }],
    ['sticker', { sticker: { data: 'AAAA' } }],
    ['location', { location: { latitude: 1, longitude: 2 } }],
    ['contacts', { contacts: [{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+1', wa_id: '1' }] }] }],
    ['reaction', { reaction: { message_id: 'wamid.X', emoji: '👍' } }],
    ['button', { button: { payload: 'p', text: 'P' }, context: { id: 'wamid.X' } }],
    [
      'interactive',
      {
        interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'A' } },
        context: { id: 'wamid.X' },
      },
    ],
    [
      'order',
      {
        order: {
          catalog_id: '1',
          product_items: [{ product_retailer_id: 'p', quantity: 1, item_price: 2, currency: 'USD' }],
        },
      },
    ],
  ];
  test.each(INBOUND)('an inbound %s', async (type, content) => {
    const inbound = { phoneNumberId: PHONE_NUMBER_ID, from: FROM, name: 'Ada', type, ...content };
    const { id } = (await simulator.control('POST', '/sim/inbound', inbound)) as { id: string };
    const [post] = await vi.waitFor(() => (expect(posts).toHaveLength(1), posts), DEADLINE);
    const heard = vi.fn();
    clients.apiJs.on.message = ({ phoneID, from, message, name }) =>
      heard({ phoneID, from, id: message.id, type: message.type, name });
    await clients.apiJs.post(JSON.parse(post!.raw) as PostData, post!.raw, post!.signature);
    expect(heard).toHaveBeenCalledWith({ phoneID: PHONE_NUMBER_ID, from: FROM, id, type, name: 'Ada' });

    expect(
      verifySignature({ appSecret: APP_SECRET, rawBody: post!.raw, signatureHeader: post!.signature }),
    ).toBe(true);
    const { phoneNumberId, messages, contacts } = normalizeWebhook(JSON.parse(post!.raw));
    expect({ phoneNumberId, contacts }).toMatchObject({
      phoneNumberId: PHONE_NUMBER_ID,
      contacts: [{ waId: FROM }],
    });
    expect(messages).toMatchObject([{ id, type }]);

    const notification = await notified(post!);
    const change = notification.entry[0]!.changes[0]!;
    expect(change).toMatchObject({ field: 'messages', value: { messages: [{ id, from: FROM, type }] } });
  });

  test('statuses, and a failed one with its error', async () => {
    await simulator.control('PUT', '/sim/behaviour', {
      statuses: true,
      coalesceMs: 300,
      faults: [{ kind: 'failed-status', code: 131047, count: 1, match: { to: FROM } }],
    });
    const text = (to: string) =>
      clients.kapso.messages.sendText({
        phoneNumberId: PHONE_NUMBER_ID,
        to,
        body: 'x',
        bizOpaqueCallbackData: 'mine',
      });
    await text(TO);
    await text(FROM);
    await vi.waitFor(
      () =>
        expect(
          posts
            .map(({ raw }) => raw)
            .join()
            .split('"status":'),
        ).toHaveLength(5),
      DEADLINE,
    );
    const kinds: string[] = [];
    for (const post of posts) {
      clients.apiJs.on.status = ({ status, biz_opaque_callback_data: opaque }) => {
        kinds.push(`${status} ${opaque}`);
      };
      await clients.apiJs.post(JSON.parse(post.raw) as PostData, post.raw, post.signature);
      for (const { status, pricing } of normalizeWebhook(JSON.parse(post.raw)).statuses)
        if (status === 'sent') expect(pricing).toMatchObject({ pricingModel: 'PMP', category: 'service' });
      await notified(post);
    }
    await simulator.control('PUT', '/sim/behaviour', { statuses: false, faults: [] });
    // whatsapp-api-js 5 reads the first status of a POST alone.
    for (const kind of kinds) expect(kind).toMatch(/^(sent|delivered|read|failed) mine$/);
    expect(kinds.length).toBeGreaterThan(0);
    const all = posts.flatMap(({ raw }) => normalizeWebhook(JSON.parse(raw)).statuses);
    expect(all.map(({ status }) => status).sort()).toEqual(['delivered', 'failed', 'read', 'sent']);
    expect(all.find(({ status }) => status === 'failed')!.errors).toMatchObject([{ code: 131047 }]);
  });

  /** The third client checks the signature itself and throws when it is wrong. */
  async function notified({ raw, signature }: Post): Promise<WebhookEventNotification> {
    const headers = { 'x-hub-signature-256': signature };
    const event = await clients.greatDetail.webhook.eventNotification({
      method: 'POST',
      query: {},
      body: raw,
      headers,
    });
    await event.verifySignature(APP_SECRET);
    return event.eventNotification;
  }
});
