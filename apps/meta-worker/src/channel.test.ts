import { silentLog, systemClock, type ClaimedMessage, type MediaRef, type Phone } from '@watertight/core';
import { expect, test, vi } from 'vitest';
import { createMetaChannel } from './channel.ts';
import type { GraphEnd, GraphRequest } from './graph.ts';
import type { Uploaded, Uploads } from './uploads.ts';

const ref: MediaRef = { mediaId: 'med_1', mimeType: 'image/png', sizeBytes: 10, sha256: 'ab' };
const phone: Phone = {
  phoneId: 'ph_1',
  companyId: 'demo',
  phoneIndex: 0,
  name: null,
  connectionType: 'meta',
  processName: 'meta',
  mode: 'live',
  phoneNumberId: '1001',
  wabaId: null,
  limits: null,
  fallback: null,
  desiredState: 'start',
  createdAt: new Date(),
};
const image: ClaimedMessage = {
  id: 'msg_1',
  attempt: 1,
  companyId: 'demo',
  phoneIndex: 0,
  chatId: '60123456789',
  type: 'image',
  content: { media: ref },
  quotedProviderMessageId: null,
  mentions: null,
  onUncertain: 'hold',
  createdAt: new Date(),
  expiresAt: null,
};
const answered = (status: number, body: object): GraphEnd => ({
  kind: 'answered',
  status,
  body: JSON.stringify(body),
});
const SENT = answered(200, { messages: [{ id: 'wamid.1' }] });
const UNKNOWN_FILE = answered(400, { error: { code: 131009 } });

function setup(ends: GraphEnd[], files: Uploaded[]) {
  const bodies: { image?: { id: string } }[] = [];
  const call = vi.fn(async ({ body }: GraphRequest) => {
    bodies.push(JSON.parse(body as string) as { image?: { id: string } });
    return ends.shift() ?? SENT;
  });
  const uploads = {
    idOf: vi.fn(async () => files.shift() as Uploaded),
    forget: vi.fn(async () => undefined),
  } satisfies Uploads;
  const quiet = () => undefined;
  const channel = createMetaChannel({
    graph: { serverFor: () => ({ call, download: vi.fn() }), use: () => [], close: async () => undefined },
    credentials: {
      of: async () => ({
        phoneNumberId: '1001',
        wabaId: null,
        accessToken: 'token',
        appSecret: null,
        verifyToken: null,
      }),
    },
    uploads,
    clock: systemClock,
    log: silentLog,
    meters: { sent: quiet, webhook: quiet, journalLag: quiet },
  });
  const send = (message = image, signal = new AbortController().signal) =>
    channel.send(phone, message, signal);
  return { send, channel, call, bodies, uploads };
}

const uploaded = (id: string, isFresh: boolean): Uploaded => ({ kind: 'uploaded', id, isFresh });

test('a file is sent under the id that Meta gave it', async () => {
  const { send, bodies } = setup([], [uploaded('77', true)]);
  expect(await send()).toEqual({ kind: 'sent', providerMessageId: 'wamid.1' });
  expect(bodies).toMatchObject([{ image: { id: '77' } }]);
});

test('an id that Meta has forgotten is forgotten here, and the file goes up again, once', async () => {
  const { send, bodies, uploads } = setup([UNKNOWN_FILE], [uploaded('old', false), uploaded('new', true)]);
  expect(await send()).toMatchObject({ kind: 'sent' });
  expect(bodies.map(({ image }) => image?.id)).toEqual(['old', 'new']);
  expect(uploads.forget).toHaveBeenCalledWith(expect.anything(), ref, 'old');
});

test('when Meta knows the new one neither, that is its answer', async () => {
  const { send, call } = setup(
    [UNKNOWN_FILE, UNKNOWN_FILE],
    [uploaded('old', false), uploaded('older', false)],
  );
  expect(await send()).toMatchObject({ kind: 'refused', providerCode: '131009' });
  expect(call).toHaveBeenCalledTimes(2);
});

test('a file that was uploaded just now has another fault: nothing is sent again', async () => {
  const { send, call, uploads } = setup([UNKNOWN_FILE], [uploaded('new', true)]);
  expect(await send()).toMatchObject({ kind: 'refused', providerCode: '131009' });
  expect(call).toHaveBeenCalledTimes(1);
  expect(uploads.forget).not.toHaveBeenCalled();
});

test('a send whose end is unknown is not sent again, whatever its files', async () => {
  const { send, call } = setup([{ kind: 'unknown', reason: 'reset' }], [uploaded('old', false)]);
  expect(await send()).toMatchObject({ kind: 'unknown' });
  expect(call).toHaveBeenCalledTimes(1);
});

test('without its file a message is not sent', async () => {
  const refused = { kind: 'refused', code: 'MEDIA_NOT_FOUND', detail: 'gone', permanent: true } as const;
  const { send, call } = setup([], [refused]);
  expect(await send()).toEqual(refused);
  expect(call).not.toHaveBeenCalled();
});

test('a send that is given up while its file is on its way is certain', async () => {
  const { send, call, uploads } = setup([], []);
  uploads.idOf.mockImplementation(() => new Promise(() => undefined));
  const stopping = new AbortController();
  const outcome = send(image, stopping.signal);
  await vi.waitFor(() => expect(uploads.idOf).toHaveBeenCalled());
  stopping.abort();
  expect(await outcome).toMatchObject({ kind: 'later', scope: 'message' });
  expect(call).not.toHaveBeenCalled();
});

test('what carries a file may take longer, twice as long as the file does', () => {
  const { channel } = setup([], []);
  const text: ClaimedMessage = { ...image, type: 'text', content: { text: 'a' } };
  expect(channel.sendTimeoutMs?.(text)).toBe(60_000);
  expect(channel.sendTimeoutMs?.(image)).toBeGreaterThan(60_000 + 2 * 50_000);
});
