import { MAX_MEDIA_BYTES } from '@watertight/core';
import { sweepMedia } from '@watertight/media';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY, startApi, type TestApi } from './support/api.ts';
import { form, PDF, PNG, type Part } from './support/files.ts';

let api: TestApi;
let company: string;

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
});
afterAll(() => api.close());

interface Media {
  mediaId: string;
  mimeType: string;
  sizeBytes: number;
  sha256: string;
  filename?: string;
  createdAt: string;
}

const upload = (parts: Part[], to = company, key?: string) => {
  const { payload, headers } = form(...parts);
  return api.call(`POST /media/${to}`, { payload, headers, ...(key ? { key } : {}) });
};
const uploaded = async (part: Part): Promise<Media> => {
  const response = await upload([part]);
  expect([response.statusCode, response.body]).toEqual([201, expect.stringContaining('med_')]);
  return response.json<Media>();
};
const get = (mediaId: string, headers: Record<string, string> = {}, query = '') =>
  api.call(`GET /media/${company}/${mediaId}${query}`, { headers });
const codeOf = async (response: ReturnType<typeof upload>) => {
  const answer = await response;
  return [answer.statusCode, answer.json<{ code: string }>().code];
};
const stored = async () => (await api.store.media.list(company, { limit: 200 })).data.length;

