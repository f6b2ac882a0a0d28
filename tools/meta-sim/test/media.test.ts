import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startMetaSim, type MetaSim } from '../src/index.ts';
import { control, PHONE, type GraphAnswer } from './client.ts';

const OTHER_PHONE = '106540352242923';
const bearer = { authorization: 'Bearer a-token' };
let sim: MetaSim;
beforeAll(async () => {
  sim = await startMetaSim({ behaviour: { statuses: false } });
});
beforeEach(() => sim.behaviour.reset());
afterAll(() => sim.stop());

interface MediaAnswer extends GraphAnswer {
  id: string;
  url: string;
  mime_type: string;
  sha256: string;
  file_size: number;
  h: string;
  file_offset: number;
  success: boolean;
}

async function call(method: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${sim.url}/v23.0/${path}`, { method, headers: bearer, ...init });
  return { status: response.status, answer: (await response.json()) as MediaAnswer };
}

function upload(bytes: Buffer, mimeType: string, fields: Record<string, string | undefined> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ messaging_product: 'whatsapp', ...fields }))
    if (value !== undefined) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mimeType }), 'a-file');
  return call('POST', `${PHONE}/media`, { body: form });
}

const download = (url: string, headers: Record<string, string> = bearer) => fetch(url, { headers });

test('an uploaded file comes back byte for byte, described as Meta does', async () => {
  const bytes = randomBytes(70_000);
  const { status, answer } = await upload(bytes, 'image/jpeg');
  expect(status).toBe(200);
  expect(Object.keys(answer)).toEqual(['id']);
  const described = await call('GET', `${answer.id}?phone_number_id=${PHONE}`);
  expect(described.answer).toEqual({
    messaging_product: 'whatsapp',
    url: expect.stringContaining(`${sim.url}/whatsapp_business/attachments/?mid=${answer.id}`) as string,
    mime_type: 'image/jpeg',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    file_size: 70_000,
    id: answer.id,
  });
  const file = await download(described.answer.url);
  expect(file.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
});

test('the type field wins over the type of the part, and parameters are no part of a type', async () => {
  const { answer } = await upload(randomBytes(10), 'application/octet-stream', {
    type: 'audio/ogg; codecs=opus',
  });
  expect((await call('GET', answer.id)).answer.mime_type).toBe('audio/ogg');
});

const animated = Buffer.concat([
  Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02', 'latin1'),
  randomBytes(300_000),
]);

describe('what Meta does not take', () => {
  const MB = 1024 * 1024;
  const cases: [string, Buffer, string, Record<string, string | undefined>, number][] = [
    ['another type', randomBytes(10), 'image/gif', {}, 100],
    ['no messaging_product', randomBytes(10), 'image/png', { messaging_product: undefined }, 100],
    ['an empty file', Buffer.alloc(0), 'image/png', {}, 131053],
    ['an image over 5 MB', Buffer.alloc(5 * MB + 1), 'image/png', {}, 131053],
    ['a video over 16 MB', Buffer.alloc(16 * MB + 1), 'video/mp4', {}, 131053],
    ['an audio over 16 MB', Buffer.alloc(16 * MB + 1), 'audio/mpeg', {}, 131053],
    ['a document over 100 MB', Buffer.alloc(100 * MB + 2), 'application/pdf', {}, 131053],
    ['a still sticker over 100 KB', Buffer.alloc(100 * 1024 + 1), 'image/webp', {}, 131053],
    ['an animated sticker over 500 KB', Buffer.concat([animated, animated]), 'image/webp', {}, 131053],
  ];
  test.each(cases)('%s', async (_name, bytes, mimeType, fields, code) => {
    const { status, answer } = await upload(bytes, mimeType, fields);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code });
  });

  test('a request that is no form, and one without a file', async () => {
    const json = await call('POST', `${PHONE}/media`, {
      headers: { ...bearer, 'content-type': 'application/json' },
      body: '{"messaging_product":"whatsapp"}',
    });
    expect(json.answer.error).toMatchObject({ code: 100 });
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    expect((await call('POST', `${PHONE}/media`, { body: form })).answer.error).toMatchObject({ code: 100 });
  });

  test('an animated sticker of 300 KB is taken', async () => {
    expect((await upload(animated, 'image/webp')).status).toBe(200);
  });
});

test('a file is seen with a token, and by the phone that it belongs to', async () => {
  const { answer } = await upload(randomBytes(10), 'image/png');
  expect((await call('GET', answer.id, { headers: {} })).status).toBe(401);
  const stranger = await call('GET', `${answer.id}?phone_number_id=${OTHER_PHONE}`);
  expect(stranger).toMatchObject({ status: 400, answer: { error: { code: 100, error_subcode: 33 } } });
  expect((await call('DELETE', `${answer.id}?phone_number_id=${OTHER_PHONE}`)).status).toBe(400);
});

test('an address needs the token, ends, and cannot be changed', async () => {
  const { answer } = await upload(randomBytes(10), 'image/png');
  const { url } = (await call('GET', answer.id)).answer;
  expect((await download(url, {})).status).toBe(401);
  expect((await download(url.replace(/hash=./, 'hash='))).status).toBe(404);
  sim.behaviour.patch({ mediaUrlSeconds: 0 });
  const ended = (await call('GET', answer.id)).answer.url;
  expect((await download(ended)).status).toBe(404);
  expect((await download(url)).status).toBe(200);
});

test('a deleted file is gone, and its id is not taken for a phone', async () => {
  const { answer } = await upload(randomBytes(10), 'image/png');
  const { url } = (await call('GET', answer.id)).answer;
  expect((await call('DELETE', answer.id)).answer).toEqual({ success: true });
  expect((await download(url)).status).toBe(404);
  for (const method of ['GET', 'DELETE'])
    expect((await call(method, answer.id)).answer.error).toMatchObject({ code: 100, error_subcode: 33 });
});

test('uploaded and inbound ids end after their own time', async () => {
  const { answer } = await upload(randomBytes(10), 'image/png');
  const file = { phoneNumberId: PHONE, mimeType: 'image/png', data: 'AAAA' };
  const inbound = await control<{ id: string }>(sim, 'POST', '/media', file);
  sim.behaviour.patch({ inboundMediaSeconds: 0 });
  expect((await call('GET', inbound.answer.id)).status).toBe(400);
  expect((await call('GET', answer.id)).status).toBe(200);
  sim.behaviour.patch({ uploadedMediaSeconds: 0 });
  expect((await call('GET', answer.id)).status).toBe(400);
});

test('the oldest files give way when there is no room', async () => {
  const small = await startMetaSim({ mediaCapacityBytes: 25 });
  try {
    const put = () =>
      control<{ id: string }>(small, 'POST', '/media', {
        phoneNumberId: PHONE,
        mimeType: 'application/x-anything',
        data: Buffer.alloc(10).toString('base64'),
      });
    const ids = [(await put()).answer.id, (await put()).answer.id, (await put()).answer.id];
    expect(ids.map((id) => small.media.find(id) !== undefined)).toEqual([false, true, true]);
    expect(small.media.summary()).toEqual({ files: 2, bytes: 20, capacityBytes: 25, dropped: 1 });
  } finally {
    await small.stop();
  }
});

describe('a resumable upload', () => {
  const APP = '555';
  const open = (query: string) => call('POST', `${APP}/uploads?${query}`);
  const oauth = (offset: number) => ({ authorization: 'OAuth a-token', file_offset: String(offset) });
  const append = (id: string, offset: number, body: string) =>
    call('POST', id, { headers: { ...oauth(offset), 'content-type': 'application/octet-stream' }, body });

  test('goes on where it broke off and ends with a handle', async () => {
    const { answer } = await open('file_name=a.pdf&file_length=10&file_type=application/pdf');
    expect(answer.id).toMatch(/^upload:.+\?sig=.+/);
    expect((await append(answer.id, 0, 'hello')).answer).toEqual({ id: answer.id, file_offset: 5 });
    expect((await call('GET', answer.id)).answer).toEqual({ id: answer.id, file_offset: 5 });
    expect((await append(answer.id, 0, 'world')).answer.error).toMatchObject({ code: 100 });
    const whole = await append(answer.id, 5, 'world');
    expect(whole.answer).toEqual({ h: expect.stringMatching(/^4::/) as string });
    expect((await call('GET', answer.id)).status).toBe(400);
  });

  test('is refused without type, length, token or the right signature', async () => {
    expect((await open('file_length=10')).answer.error).toMatchObject({ code: 100 });
    expect((await open('file_type=image/png')).answer.error).toMatchObject({ code: 100 });
    expect((await open('file_length=10&file_type=image/gif')).answer.error).toMatchObject({ code: 100 });
    const { answer } = await open('file_length=10&file_type=image/png');
    expect((await call('GET', answer.id.replace(/sig=.*/, 'sig=x'))).status).toBe(400);
    expect((await call('GET', answer.id, { headers: {} })).status).toBe(401);
    expect((await append(answer.id, 0, 'more than ten bytes')).answer.error).toMatchObject({ code: 100 });
  });
});
