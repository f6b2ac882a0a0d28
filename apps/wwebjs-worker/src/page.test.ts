import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterEach, expect, test, vi } from 'vitest';
import * as page from './page.ts';

afterEach(() => vi.unstubAllGlobals());

test("no function of the page carries the TypeScript runner's helper into the page", async () => {
  const source = await readFile(join(import.meta.dirname, 'page.ts'), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm', keepNames: true });
  const compiled = (await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  )) as typeof page;
  const functions = Object.values(compiled).filter((value) => typeof value === 'function');
  expect(functions).toHaveLength(Object.keys(page).length);
  for (const work of functions) expect(String(work)).not.toContain('__name');
});

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
  const modules: Record<string, unknown> = {
    WAWebSocketModel: { Socket: { state: 'CONNECTED', hasSynced: true } },
    WAWebCollections: {
      Msg: { get: (id: string) => messages.get(id), getMessagesById: async () => ({ messages: [] }) },
      Chat: { get: () => chat },
    },
    WAWebWidFactory: { createWid: (id: string) => ({ _serialized: id }) },
    WAWebUserPrefsMeUser: { getMaybeMePnUser: () => undefined, getMaybeMeLidUser: () => undefined },
    WAWebMsgKey: keys,
  };
  const sendMessage = vi.fn(async () => {
    const key = await keys.newId();
    return place ? place(key) : show(key);
  });
  vi.stubGlobal('window', {
    require: (name: string) => modules[name],
    WWebJS: { sendMessage, getChat: async () => chat },
  });
  return { keys, sendMessage, show };
}

const order = (overrides: Partial<page.TextOrder> = {}): page.TextOrder => ({
  chatId: '60123456789@c.us',
  isGroup: false,
  key: 'MINTED',
  text: 'Hello',
  quotedId: null,
  mentions: [],
  isRepeat: false,
  ackWithinMs: 100,
  ...overrides,
});

test('the key is steered for the send alone: whatever else asks for one meanwhile gets its own', async () => {
  const { keys } = fakePage();
  const newId = keys.newId;
  const sending = page.sendTextInPage(order());
  expect(keys.newId).toBe(newId);
  expect(await keys.newId()).toBe('OWN1');
  expect(await sending).toEqual({
    kind: 'placed',
    id: 'true_60123456789@c.us_MINTED',
    ack: 1,
    repeated: false,
  });
});

test('the key generator is put back when the send fails before it asked for a key', async () => {
  const { keys, sendMessage } = fakePage();
  const newId = keys.newId;
  sendMessage.mockRejectedValueOnce(new Error('before the key'));
  expect(await page.sendTextInPage(order())).toEqual({
    kind: 'fault',
    begun: true,
    detail: 'Error: before the key',
  });
  expect(keys.newId).toBe(newId);
});

test('a message that the page already has under the key is not sent again', async () => {
  const { sendMessage, show } = fakePage();
  show('MINTED');
  expect(await page.sendTextInPage(order())).toMatchObject({ kind: 'placed', ack: 1, repeated: true });
  expect(sendMessage).not.toHaveBeenCalled();
});

test('a message that the library does not find again after the send is found by its key', async () => {
  const fake = fakePage({
    place: async (key) => {
      fake.show(key);
      return undefined;
    },
  });
  expect(await page.sendTextInPage(order())).toMatchObject({ id: 'true_60123456789@c.us_MINTED', ack: 1 });
});

test('a message without an acknowledgement is answered for at the deadline', async () => {
  const fake = fakePage({ place: async (key) => Object.assign(fake.show(key), { ack: 0 }) });
  expect(await page.sendTextInPage(order())).toMatchObject({ kind: 'placed', ack: 0 });
});

test('a page without the library neither sends nor says absent', async () => {
  vi.stubGlobal('window', {});
  expect(await page.sendTextInPage(order())).toEqual({ kind: 'not-connected' });
  expect(await page.lookUpInPage(order())).toEqual({ kind: 'not-synced' });
  expect(page.vitalsInPage()).toEqual({ state: null, hasSynced: false, injected: false });
});
