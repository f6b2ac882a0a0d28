import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageObservation } from '@watertight/core';
import type { Store } from '@watertight/store';
import { demoStore } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;

beforeEach(async () => ({ store, phoneId, close } = await demoStore()));
afterEach(() => close());

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));

const word = (providerMessageId: string, more: Partial<MessageObservation> = {}): MessageObservation => ({
  kind: 'message',
  phone: { phoneId },
  providerMessageId,
  chatId: '60123456789',
  from: '60123456789',
  fromMe: false,
  participant: null,
  type: 'text',
  content: { text: 'first' },
  quotedProviderMessageId: null,
  at: at(0),
  senderName: null,
  ...more,
});

async function arrive(message: MessageObservation): Promise<string> {
  const phone = { phoneId, companyId: 'demo', phoneIndex: 0, connectionType: 'meta', me: null };
  const [stored] = await store.transaction((tx) => store.messages.storeInbound(tx, [{ phone, message }]));
  if (!stored) throw new Error('It was known already');
  return stored.id;
}

const eventsOf = async (id: string) => (await store.messages.get('demo', id))?.events ?? [];
const edit = (text: string, seconds: number, providerMessageId = 'in-1') =>
  store.transaction((tx) =>
    store.messages.applyEdits(tx, [{ phoneId, providerMessageId, text, at: at(seconds) }]),
  );

describe('an edit', () => {
  it('changes the text once, keeps the latest whatever the order, and is told for each change', async () => {
    const id = await arrive(word('in-1'));
    expect(await edit('third', 30)).toEqual([{ index: 0, id, companyId: 'demo' }]);
    await edit('second', 20);
    await edit('third', 30);
    const message = await store.messages.get('demo', id);
    expect(message).toMatchObject({ content: { text: 'third' }, editedAt: at(30) });
    expect(message?.events.map(({ type }) => type)).toEqual(['message.received', 'message.edited']);
  });

  it('that says what the message says already is no change: a phone repeats what it was told to do', async () => {
    const id = await arrive(word('in-1'));
    await edit('new', 1);
    await edit('new', 2);
    expect((await store.messages.find('demo', id))?.editedAt).toEqual(at(1));
    expect(await eventsOf(id)).toHaveLength(2);
  });

  it('of a caption leaves the media as it was', async () => {
    const media = { mediaId: 'med_1' };
    const id = await arrive(word('in-1', { type: 'image', content: { caption: 'old', media } }));
    await edit('new', 1);
    expect((await store.messages.find('demo', id))?.content).toEqual({ caption: 'new', media });
  });

  it('of a message that is not known is answered with nothing', async () => {
    expect(await edit('x', 1, 'unknown')).toEqual([]);
  });
});

describe('a revocation', () => {
  it('marks the message once and keeps what it said', async () => {
    const id = await arrive(word('in-1'));
    const revoke = (seconds: number) =>
      store.transaction((tx) =>
        store.messages.applyRevocations(tx, [{ phoneId, providerMessageId: 'in-1', at: at(seconds) }]),
      );
    await revoke(5);
    await revoke(9);
    expect(await store.messages.find('demo', id)).toMatchObject({
      content: { text: 'first' },
      revokedAt: at(5),
    });
    expect((await eventsOf(id)).filter(({ type }) => type === 'message.revoked')).toHaveLength(1);
  });
});

describe('a vote', () => {
  it('is told on its poll with voter and choice, once however often it is heard', async () => {
    const id = await arrive(word('poll-1', { type: 'poll' }));
    const vote = (options: string[], seconds: number) => ({
      phoneId,
      providerMessageId: 'poll-1',
      voter: '60111',
      options,
      at: at(seconds),
    });
    for (let time = 0; time < 2; time++)
      await store.transaction((tx) => store.messages.tellVotes(tx, [vote(['a'], 1), vote(['b'], 2)]));
    const votes = (await eventsOf(id)).filter(({ type }) => type === 'poll.vote');
    expect(votes.map(({ detail }) => detail)).toEqual([
      { voter: '60111', options: ['a'] },
      { voter: '60111', options: ['b'] },
    ]);
  });
});

describe('a reaction', () => {
  it('is a message that names what it reacts to, and an event of that', async () => {
    const id = await arrive(word('in-1'));
    const reaction = await arrive(
      word('re-1', {
        type: 'reaction',
        content: { emoji: '👍', messageId: null },
        quotedProviderMessageId: 'in-1',
      }),
    );
    expect((await store.messages.find('demo', reaction))?.content).toEqual({ emoji: '👍', messageId: id });
    const tell = {
      phoneId,
      providerMessageId: 'in-1',
      at: at(1),
      emoji: '👍',
      from: '60111',
      reactionId: 're-1',
    };
    await store.transaction((tx) => store.messages.tellReactions(tx, [tell]));
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: 'message.reaction',
      detail: { emoji: '👍', from: '60111' },
    });
  });
});
