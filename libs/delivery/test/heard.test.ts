import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webMessageKey, type MessageObservation, type Observation } from '@watertight/core';
import { createIngest } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackSessions, openWorld } from './world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
let ingest: ReturnType<typeof createIngest>;

beforeEach(async () => {
  world = await openWorld();
  ingest = createIngest(world.api, new LoopbackSessions().channel(), 'wwebjs');
  ingest.start();
});
afterEach(async () => {
  await ingest.stop();
  await world.close();
});

const ANN = '60123456789';
const LID = '987654321@lid';
const at = new Date('2026-01-01T00:00:00Z');
const phone = () => ({ phoneId: world.web.phoneId });

const hear = (...observations: Observation[]) =>
  ingest.commit(Buffer.from(JSON.stringify(observations)), world.web.phoneId);
const word = (more: Partial<MessageObservation>): MessageObservation => ({
  ...{ kind: 'message', phone: phone(), providerMessageId: 'false_1@c.us_K1', key: 'K1', chatId: ANN },
  ...{ from: ANN, fromMe: false, participant: null, type: 'text', content: { text: 'hi' }, at },
  ...{ quotedProviderMessageId: null, senderName: 'Ann' },
  ...more,
});
const echoOf = (id: string, more: Partial<MessageObservation> = {}) => {
  const key = webMessageKey(id);
  return word({
    key,
    providerMessageId: `true_9@lid_${key}`,
    fromMe: true,
    from: '60111',
    status: 'sent',
    ...more,
  });
};

/** A message of ours whose attempt is on record. */
async function attempted(): Promise<string> {
  const { leases, messages } = world.api.store;
  const id = await world.send('ours', { phoneIndex: 1, chatId: ANN });
  const acquired = await leases.acquire(world.web.phoneId, 'worker', 10_000);
  if (acquired.kind !== 'acquired') throw new Error('Not acquired');
  await messages.claim(acquired.lease, { quantum: 1, instanceId: 'worker', connectionType: 'wwebjs' });
  return id;
}
const outbound = async () =>
  (await world.api.store.messages.list('demo', { direction: 'outbound' }, { limit: 10 })).data;
const heardAll = (count: number) =>
  eventually(async () => {
    const { data } = await world.api.store.messages.list('demo', { direction: 'inbound' }, { limit: 50 });
    expect(data).toHaveLength(count);
    return data;
  });

describe('an echo of what we send', () => {
  it('settles a send whose outcome nobody knew, and makes no second message', async () => {
    const id = await attempted();
    await world.api.store.messages.change({
      facts: new Map([[id, null]]),
      decide: () => ({ status: 'unconfirmed', reconcileAt: new Date() }),
    });
    await Promise.all([hear(echoOf(id)), hear(echoOf(id, { status: 'delivered' })), hear(echoOf(id))]);
    await eventually(async () => expect(await world.statusOf(id)).toBe('delivered'));
    expect(await outbound()).toHaveLength(1);
    const message = await world.api.store.messages.get('demo', id);
    expect(message?.events.map(({ type }) => type)).toEqual([
      ...['message.queued', 'message.sending', 'message.sent', 'message.delivered'],
    ]);
  });

  it('that comes while the send is under way leaves its end to the send', async () => {
    const id = await attempted();
    await hear(echoOf(id), word({}));
    await heardAll(1);
    expect(await world.statusOf(id)).toBe('sent');
    const settled = await world.api.store.messages.change({
      facts: new Map([[id, null]]),
      decide: ({ status }) => (status === 'sending' ? { status: 'sent' } : null),
    });
    expect(settled).toEqual([]);
    expect(await outbound()).toHaveLength(1);
  });
});

it('what the owner writes himself is stored with how far it has come, and the chat is read', async () => {
  await hear(word({}));
  await heardAll(1);
  await hear(
    word({ fromMe: true, from: '60111', key: 'K2', providerMessageId: 'true_1@c.us_K2', status: 'read' }),
  );
  const [message] = await eventually(async () => {
    const all = await outbound();
    expect(all).toMatchObject([{ status: 'read', chatId: ANN, providerMessageId: 'true_1@c.us_K2' }]);
    return all;
  });
  expect(await world.api.store.chats.get('demo', 1, ANN)).toMatchObject({
    ...{ unreadCount: 0, lastMessageId: message?.id },
  });
});

describe('people', () => {
  it('are kept from what they write, and what was said under a LID moves when the number is heard', async () => {
    await hear(word({ chatId: LID, from: LID, providerMessageId: `false_${LID}_K1` }));
    await heardAll(1);
    const people = [{ phoneNumber: ANN, lid: LID, pushName: 'Ann' }];
    await hear(word({ key: 'K2', providerMessageId: `false_${LID}_K2`, people }));
    await eventually(async () => expect((await heardAll(2)).map(({ chatId }) => chatId)).toEqual([ANN, ANN]));
    expect(await world.api.store.contacts.find('demo', LID)).toMatchObject({
      phoneNumber: ANN,
      pushName: 'Ann',
    });
  });

  it('are spelled by number as soon as it is known, whatever the provider says, and so is what we send them', async () => {
    await world.api.store.contacts.upsert('demo', { phoneNumber: ANN, lid: LID });
    await hear(word({ chatId: LID, from: LID }));
    expect(await heardAll(1)).toMatchObject([{ chatId: ANN, from: ANN }]);
    const id = await world.send('to you', { phoneIndex: 1, chatId: LID });
    expect(await world.api.store.messages.find('demo', id)).toMatchObject({ chatId: ANN });
  });
});

it('a change of a chat is kept, and told once however often it is heard', async () => {
  const change: Observation = {
    ...{ kind: 'chat', phone: phone(), chatId: ANN, change: { archived: true }, removed: false },
    ...{ key: 'chat:1', at },
  };
  const person: Observation = {
    ...{ kind: 'contact', phone: phone(), person: { phoneNumber: ANN, lid: null, name: 'Ann' } },
    ...{ data: { chatId: ANN }, key: 'contact:1', at },
  };
  for (let time = 0; time < 3; time++) await hear(change, person);
  await hear(word({}));
  await heardAll(1);
  expect(await world.api.store.chats.get('demo', 1, ANN)).toMatchObject({ archived: true, name: 'Ann' });
  const told = await world.api.store.transaction((tx) =>
    tx.query<{ type: string; count: number }>(
      {
        name: 'told',
        text: `SELECT type, count(*) FROM message_events WHERE type IN ('chat.updated', 'contact.updated') GROUP BY 1 ORDER BY 1`,
      },
      [],
    ),
  );
  expect(told).toEqual([
    { type: 'chat.updated', count: 1 },
    { type: 'contact.updated', count: 1 },
  ]);
});
