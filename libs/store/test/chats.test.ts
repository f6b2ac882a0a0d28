import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatBump, ChatHeard, Store } from '@watertight/store';
import { demoStore, text } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;

beforeEach(async () => ({ store, phoneId, close } = await demoStore()));
afterEach(() => close());

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const ANN = '60123456789';
const bump = (...bumps: [chatId: string, seconds: number, means: ChatBump['means']][]) =>
  store.transaction((tx) =>
    store.chats.bump(
      tx,
      bumps.map(([chatId, seconds, means]) => ({
        ...{ companyId: 'demo', phoneId, phoneIndex: 0, chatId },
        ...{ messageId: `msg_${chatId}_${seconds}`, at: at(seconds), means },
      })),
    ),
  );
const hear = (...heard: Partial<ChatHeard>[]) =>
  store.transaction((tx) =>
    store.chats.hear(
      tx,
      heard.map((word) => ({
        ...{ companyId: 'demo', phoneId, phoneIndex: 0, chatId: ANN, at: at(100) },
        ...word,
      })),
    ),
  );
const chat = (chatId = ANN) => store.chats.get('demo', 0, chatId);

describe('a chat', () => {
  it('begins with its first message and keeps the latest, in whatever order they are told', async () => {
    await bump([ANN, 5, 'unread'], [ANN, 9, 'unread']);
    await bump([ANN, 7, 'unread']);
    expect(await chat()).toMatchObject({
      ...{ unreadCount: 3, lastMessageAt: at(9), lastMessageId: `msg_${ANN}_9` },
      ...{ isGroup: false, archived: false, pinned: false, mutedUntil: null },
    });
  });

  it('has nothing unread once it was read here, and what came before does not count when it is told later', async () => {
    await bump([ANN, 5, 'unread']);
    expect(await store.chats.markRead('demo', 0, ANN)).toMatchObject({ unreadCount: 0 });
    await bump([ANN, 3, 'unread']);
    expect(await chat()).toMatchObject({ unreadCount: 0 });
  });

  it('was read by whoever answered on the phone', async () => {
    await bump([ANN, 5, 'unread'], [ANN, 6, 'unread'], [ANN, 7, 'read'], [ANN, 8, 'unread']);
    expect(await chat()).toMatchObject({ unreadCount: 1 });
    await bump([ANN, 9, 'read']);
    expect(await chat()).toMatchObject({ unreadCount: 0 });
  });

  it('is as its phone says, and what is not said stays', async () => {
    await bump(['1203@g.us', 5, 'unread']);
    await hear({ chatId: '1203@g.us', name: 'Crew', archived: true, mutedUntil: 'forever', unreadCount: 4 });
    await hear({ chatId: '1203@g.us', pinned: true }, { chatId: '1203@g.us', archived: false });
    expect(await chat('1203@g.us')).toMatchObject({
      ...{ name: 'Crew', archived: false, pinned: true, mutedUntil: 'forever', unreadCount: 4 },
      isGroup: true,
    });
    await hear({ chatId: '1203@g.us', mutedUntil: null, unreadCount: 0 });
    expect(await chat('1203@g.us')).toMatchObject({ mutedUntil: null, unreadCount: 0 });
    await hear({ chatId: '1203@g.us', removed: true });
    expect(await chat('1203@g.us')).toBeNull();
  });

  it('with a person is called as the contact is', async () => {
    await bump([ANN, 5, 'unread']);
    const person = { companyId: 'demo', phoneNumber: ANN, lid: null, pushName: 'annie' };
    await store.transaction((tx) => store.contacts.learn(tx, [person]));
    expect(await chat()).toMatchObject({ name: 'annie' });
    await store.contacts.upsert('demo', { phoneNumber: ANN, name: 'Ann' });
    expect((await store.chats.list('demo', {}, { limit: 9 })).data).toMatchObject([{ name: 'Ann' }]);
  });

  it('moves on with a message that went out, and not before', async () => {
    const message = text(phoneId);
    await store.messages.accept(message);
    expect(await chat()).toBeNull();
    await store.messages.change({
      facts: new Map([[message.id, null]]),
      decide: () => ({ status: 'sent', times: { sentAt: new Date() } }),
    });
    expect(await chat()).toMatchObject({ lastMessageId: message.id, unreadCount: 0 });
  });

  it('shows the beginning of its latest message, and nothing of one that was taken back', async () => {
    const message = text(phoneId, { content: { text: 'long '.repeat(100) } });
    const providerMessageId = 'wamid.1';
    await store.messages.accept(message);
    await store.messages.change({
      facts: new Map([[message.id, null]]),
      decide: () => ({ status: 'sent', providerMessageId, times: { sentAt: new Date() } }),
    });
    const latest = { id: message.id, direction: 'outbound', type: 'text', status: 'sent', isRevoked: false };
    const list = async () => (await store.chats.list('demo', {}, { limit: 9 })).data;
    expect(await list()).toMatchObject([{ lastMessage: { ...latest, text: 'long '.repeat(32) } }]);
    await store.transaction((tx) =>
      store.messages.applyRevocations(tx, [{ phoneId, providerMessageId, at: new Date() }]),
    );
    expect((await chat())?.lastMessage).toEqual({ ...latest, text: null, isRevoked: true });
    await bump([ANN, 4_000_000_000, 'unread']);
    expect((await chat())?.lastMessage).toBeNull();
  });
});

