import { afterEach, expect, test, vi } from 'vitest';
import { withKit } from './kit.ts';
import { lookUpInPage, makeSendSteps, sendInPage, type SendOrder } from './send.ts';

const send = withKit(sendInPage, makeSendSteps);
const lookUp = withKit(lookUpInPage);

afterEach(() => vi.unstubAllGlobals());

interface FakeMessage {
  id: { id: string; fromMe: boolean; _serialized?: string; $1?: string };
  ack: number;
}

/** As much of the page as a send touches. `place` is what the library does once it has its key. */
function fakePage({ place }: { place?: (key: string) => Promise<FakeMessage | undefined> } = {}) {
  const messages = new Map<string, FakeMessage>();
  const chat = { id: { $1: '60123456789@c.us' }, msgs: { getModelsArray: () => [] } };
  let minted = 0;
  const keys = { newId: () => Promise.resolve(`OWN${++minted}`) };
  const show = (key: string): FakeMessage => {
    const message = { id: { id: key, fromMe: true, $1: `true_60123456789@c.us_${key}` }, ack: 1 };
    messages.set(message.id.$1, message);
    return message;
  };
  const reaction = { sendReactionToMsg: vi.fn(async () => void (await keys.newId())) };
  const preview = { getLinkPreview: vi.fn(async () => void (await keys.newId())) };
  const modules: Record<string, unknown> = {
    WAWebSocketModel: { Socket: { state: 'CONNECTED', hasSynced: true } },
    WAWebCollections: {
      Msg: { get: (id: string) => messages.get(id), getMessagesById: async () => ({ messages: [] }) },
      Chat: { get: () => chat },
      Blocklist: { get: () => undefined },
    },
    WAWebWidFactory: { createWid: (id: string) => ({ _serialized: id }) },
    WAWebUserPrefsMeUser: { getMaybeMePnUser: () => undefined, getMaybeMeLidUser: () => undefined },
    WAWebMsgKey: keys,
    WAWebSendReactionMsgAction: reaction,
    WALinkify: { findLink: () => ({ href: 'https://example.com' }) },
    WAWebLinkPreviewChatAction: preview,
  };
  const sendMessage = vi.fn(async () => {
    const key = await keys.newId();
    return place ? place(key) : show(key);
  });
  vi.stubGlobal('window', {
    require: (name: string) => modules[name],
    WWebJS: { sendMessage, getChat: async () => chat },
  });
  return { keys, sendMessage, show, reaction, preview };
}

const order = (overrides: Partial<SendOrder> = {}): SendOrder => ({
  chatId: '60123456789@c.us',
  isGroup: false,
  key: 'MINTED',
  body: 'Hello',
  attributes: {},
  file: null,
  reaction: null,
  quotedId: null,
  mentions: [],
  previewWithinMs: 0,
  typingMs: 0,
  isRepeat: false,
  beginWithinMs: 1000,
  ackWithinMs: 100,
  ...overrides,
});

const PLACED = { kind: 'placed', id: 'true_60123456789@c.us_MINTED', ack: 1, repeated: false };

test('the key is steered for the send alone: whatever else asks for one meanwhile gets its own', async () => {
  const { keys } = fakePage();
  const newId = keys.newId;
  const sending = send(order());
  expect(keys.newId).toBe(newId);
  expect(await keys.newId()).toBe('OWN1');
  expect(await sending).toEqual(PLACED);
});

test('what takes time before a send and asks for a key itself gets one of its own', async () => {
  const { preview } = fakePage();
  expect(await send(order({ previewWithinMs: 500 }))).toEqual(PLACED);
  expect(preview.getLinkPreview).toHaveBeenCalledOnce();
});

test('the key generator is put back when the send fails before it asked for a key', async () => {
  const { keys, sendMessage } = fakePage();
  const newId = keys.newId;
  sendMessage.mockRejectedValueOnce(new Error('before the key'));
  expect(await send(order())).toEqual({ kind: 'fault', begun: true, detail: 'Error: before the key' });
  expect(keys.newId).toBe(newId);
});

test('a message that the page already has under the key is not sent again', async () => {
  const { sendMessage, show } = fakePage();
  show('MINTED');
  expect(await send(order())).toEqual({ ...PLACED, repeated: true });
  expect(sendMessage).not.toHaveBeenCalled();
});

test('a file is asked for only when nothing speaks against the send', async () => {
  const { sendMessage, show } = fakePage();
  const file = {
    token: null,
    mimeType: 'image/png',
    filename: 'a.png',
    as: 'media',
    uploadWithinMs: 1,
  } as const;
  expect(await send(order({ file }))).toEqual({ kind: 'wants-file' });
  show('MINTED');
  expect(await send(order({ file }))).toEqual({ ...PLACED, repeated: true });
  expect(sendMessage).not.toHaveBeenCalled();
});

test('a message that the library does not find again after the send is found by its key', async () => {
  const fake = fakePage({
    place: async (key) => {
      fake.show(key);
      return undefined;
    },
  });
  expect(await send(order())).toMatchObject({ id: 'true_60123456789@c.us_MINTED', ack: 1 });
});

test('a message without an acknowledgement is answered for at the deadline', async () => {
  const fake = fakePage({ place: async (key) => Object.assign(fake.show(key), { ack: 0 }) });
  expect(await send(order())).toMatchObject({ kind: 'placed', ack: 0 });
});

test('what had no time left to begin is not sent', async () => {
  const { sendMessage } = fakePage();
  expect(await send(order({ beginWithinMs: -1 }))).toMatchObject({ kind: 'fault', begun: false });
  expect(sendMessage).not.toHaveBeenCalled();
});

test('a reaction has the minted key when it asks at once, and leaves the generator as it was', async () => {
  const { keys, show, reaction } = fakePage();
  const newId = keys.newId;
  show('TARGET');
  const react = order({ reaction: { messageId: 'true_60123456789@c.us_TARGET', emoji: '👍' } });
  expect(await send(react)).toEqual(PLACED);
  expect(reaction.sendReactionToMsg).toHaveBeenCalledOnce();
  expect(keys.newId).toBe(newId);
});

test('a page without the library neither sends nor says absent', async () => {
  vi.stubGlobal('window', {});
  expect(await send(order())).toEqual({ kind: 'refused', why: 'not-connected' });
  expect(await lookUp(order())).toEqual({ kind: 'not-synced' });
});
