import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId, webMessageKey, type MessageObservation } from '@watertight/core';
import type { Store } from '@watertight/store';
import { demoStore, text } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ store, close } = await demoStore());
  ({ phoneId } = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' }));
});
afterEach(() => close());

const ANN = '60123456789';
const KEY = '3A00112233445566778899';
const phone = () => ({ phoneId, companyId: 'demo', phoneIndex: 1, connectionType: 'wwebjs', me: '60100' });
const word = (more: Partial<MessageObservation> = {}): MessageObservation => ({
  ...{ kind: 'message', phone: { phoneId }, providerMessageId: `true_${ANN}@c.us_${KEY}`, key: KEY },
  ...{ chatId: ANN, from: '60100', fromMe: true, participant: null, type: 'text', content: { text: 'hi' } },
  ...{ quotedProviderMessageId: null, at: new Date('2026-01-01T00:00:00Z'), senderName: null },
  ...more,
});
const store1 = (...messages: MessageObservation[]) =>
  store.transaction((tx) =>
    store.messages.storeInbound(
      tx,
      messages.map((message) => ({ phone: phone(), message })),
    ),
  );
const match = (providerMessageId: string, key: string) =>
  store.transaction((tx) => store.messages.matchOwn(tx, [{ phoneId, providerMessageId, key }]));

describe('what the owner wrote on the phone', () => {
  it('is an outbound message that was sent, told once under whatever spelling of its chat', async () => {
    const [stored] = await store1(word({ mentions: ['60111'] }));
    const again = await store1(word(), word({ providerMessageId: `true_9@lid_${KEY}` }));
    expect(again).toEqual([]);
    const message = await store.messages.get('demo', stored?.id ?? '');
    expect(message).toMatchObject({
      ...{ direction: 'outbound', status: 'sent', from: '60100', to: ANN, chatId: ANN, attempts: 0 },
      sentAt: new Date('2026-01-01T00:00:00Z'),
    });
    expect(message?.events).toMatchObject([{ type: 'message.sent', detail: { device: true } }]);
    expect(await match(`true_9@lid_${KEY}`, KEY)).toEqual([
      { id: stored?.id, companyId: 'demo', index: 0, heard: true },
    ]);
  });

  it('is no message of ours and of no other phone', async () => {
    await store1(word());
    expect(await match('true_1@c.us_OTHER', 'OTHER')).toEqual([]);
    const { phoneId: other } = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' });
    const asked = [{ phoneId: other, providerMessageId: `true_${ANN}@c.us_${KEY}`, key: KEY }];
    expect(await store.transaction((tx) => store.messages.matchOwn(tx, asked))).toEqual([]);
  });
});

describe('an echo of what we send', () => {
  async function claimed(): Promise<string> {
    const message = text(phoneId, { id: newId('msg'), phoneIndex: 1, connectionType: 'wwebjs' });
    await store.messages.accept(message);
    const acquired = await store.leases.acquire(phoneId, 'worker', 10_000);
    if (acquired.kind !== 'acquired') throw new Error('Not acquired');
    const options = { quantum: 1, instanceId: 'worker', connectionType: 'wwebjs' as const };
    expect(await store.messages.claim(acquired.lease, options)).toMatchObject({ kind: 'claimed' });
    return message.id;
  }

  it('is recognised while the send is under way, and after a crash that left its outcome unknown', async () => {
    const id = await claimed();
    const key = webMessageKey(id);
    expect(await match(`true_9@lid_${key}`, key)).toMatchObject([{ id, heard: false }]);
    await store.messages.change({ facts: new Map([[id, null]]), decide: () => ({ status: 'unconfirmed' }) });
    expect(await match(`true_9@lid_${key}`, key)).toMatchObject([{ id, heard: false }]);
    await store.messages.change({ facts: new Map([[id, null]]), decide: () => ({ status: 'failed' }) });
    expect(await match(`true_9@lid_${key}`, key)).toMatchObject([{ id, heard: false }]);
  });

  it('and what is said of it later are recognised by the key when the chat is spelled otherwise', async () => {
    const id = await claimed();
    const key = webMessageKey(id);
    const providerMessageId = `true_${ANN}@c.us_${key}`;
    await store.messages.change({
      facts: new Map([[id, null]]),
      decide: () => ({ status: 'sent', providerMessageId }),
    });
    const spelled = `true_9@lid_${key}`;
    expect(await match(spelled, key)).toMatchObject([{ id }]);
    const found = await store.transaction((tx) =>
      store.messages.findByProviderIds(tx, [{ phoneId, providerMessageId: spelled }]),
    );
    expect([...found.values()]).toEqual([id]);
    const revoked = await store.transaction((tx) =>
      store.messages.applyRevocations(tx, [{ phoneId, providerMessageId: spelled, at: new Date() }]),
    );
    expect(revoked).toMatchObject([{ id }]);
    const [answer] = await store1(
      word({
        fromMe: false,
        key: 'K2',
        providerMessageId: 'false_9@lid_K2',
        quotedProviderMessageId: spelled,
      }),
    );
    expect(await store.messages.find('demo', answer?.id ?? '')).toMatchObject({ quotedMessageId: id });
  });
});

describe('a file that could not be fetched at first', () => {
  it('is added when its message is told again with it, once', async () => {
    const image = (media: object | null) =>
      word({
        ...{ fromMe: false, from: ANN, providerMessageId: 'false_1@c.us_K', key: 'K', type: 'image' },
        content: { caption: 'See', media, ...(media ? {} : { mediaError: 'Not there.' }) },
      });
    const [stored] = await store1(image(null));
    const file = { mediaId: 'med_1', mimeType: 'image/png', sizeBytes: 1, sha256: 'ab' };
    await store1(image(file));
    await store1(image({ ...file, mediaId: 'med_2' }));
    const message = await store.messages.get('demo', stored?.id ?? '');
    expect(message?.content).toEqual({ caption: 'See', media: file });
    expect(message?.events.map(({ type }) => type)).toEqual(['message.received', 'message.edited']);
  });
});

describe('a message that nobody could read at first', () => {
  it('says what it says once it can be read, and keeps it', async () => {
    const sealed = { fromMe: false, from: ANN, providerMessageId: 'false_1@c.us_K', key: 'K' };
    const [stored] = await store1(
      word({ ...sealed, type: 'unsupported', content: { raw: { type: 'ciphertext' } } }),
    );
    await store1(word({ ...sealed, content: { text: 'hi' } }));
    await store1(word({ ...sealed, content: { text: 'forged' } }));
    const message = await store.messages.get('demo', stored?.id ?? '');
    expect(message).toMatchObject({ type: 'text', content: { text: 'hi' } });
    expect(message?.events.map(({ type }) => type)).toEqual(['message.received', 'message.edited']);
  });
});
