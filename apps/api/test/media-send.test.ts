import { CHANNELS, MEDIA_LIMITS, MEDIA_TYPES, type Message } from '@watertight/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { form, PDF, PNG, startFileServer, type FileServer } from './support/files.ts';

let api: TestApi;
let server: FileServer;
let company: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const sends = Object.values(CHANNELS).map((channel) => ({ channel, sends: channel.sends }));

beforeAll(async () => {
  // What is taken in does not depend on what the workers can send yet.
  for (const { channel } of sends) Object.assign(channel, { sends: ['text', ...MEDIA_TYPES] });
  api = await startApi();
  server = await startFileServer((request, response) => answer(request, response));
  company = await api.company();
  await api.phone(company, 'wwebjs');
  await api.phone(company, 'meta');
});
afterAll(async () => {
  for (const { channel, sends: before } of sends) Object.assign(channel, { sends: before });
  await api.close();
  await server.close();
});
beforeEach(() => {
  server.asked.length = 0;
  answer = (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
});

const data = { data: PNG.toString('base64'), mimeType: 'image/png' };
const send = (type: string, body: object, headers: Record<string, string> = {}, to = company) =>
  api.call(`POST /messages/${type}/${to}/60123456789`, { body, headers });
const refusal = async (response: ReturnType<typeof send>) => {
  const { statusCode, json } = await response;
  const { code, detail } = json<{ code: string; detail: string }>();
  return { status: statusCode, code, detail };
};
const mediaOf = (message: Message) =>
  (message.content as { media: { mediaId: string; mimeType: string; filename?: string } }).media;
const stored = async () => (await api.store.media.list(company, { limit: 200 })).data.length;
const messages = async () => (await api.store.messages.list(company, {}, { limit: 200 })).data.length;

describe('a file of a send', () => {
  test('given as bytes is stored, and the message names it', async () => {
    const response = await send('image', { media: { ...data, filename: 'dot.png' }, caption: 'A dot' });
    expect(response.statusCode).toBe(202);
    const { content } = response.json<Message>();
    expect(content).toEqual({
      caption: 'A dot',
      media: {
        mediaId: expect.stringMatching(/^med_/) as string,
        mimeType: 'image/png',
        sizeBytes: PNG.length,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        filename: 'dot.png',
      },
    });
    const download = await api.call(`GET /media/${company}/${mediaOf(response.json()).mediaId}`);
    expect(download.rawPayload).toEqual(PNG);
  });

  test('given by URL is fetched once, with the name and the type that it has there', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(PDF);
    };
    const response = await send('document', { media: { url: `${server.url}/a/Price%20list.pdf?x=1` } });
    expect([response.statusCode, server.asked]).toEqual([202, ['/a/Price%20list.pdf?x=1']]);
    expect(mediaOf(response.json())).toMatchObject({
      mimeType: 'application/pdf',
      filename: 'Price list.pdf',
    });
  });

  test('uploaded before is named by its id, under another name if wished', async () => {
    const { payload, headers } = form({ filename: 'a.pdf', content: PDF });
    const upload = await api.call(`POST /media/${company}`, { payload, headers });
    const { mediaId } = upload.json<{ mediaId: string }>();
    const response = await send('document', { media: { mediaId, filename: 'offer.pdf' }, phoneIndex: 1 });
    expect(response.statusCode).toBe(202);
    expect(mediaOf(response.json())).toMatchObject({ mediaId, filename: 'offer.pdf' });
  });

  test('of a scheduled message is there before its time, and cannot be removed', async () => {
    const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
    const response = await send('image', { media: { url: `${server.url}/x` }, scheduledAt });
    expect(response.json<Message>().status).toBe('scheduled');
    const { mediaId } = mediaOf(response.json());
    const remove = await api.call(`DELETE /media/${company}/${mediaId}`);
    expect([remove.statusCode, remove.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'MEDIA_IN_USE' }),
    ]);
  });

  test('can be opened once, or play as a GIF, when that is asked for', async () => {
    const once = await send('image', { media: data, viewOnce: true, gif: false });
    expect(once.json<Message>().content).toMatchObject({ viewOnce: true });
    expect(once.json<Message>().content).not.toHaveProperty('gif');
  });
});