describe('an upload', () => {
  test('comes back byte by byte, as what it is, and cannot be taken for a page', async () => {
    const media = await uploaded({ filename: 'dot.png', type: 'image/png', content: PNG });
    expect(media).toMatchObject({ mimeType: 'image/png', sizeBytes: PNG.length, filename: 'dot.png' });
    const response = await get(media.mediaId);
    expect([response.statusCode, response.rawPayload]).toEqual([200, PNG]);
    expect(response.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'content-disposition': `inline; filename="dot.png"; filename*=UTF-8''dot.png`,
      etag: `"${media.sha256}"`,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  test('that a browser could run is only saved by it', async () => {
    const html = await uploaded({
      filename: 'a.html',
      type: 'text/html',
      content: '<script>alert(1)</script>',
    });
    expect((await get(html.mediaId)).headers['content-disposition']).toMatch(/^attachment;/);
    const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>';
    const drawing = await uploaded({ filename: 'a.svg', type: 'image/svg+xml', content: svg });
    expect((await get(drawing.mediaId)).headers['content-disposition']).toMatch(/^attachment;/);
  });

  test('declares nothing, or what its bytes are; text needs no mark', async () => {
    expect(await uploaded({ filename: 'x', content: PDF })).toMatchObject({ mimeType: 'application/pdf' });
    expect(await uploaded({ filename: 'x.txt', content: 'hello' })).toMatchObject({ mimeType: 'text/plain' });
    expect(
      await uploaded({ filename: 'x.bin', type: 'application/octet-stream', content: 'hello' }),
    ).toMatchObject({ mimeType: 'application/octet-stream' });
  });

  test('whose bytes are not what it declares is refused, and nothing is kept', async () => {
    const before = await stored();
    const wrong = upload([{ filename: 'x.png', type: 'image/png', content: PDF }]);
    expect(await codeOf(wrong)).toEqual([422, 'MEDIA_TYPE_INVALID']);
    expect(await stored()).toBe(before);
  });

  test.each<[string, Part[]]>([
    ['without a file', []],
    ['with a field in its place', [{ name: 'file', content: 'x' }]],
    [
      'with two files',
      [
        { filename: 'a.pdf', content: PDF },
        { filename: 'b.pdf', content: PDF },
      ],
    ],
    [
      'with a field behind it',
      [
        { filename: 'a.pdf', content: PDF },
        { name: 'more', content: 'x' },
      ],
    ],
  ])('%s is refused, and nothing is kept', async (_what, parts) => {
    const before = await stored();
    expect(await codeOf(upload(parts))).toEqual([400, 'VALIDATION_FAILED']);
    expect(await stored()).toBe(before);
  });

  test('without a byte is refused', async () => {
    expect(await codeOf(upload([{ filename: 'x', content: '' }]))).toEqual([422, 'MEDIA_TYPE_INVALID']);
  });

  test('that is no form, or a broken one, is refused in words', async () => {
    const json = api.call(`POST /media/${company}`, { body: { file: 'x' } });
    expect(await codeOf(json)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const { payload, headers } = form({ filename: 'x.pdf', content: PDF });
    const before = await stored();
    const torn = api.call(`POST /media/${company}`, { payload: payload.subarray(0, 150), headers });
    expect(await codeOf(torn)).toEqual([400, 'VALIDATION_FAILED']);
    const unbound = api.call(`POST /media/${company}`, {
      payload,
      headers: { 'content-type': 'multipart/form-data' },
    });
    expect((await codeOf(unbound))[0]).toBeLessThan(500);
    expect(await stored()).toBe(before);
  });

  test('to a company that is not there is refused', async () => {
    expect(await codeOf(upload([{ filename: 'x', content: PDF }], 'nobody'))).toEqual([
      404,
      'COMPANY_NOT_FOUND',
    ]);
  });

  test('needs the scope to send, a download the scope to read', async () => {
    const reader = await api.key(company, ['messages:read']);
    const sender = await api.key(company, ['messages:send']);
    const part = { filename: 'x', content: PDF };
    expect((await upload([part], company, reader)).statusCode).toBe(403);
    const response = await upload([part], company, sender);
    expect(response.statusCode).toBe(201);
    const path = `GET /media/${company}/${response.json<Media>().mediaId}` as const;
    expect((await api.call(path, { key: sender })).statusCode).toBe(403);
    expect((await api.call(path, { key: reader })).statusCode).toBe(200);
    expect((await api.call(path, { key: await api.key(await api.company()) })).statusCode).toBe(404);
  });
});

describe('over a socket', () => {
  let port: number;
  beforeAll(async () => {
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    port = (api.app.server.address() as AddressInfo).port;
  });

  /** Sends a form whose file is made while it is sent. */
  const stream = (content: Readable, contentLength?: number) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const [head, tail] = form({ filename: 'x.bin', content: '|' }).payload.toString().split('|');
      const call = request({
        port,
        path: `/api/v2/media/${company}`,
        method: 'POST',
        headers: {
          authorization: `Bearer ${ADMIN_KEY}`,
          ...form().headers,
          ...(contentLength ? { 'content-length': contentLength } : {}),
        },
      });
      call.on('response', (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      });
      call.on('error', reject);
      call.write(head);
      content.on('end', () => call.end(tail));
      content.pipe(call, { end: false });
    });

  const zeros = (sizeBytes: number) => {
    const piece = Buffer.alloc(256 * 1024);
    return Readable.from(
      (function* () {
        for (let sent = 0; sent < sizeBytes; sent += piece.length)
          yield piece.subarray(0, Math.min(piece.length, sizeBytes - sent));
      })(),
    );
  };

  test('the largest file is taken, and the process does not hold it', async () => {
    let highest = 0;
    const before = process.memoryUsage.rss();
    const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5);
    const { status, body } = await stream(zeros(MAX_MEDIA_BYTES));
    clearInterval(timer);
    expect([status, (JSON.parse(body) as Media).sizeBytes]).toEqual([201, MAX_MEDIA_BYTES]);
    expect((highest - before) / 1024 / 1024).toBeLessThan(80);
  });

  test('one byte more is refused', async () => {
    const before = await stored();
    const { status, body } = await stream(zeros(MAX_MEDIA_BYTES + 1));
    expect([status, body]).toEqual([413, expect.stringContaining('MEDIA_TOO_LARGE')]);
    expect(await stored()).toBe(before);
  });
});

describe('a download', () => {
  let media: Media;
  const content = randomBytes(1000);
  beforeAll(async () => {
    media = await uploaded({ filename: 'Ü".bin', type: 'application/x-mine', content });
  });

  test('gives a part, and says which', async () => {
    const part = await get(media.mediaId, { range: 'bytes=10-19' });
    expect([part.statusCode, part.headers['content-range'], part.headers['content-length']]).toEqual([
      206,
      'bytes 10-19/1000',
      '10',
    ]);
    expect(part.rawPayload).toEqual(content.subarray(10, 20));
    expect((await get(media.mediaId, { range: 'bytes=-5' })).rawPayload).toEqual(content.subarray(995));
  });

  test('of a part that is not there is refused with the size', async () => {
    const answer = await get(media.mediaId, { range: 'bytes=1000-' });
    expect([answer.statusCode, answer.headers['content-range']]).toEqual([416, 'bytes */1000']);
    expect(answer.json()).toMatchObject({ code: 'MEDIA_RANGE_INVALID' });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('gives the whole when the part is one of another file', async () => {
    const answer = await get(media.mediaId, { range: 'bytes=0-1', 'if-range': '"other"' });
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, 1000]);
    const same = await get(media.mediaId, { range: 'bytes=0-1', 'if-range': `"${media.sha256}"` });
    expect(same.statusCode).toBe(206);
  });

  test('gives nothing to whoever has it', async () => {
    for (const given of [`"${media.sha256}"`, `"x", W/"${media.sha256}"`, '*']) {
      const answer = await get(media.mediaId, { 'if-none-match': given });
      expect([answer.statusCode, answer.body]).toEqual([304, '']);
    }
    expect((await get(media.mediaId, { 'if-none-match': '"x"' })).statusCode).toBe(200);
  });

  test('of what is not there, or not ours, is 404', async () => {
    expect(await codeOf(get('med_none'))).toEqual([404, 'MEDIA_NOT_FOUND']);
    const other = await api.company();
    expect(await codeOf(api.call(`GET /media/${other}/${media.mediaId}`))).toEqual([404, 'MEDIA_NOT_FOUND']);
    expect(await codeOf(api.call(`GET /media/nobody/${media.mediaId}`))).toEqual([404, 'COMPANY_NOT_FOUND']);
  });

  test('with ?meta=1 is what is known of it', async () => {
    const answer = await get(media.mediaId, {}, '?meta=1');
    expect([answer.statusCode, answer.json()]).toEqual([200, media]);
  });
});

test('files are listed, the newest first, page by page', async () => {
  const id = await api.company();
  for (const filename of ['a', 'b', 'c']) await upload([{ filename, content: PDF }], id);
  const first = await api.call(`GET /media/${id}?limit=2`);
  const { data, nextCursor } = first.json<{ data: Media[]; nextCursor: string }>();
  const second = await api.call(`GET /media/${id}?limit=2&cursor=${nextCursor}`);
  const rest = second.json<{ data: Media[]; nextCursor: null }>();
  expect([...data, ...rest.data].map(({ filename }) => filename)).toEqual(['c', 'b', 'a']);
  expect(rest.nextCursor).toBeNull();
  expect(await codeOf(api.call('GET /media/nobody'))).toEqual([404, 'COMPANY_NOT_FOUND']);
});

test('a removed file is gone at once, and its bytes with the next sweep', async () => {
  const { mediaId } = await uploaded({ filename: 'x', type: 'application/x-mine', content: randomBytes(10) });
  const item = await api.store.media.get(company, mediaId);
  expect((await api.call(`DELETE /media/${company}/${mediaId}`)).statusCode).toBe(204);
  expect((await get(mediaId)).statusCode).toBe(404);
  expect((await api.call(`DELETE /media/${company}/${mediaId}`)).statusCode).toBe(404);
  await sweepMedia({ records: api.store.media, files: api.files, retentionDays: null });
  expect(await api.files.get(item?.storageKey ?? '')).toBeNull();
});