describe('chats', () => {
  it('are listed from the latest on without gap or repeat, and filtered', async () => {
    await bump(
      ...Array.from({ length: 7 }, (_, i) => [`6010000000${i}`, i % 3, 'unread'] as const).map(
        (b) => [...b] as [string, number, 'unread'],
      ),
    );
    await hear({ chatId: '60199999999', archived: true });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.chats.list('demo', {}, { limit: 3, cursor });
      seen.push(...page.data.map(({ chatId }) => chatId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
    expect(seen.slice(0, 2)).toEqual(['60100000002', '60100000005']);
    const ids = async (filter: object) =>
      (await store.chats.list('demo', filter, { limit: 9 })).data.map(({ chatId }) => chatId);
    expect(await ids({ archived: true })).toEqual(['60199999999']);
    expect(await ids({ unread: false })).toEqual(['60199999999']);
    expect(await ids({ chatId: '60100000003', phoneIndex: 0 })).toEqual(['60100000003']);
    await expect(store.chats.list('demo', {}, { limit: 3, cursor: 'bogus' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('are found by a part of the name or the beginning of the number, wildcards taken literally', async () => {
    await hear({ chatId: '120363@g.us', name: 'Lunch 100%' }, { chatId: '60199999999' });
    await store.contacts.create('demo', { phoneNumber: ANN, name: 'Ann Lim' });
    await bump([ANN, 1, 'unread']);
    const found = async (search: string) =>
      (await store.chats.list('demo', { search }, { limit: 9 })).data.map(({ chatId }) => chatId);
    expect(await found('lim')).toEqual([ANN]);
    expect(await found('6019')).toEqual(['60199999999']);
    expect(await found('0%')).toEqual(['120363@g.us']);
    expect(await found('_')).toEqual([]);
  });

  it('are written by many at once without one of them waiting for another in a circle', async () => {
    const chatIds = Array.from({ length: 30 }, (_, i) => String(60_100_000_000 + i));
    const rounds = Array.from({ length: 20 }, (_, round) =>
      bump(
        ...(round % 2 ? chatIds : [...chatIds].reverse()).map((chatId): [string, number, 'unread'] => [
          chatId,
          round,
          'unread',
        ]),
      ),
    );
    await Promise.all(rounds);
    const { data } = await store.chats.list('demo', {}, { limit: 100 });
    expect(data.map(({ unreadCount }) => unreadCount)).toEqual(Array(30).fill(20));
  });

  it('are the company’s own, and go with their phone', async () => {
    await bump([ANN, 5, 'unread']);
    await store.companies.create({ id: 'other', name: 'Other' });
    expect(await store.chats.get('other', 0, ANN)).toBeNull();
    expect(await store.chats.markRead('other', 0, ANN)).toBeNull();
    expect(await store.chats.remove('other', 0, ANN)).toBe(false);
    await store.phones.remove('demo', 0);
    expect((await store.chats.list('demo', {}, { limit: 9 })).data).toEqual([]);
  });

  it('name the last message of the other side for whoever has to mark it as read', async () => {
    const phone = { phoneId, companyId: 'demo', phoneIndex: 0, connectionType: 'meta', me: null };
    const message = (providerMessageId: string, type: 'text' | 'reaction') => ({
      ...{ kind: 'message' as const, phone: { phoneId }, providerMessageId, chatId: ANN, from: ANN },
      ...{ fromMe: false, participant: null, type, content: { text: 'x' }, quotedProviderMessageId: null },
      ...{ at: at(1), senderName: null },
    });
    await store.transaction((tx) =>
      store.messages.storeInbound(
        tx,
        [message('w1', 'text'), message('w2', 'text'), message('w3', 'reaction')].map((one) => ({
          phone,
          message: one,
        })),
      ),
    );
    expect(await store.chats.lastInbound('demo', 0, ANN)).toMatchObject({ providerMessageId: 'w2' });
    expect(await store.chats.lastInbound('demo', 0, '60100000000')).toBeNull();
  });
});