describe('is refused with its own code, and no message is made:', () => {
  let before: number;
  beforeEach(async () => (before = await messages()));
  const untouched = async () => expect(await messages()).toBe(before);

  test('a body without a file, with two, with bytes of no type, or that are no base64', async () => {
    for (const media of [
      undefined,
      {},
      { ...data, url: `${server.url}/x` },
      { data: data.data },
      { data: 'no base64!', mimeType: 'image/png' },
      { url: 'ftp://example.com/x' },
      { url: `${server.url}/x`, more: 1 },
    ])
      expect(await refusal(send('image', { media }))).toMatchObject({
        status: 400,
        code: 'VALIDATION_FAILED',
      });
    expect(server.asked).toEqual([]);
    await untouched();
  });

  test('a media id that is not there, or is another company’s', async () => {
    const other = await api.company();
    const { payload, headers } = form({ filename: 'a.png', content: PNG });
    const foreign = await api.call(`POST /media/${other}`, { payload, headers });
    for (const mediaId of ['med_none', foreign.json<{ mediaId: string }>().mediaId])
      expect(await refusal(send('image', { media: { mediaId } }))).toMatchObject({
        status: 404,
        code: 'MEDIA_NOT_FOUND',
      });
    await untouched();
  });

  test('a file that the phone’s channel does not take as this type, though another’s would', async () => {
    answer = (_request, response) => void response.end(PDF);
    const url = `${server.url}/x.pdf`;
    expect(await refusal(send('image', { media: { url } }))).toMatchObject({
      status: 422,
      code: 'MEDIA_TYPE_INVALID',
      detail: expect.stringContaining('image/jpeg') as string,
    });
    const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAAC', 'base64').toString('base64');
    const body = { media: { data: gif, mimeType: 'image/gif' } };
    expect(await refusal(send('image', { ...body, phoneIndex: 1 }))).toMatchObject({
      code: 'MEDIA_TYPE_INVALID',
    });
    await untouched();
    expect((await send('image', { ...body, phoneIndex: 0 })).statusCode).toBe(202);
  });

  test('bytes that are not what they are declared as', async () => {
    const media = { data: PDF.toString('base64'), mimeType: 'image/png' };
    expect(await refusal(send('document', { media }))).toMatchObject({ code: 'MEDIA_TYPE_INVALID' });
    await untouched();
  });

  test('a file that is larger than the channel takes of this type, from either side', async () => {
    const { maxBytes } = MEDIA_LIMITS.meta.image;
    const large = Buffer.concat([PNG, Buffer.alloc(maxBytes)]);
    const bytes = { data: large.toString('base64'), mimeType: 'image/png' };
    answer = (_request, response) => void response.end(large);
    for (const media of [bytes, { url: `${server.url}/x` }])
      expect(await refusal(send('image', { media, phoneIndex: 1 }))).toMatchObject({
        status: 413,
        code: 'MEDIA_TOO_LARGE',
      });
    await untouched();
    expect((await send('image', { media: bytes, phoneIndex: 0 })).statusCode).toBe(202);
  });

  test('a URL that answers with something else than the file', async () => {
    const url = `${server.url}/x`;
    answer = (_request, response) => void response.writeHead(404).end('no');
    expect(await refusal(send('image', { media: { url } }))).toEqual({
      status: 422,
      code: 'MEDIA_UNREACHABLE',
      detail: 'The URL answers with status 404.',
    });
    answer = (request) => void request.socket.destroy();
    expect(await refusal(send('image', { media: { url } }))).toMatchObject({ code: 'MEDIA_UNREACHABLE' });
    answer = (_request, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(PNG));
    expect(await refusal(send('image', { media: { url } }))).toMatchObject({ code: 'MEDIA_UNREACHABLE' });
    answer = (_request, response) => void response.writeHead(302, { location: '/again' }).end();
    expect(await refusal(send('image', { media: { url } }))).toMatchObject({ code: 'MEDIA_UNREACHABLE' });
    await untouched();
  });

  test('a URL that leads inside, straight or by a redirect', async () => {
    const inside = ['http://10.0.0.1/x', 'http://169.254.169.254/latest/meta-data', 'http://[::1]/x'];
    for (const url of inside)
      expect(await refusal(send('image', { media: { url } }))).toMatchObject({
        status: 422,
        code: 'EGRESS_DENIED',
      });
    answer = (_request, response) => void response.writeHead(302, { location: inside[0] }).end();
    expect(await refusal(send('image', { media: { url: `${server.url}/x` } }))).toMatchObject({
      code: 'EGRESS_DENIED',
    });
    await untouched();
  });

  test('what the channel cannot send at all, before anything is fetched or stored', async () => {
    const files = await stored();
    for (const { channel } of sends) Object.assign(channel, { sends: ['text'] });
    try {
      for (const media of [data, { url: `${server.url}/x` }])
        expect(await refusal(send('image', { media }))).toMatchObject({ code: 'UNSUPPORTED_ON_CHANNEL' });
    } finally {
      for (const { channel } of sends) Object.assign(channel, { sends: ['text', ...MEDIA_TYPES] });
    }
    expect([server.asked, await stored()]).toEqual([[], files]);
    expect(await refusal(send('image', { media: { url: `${server.url}/x` } }, {}, 'nobody'))).toMatchObject({
      code: 'COMPANY_NOT_FOUND',
    });
    expect(server.asked).toEqual([]);
  });
});

