import { CodedError, silentLog, type MediaRef } from '@watertight/core';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import type { GraphEnd, GraphRequest, GraphServer, GraphUpload } from './graph.ts';
import { createUploads, type OpenMedia, type UploadTarget } from './uploads.ts';

const BYTES = Buffer.from('%PDF-1.7');
const ref = (mediaId: string, sha256 = 'ab'): MediaRef => ({
  mediaId,
  mimeType: 'application/pdf',
  sizeBytes: BYTES.length,
  sha256,
});
const HOUR_MS = 3_600_000;

function setup(
  answer: (n: number) => GraphEnd = (n) => ({ kind: 'answered', status: 200, body: `{"id":"${n}"}` }),
) {
  const clock = { ms: 0, now: () => new Date(clock.ms) };
  const forms: string[] = [];
  const paths: string[] = [];
  const call = vi.fn(async ({ body, path }: GraphRequest) => {
    paths.push(path);
    forms.push((await buffer((body as GraphUpload).source)).toString());
    return answer(forms.length);
  });
  const server: GraphServer = { call, download: vi.fn() };
  const kept = new Map<string, { providerMediaId: string; at: number }>();
  const records = {
    find: vi.fn(async (key: object) => {
      const found = kept.get(JSON.stringify(key));
      return found ? { providerMediaId: found.providerMediaId, ageMs: clock.ms - found.at } : null;
    }),
    keep: vi.fn(
      async (key: object, providerMediaId: string) =>
        void kept.set(JSON.stringify(key), { providerMediaId, at: clock.ms }),
    ),
    forget: vi.fn(async (key: object) => void kept.delete(JSON.stringify(key))),
  };
  const openMedia = vi.fn<OpenMedia>(async (_, mediaId) => ({
    ref: ref(mediaId),
    stream: Readable.from([BYTES]),
  }));
  const deps = { records, openMedia, clock, log: silentLog };
  const target: UploadTarget = {
    server,
    credentials: { phoneNumberId: '1001', accessToken: 'token' },
    companyId: 'demo',
  };
  return { uploads: createUploads(deps), deps, target, call, forms, paths, records, clock, openMedia };
}

test('a file goes to the number’s media as a form', async () => {
  const { uploads, target, forms, paths } = setup();
  expect(await uploads.idOf(target, ref('med_1'), 1)).toEqual({ kind: 'uploaded', id: '1', isFresh: true });
  expect(paths).toEqual(['1001/media']);
  expect(forms[0]).toContain('name="messaging_product"\r\n\r\nwhatsapp\r\n');
  expect(forms[0]).toContain('Content-Type: application/pdf\r\n\r\n%PDF-1.7\r\n');
});

test('a thousand messages with one file upload it once, at the same moment and later', async () => {
  const { uploads, target, call, records } = setup();
  const ends = await Promise.all(
    Array.from({ length: 1000 }, (_, i) => uploads.idOf(target, ref(`med_${i}`), 1)),
  );
  expect(new Set(ends.map((end) => (end.kind === 'uploaded' ? end.id : end.kind)))).toEqual(new Set(['1']));
  await uploads.idOf(target, ref('med_x'), 1);
  expect(call).toHaveBeenCalledTimes(1);
  expect(records.find).toHaveBeenCalledTimes(1);
});

test('another worker takes what is on record, another number or other bytes are uploaded', async () => {
  const { uploads, deps, target, call } = setup();
  await uploads.idOf(target, ref('med_1'), 1);
  const other = createUploads(deps);
  expect(await other.idOf(target, ref('med_1'), 1)).toMatchObject({ id: '1' });
  expect(call).toHaveBeenCalledTimes(1);
  await other.idOf(target, ref('med_2', 'cd'), 1);
  const number = { ...target, credentials: { phoneNumberId: '1002', accessToken: 'token' } };
  await other.idOf(number, ref('med_1'), 1);
  expect(call).toHaveBeenCalledTimes(3);
});

test('what was uploaded an hour ago may have been forgotten by Meta, and is uploaded again when it was', async () => {
  const { uploads, target, clock, records } = setup();
  await uploads.idOf(target, ref('med_1'), 1);
  clock.ms += HOUR_MS;
  expect(await uploads.idOf(target, ref('med_1'), 1)).toMatchObject({ id: '1', isFresh: false });
  await uploads.forget(target, ref('med_1'), '1');
  expect(records.forget).toHaveBeenCalledWith(expect.anything(), '1');
  expect(await uploads.idOf(target, ref('med_1'), 1)).toMatchObject({ id: '2', isFresh: true });
});

test.each<[string, GraphEnd, object]>([
  ['unknown', { kind: 'unknown', reason: 'reset' }, { kind: 'later', scope: 'message' }],
  ['not-sent', { kind: 'not-sent', reason: 'refused' }, { kind: 'later', scope: 'message' }],
  [
    'a refused token',
    { kind: 'answered', status: 401, body: '{"error":{"code":190}}' },
    { kind: 'later', scope: 'phone', code: 'TOKEN_REFUSED', phoneFault: expect.any(String) },
  ],
  [
    'a refused file',
    { kind: 'answered', status: 400, body: '{"error":{"code":131053}}' },
    { kind: 'refused', permanent: true, providerCode: '131053' },
  ],
  ['an answer without an id', { kind: 'answered', status: 200, body: '{}' }, { kind: 'later' }],
])('%s is certain, and is not remembered', async (_, end, outcome) => {
  const { uploads, target, call, records } = setup(() => end);
  expect(await uploads.idOf(target, ref('med_1'), 1)).toMatchObject(outcome);
  expect(records.keep).not.toHaveBeenCalled();
  await uploads.idOf(target, ref('med_1'), 1);
  expect(call).toHaveBeenCalledTimes(2);
});

test('a file that is gone refuses its message, a storage that is away lets it wait', async () => {
  const { uploads, target, openMedia, call } = setup();
  openMedia.mockResolvedValueOnce(null);
  expect(await uploads.idOf(target, ref('med_1'), 1)).toMatchObject({
    kind: 'refused',
    code: 'MEDIA_NOT_FOUND',
  });
  openMedia.mockRejectedValueOnce(new CodedError('MEDIA_STORAGE_UNAVAILABLE'));
  expect(await uploads.idOf(target, ref('med_1'), 1)).toMatchObject({
    kind: 'later',
    scope: 'message',
    code: 'MEDIA_STORAGE_UNAVAILABLE',
  });
  expect(call).not.toHaveBeenCalled();
});

test('while the database is away the message waits, and an upload that it cannot record counts', async () => {
  const { uploads, target, records } = setup();
  records.find.mockRejectedValueOnce(new CodedError('STORE_UNAVAILABLE'));
  expect(await uploads.idOf(target, ref('med_1'), 1)).toMatchObject({
    kind: 'later',
    code: 'STORE_UNAVAILABLE',
  });
  records.keep.mockRejectedValueOnce(new Error('away'));
  expect(await uploads.idOf(target, ref('med_1'), 1)).toMatchObject({ kind: 'uploaded', id: '1' });
});

test('no more than 32 files go up at once', async () => {
  let running = 0;
  let most = 0;
  const { uploads, target, call } = setup();
  call.mockImplementation(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return { kind: 'answered', status: 200, body: '{"id":"1"}' };
  });
  await Promise.all(Array.from({ length: 100 }, (_, i) => uploads.idOf(target, ref('med', `${i}`), 1)));
  expect(call).toHaveBeenCalledTimes(100);
  expect(most).toBe(32);
});
