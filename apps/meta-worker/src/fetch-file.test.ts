import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { InboundFile, MessageObservation, Phone } from '@watertight/core';
import { expect, test, vi } from 'vitest';
import { createFetchFile, type FileKeeper } from './fetch-file.ts';
import type { DownloadEnd, GraphEnd } from './graph.ts';

const BYTES = Buffer.from('the bytes of a picture');
const sha256 = createHash('sha256').update(BYTES).digest('hex');
const phone = { phoneId: 'ph_1', companyId: 'demo', mode: 'live' } as Phone;
const MEDIA = { mediaId: 'med_1', mimeType: 'image/png', sizeBytes: BYTES.length, sha256 };
const GRAPH = 'https://graph.facebook.com';

function setup(
  node: object,
  more: { bytes?: Buffer; file?: Partial<InboundFile>; type?: 'image' | 'sticker'; mode?: 'sandbox' } = {},
) {
  const { bytes = BYTES, file = {}, type = 'image', mode } = more;
  const call = vi.fn(async (): Promise<GraphEnd> => ({
    kind: 'answered',
    status: 200,
    body: JSON.stringify(node),
  }));
  const download = vi.fn(async (_: { url: string; accessToken: string }): Promise<DownloadEnd> => ({
    kind: 'opened',
    contentType: 'image/png',
    sizeBytes: bytes.length,
    stream: Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]),
  }));
  const kept: Buffer[] = [];
  const keep: FileKeeper['keep'] = async ({ source }) => {
    kept.push(await buffer(source));
    return MEDIA;
  };
  const fetchFile = createFetchFile({
    serverFor: () => ({ call, download }),
    originOf: () => (mode === 'sandbox' ? 'http://127.0.0.1:3010' : GRAPH),
    credentials: { of: async () => ({ phoneNumberId: '1001', accessToken: 'the token' }) as never },
    files: { keep },
  });
  const message = {
    kind: 'message',
    type,
    file: { ref: '88001', mimeType: 'image/png', sha256, filename: null, ...file },
  } as MessageObservation & { file: InboundFile };
  const fetched = () => fetchFile(phone, message, new AbortController().signal);
  return { fetched, download, kept };
}

const at = (url: string, more: object = {}) => ({
  url,
  mime_type: 'image/png',
  file_size: BYTES.length,
  ...more,
});

test.each([
  'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1',
  'https://scontent.xx.fbcdn.net/v/1.png',
  'https://mmg.whatsapp.net/d/f/1',
  'https://graph.facebook.com/v26.0/file',
])('a file at %s, a host of Meta’s, is fetched with the token and kept', async (url) => {
  const { fetched, download, kept } = setup(at(url));
  expect(await fetched()).toEqual({ kind: 'kept', media: MEDIA });
  expect(download).toHaveBeenCalledWith(expect.objectContaining({ url, accessToken: 'the token' }));
  expect(kept).toEqual([BYTES]);
});

test.each([
  'https://evil.example/1.png',
  'https://fbsbx.com.evil.example/1.png',
  'https://evilfbsbx.com/1.png',
  'https://lookaside.fbsbx.com@evil.example/1.png',
  'https://lookaside.fbsbx.com:8443/1.png',
  'http://lookaside.fbsbx.com/1.png',
  'http://graph.facebook.com/v26.0/file',
  'http://127.0.0.1:3010/media/1',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'not a url',
])('a file at %s is not asked for, and no token goes there', async (url) => {
  const { fetched, download, kept } = setup(at(url));
  expect(await fetched()).toMatchObject({ kind: 'missed', isPassing: false });
  expect(download).not.toHaveBeenCalled();
  expect(kept).toEqual([]);
});

test('the host of a sandbox’s Graph is trusted for its own phones, on its own port alone', async () => {
  const own = setup(at('http://127.0.0.1:3010/media/1'), { mode: 'sandbox' });
  expect(await own.fetched()).toMatchObject({ kind: 'kept' });
  const other = setup(at('http://127.0.0.1:3011/media/1'), { mode: 'sandbox' });
  expect(await other.fetched()).toMatchObject({ kind: 'missed', isPassing: false });
  expect(other.download).not.toHaveBeenCalled();
});

test.each<[string, Partial<InboundFile>, object]>([
  ['the message', {}, {}],
  ['Graph, where the message names none', { sha256: null }, { sha256 }],
])('bytes with another hash than %s announced are not kept, and asked for again', async (_, file, node) => {
  const bytes = Buffer.from(BYTES);
  bytes[0]! ^= 1;
  const { fetched, kept } = setup(at('https://lookaside.fbsbx.com/1', node), { bytes, file });
  expect(await fetched()).toEqual({
    kind: 'missed',
    isPassing: true,
    detail: expect.stringContaining('other bytes came'),
  });
  expect(kept).toEqual([]);
});

test('the hash of the message goes before the one that Graph tells, and without any the bytes are taken', async () => {
  const wrong = { sha256: 'f'.repeat(64) };
  expect(await setup(at('https://lookaside.fbsbx.com/1', wrong)).fetched()).toMatchObject({ kind: 'kept' });
  const none = setup(at('https://lookaside.fbsbx.com/1'), { file: { sha256: null } });
  expect(await none.fetched()).toMatchObject({ kind: 'kept' });
});

test('what is larger than its kind may be is not fetched', async () => {
  const { fetched, download } = setup(at('https://lookaside.fbsbx.com/1', { file_size: 600_000 }), {
    type: 'sticker',
  });
  expect(await fetched()).toMatchObject({ kind: 'missed', isPassing: false });
  expect(download).not.toHaveBeenCalled();
});