describe('an idempotency key', () => {
  test('answers the first message again without fetching, also when the URL has gone', async () => {
    const headers = { 'idempotency-key': 'url-1' };
    const media = { url: `${server.url}/x` };
    const first = await send('image', { media }, headers);
    answer = (_request, response) => void response.writeHead(404).end();
    const second = await send('image', { media }, headers);
    expect([second.statusCode, second.headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect(second.json<Message>()).toEqual(first.json<Message>());
    expect(server.asked).toHaveLength(1);
    expect(await refusal(send('image', { media: { url: `${server.url}/y` } }, headers))).toMatchObject({
      status: 409,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(server.asked).toHaveLength(1);
  });

  test('knows the same bytes again, and others apart', async () => {
    const headers = { 'idempotency-key': 'data-1' };
    const first = await send('document', { media: data }, headers);
    const again = await send('document', { media: data }, headers);
    expect([again.statusCode, again.json<Message>().id]).toEqual([200, first.json<Message>().id]);
    const others = { data: PDF.toString('base64'), mimeType: 'application/pdf' };
    expect(await refusal(send('document', { media: others }, headers))).toMatchObject({ status: 409 });
    const caption = { media: data, caption: 'x' };
    expect(await refusal(send('document', caption, headers))).toMatchObject({ status: 409 });
  });

  test('of a send whose file was refused is free for the next', async () => {
    const headers = { 'idempotency-key': 'url-2' };
    const media = { url: `${server.url}/x` };
    answer = (_request, response) => void response.writeHead(500).end();
    expect(await refusal(send('image', { media }, headers))).toMatchObject({ code: 'MEDIA_UNREACHABLE' });
    answer = (_request, response) => void response.end(PNG);
    expect((await send('image', { media }, headers)).statusCode).toBe(202);
  });
});

describe('a batch', () => {
  const batch = (items: object[]) =>
    api.call(`POST /messages/batch/${company}`, {
      body: { messages: items.map((item) => ({ chatId: '60123456789', ...item })) },
    });

  test('takes files item by item, and fetches once what is named twice', async () => {
    answer = (request, response) => {
      if (request.url === '/gone') response.writeHead(404).end();
      else response.end(PNG);
    };
    const url = `${server.url}/same`;
    const response = await batch([
      { type: 'image', media: { url } },
      { type: 'text', message: 'x' },
      { type: 'image', media: { url: `${server.url}/gone` } },
      { type: 'image', media: { url }, caption: 'again' },
      { type: 'image', media: { mediaId: 'med_none' } },
      { type: 'image', media: {} },
    ]);
    const { data: results } = response.json<{
      data: { status: number; message?: Message; problem?: { code: string; errors?: { path: string }[] } }[];
    }>();
    expect(results.map(({ status, problem }) => problem?.code ?? status)).toEqual([
      202,
      202,
      'MEDIA_UNREACHABLE',
      202,
      'MEDIA_NOT_FOUND',
      'VALIDATION_FAILED',
    ]);
    expect(results[5]?.problem?.errors?.[0]?.path).toBe('/messages/5/media');
    expect(server.asked.sort()).toEqual(['/gone', '/same']);
    const [first, , , again] = results;
    expect(mediaOf(again?.message as Message)).toEqual(mediaOf(first?.message as Message));
    expect(again?.message?.content).toMatchObject({ caption: 'again' });
  });

  test('fetches few files at once', async () => {
    let most = 0;
    const held: ServerResponse[] = [];
    answer = (_request, response) => {
      most = Math.max(most, held.push(response));
      // Four are expected at once: they are answered when all are here, and a fifth would be seen.
      if (held.length === 4) setTimeout(() => held.splice(0).forEach((one) => one.end(PNG)), 20);
    };
    const items = Array.from({ length: 28 }, (_, n) => ({
      type: 'image',
      media: { url: `${server.url}/${n}` },
    }));
    const response = await batch(items);
    const { data: results } = response.json<{ data: { status: number }[] }>();
    expect(results.every(({ status }) => status === 202)).toBe(true);
    expect([server.asked.length, most]).toEqual([28, 4]);
  });
});

describe('the size of a body', () => {
  const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);

  test('may be large for files alone', async () => {
    expect(await refusal(send('text', { message: megabytes(1.1) }))).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    });
    const large = Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]).toString('base64');
    expect((await send('image', { media: { data: large, mimeType: 'image/png' } })).statusCode).toBe(202);
    expect(await refusal(send('image', { media: { ...data, data: megabytes(33) } }))).toMatchObject({
      status: 413,
    });
  });

  test('is counted when nobody announces it', async () => {
    const payload = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 20; n++) controller.enqueue(Buffer.alloc(100_000, 'x'));
        controller.close();
      },
    });
    const address = api.app.server.listening ? '' : await api.app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(`${address}/api/v2/messages/text/${company}/60123456789`, {
      method: 'POST',
      headers: { authorization: 'Bearer the-admin-key-of-the-tests', 'content-type': 'application/json' },
      body: payload,
      duplex: 'half',
    });
    expect(response.status).toBe(413);
  });
});
