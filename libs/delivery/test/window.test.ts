import { afterEach, beforeEach, expect, it } from 'vitest';
import pg from 'pg';
import type { MessageObservation } from '@watertight/core';
import { createAccepting, createIngest, hostShared, type Host, type SendRequest } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openWorld } from './world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
let ingest: ReturnType<typeof createIngest>;
let host: Host | undefined;
const provider = new LoopbackProvider();

beforeEach(async () => {
  world = await openWorld();
  ingest = createIngest(world.api, provider.shared('worker'), 'meta');
  ingest.start();
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
  await ingest.stop();
  await world.close();
});

const ANN = '60123456789';
const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

const setLimits = (limits: object) => world.api.store.phones.change('demo', 0, { limits });
/** As another instance of the API would, which remembers nothing. */
const send = (more: Partial<SendRequest> = {}) =>
  createAccepting(world.api).accept({
    companyId: 'demo',
    phoneIndex: 0,
    type: 'text',
    chatId: ANN,
    content: { text: 'hi' },
    ...more,
  });

async function written(hoursAgo: number, more: Partial<MessageObservation> = {}): Promise<void> {
  const id = `wamid.${Math.random()}`;
  const observation: MessageObservation = {
    kind: 'message',
    phone: { phoneId: world.cloud.phoneId },
    ...{ providerMessageId: id, chatId: ANN, from: ANN, fromMe: false, participant: null },
    ...{ type: 'text', content: { text: 'hello' }, quotedProviderMessageId: null, senderName: null },
    at: ago(hoursAgo),
    ...more,
  };
  await ingest.commit(Buffer.from(JSON.stringify([observation])));
  await eventually(async () => {
    const { data } = await world.api.store.messages.list('demo', {}, { limit: 50 });
    expect(data.map(({ providerMessageId }) => providerMessageId)).toContain(id);
  });
}

async function sql(text: string): Promise<void> {
  const client = new pg.Client(world.stores.databaseUrl);
  await client.connect();
  await client.query(text).finally(() => client.end());
}

const chat = () => world.api.store.chats.get('demo', 0, ANN);

it('refuses what is no template to a person who has not written, and says so', async () => {
  await setLimits({ serviceWindow: true });
  expect(await send()).toMatchObject({
    kind: 'refused',
    code: 'OUTSIDE_WINDOW',
    detail: expect.stringContaining('only a template'),
  });
  const template = { name: 'hello', language: 'en', components: [] };
  expect(await send({ ignoreWindow: true })).toMatchObject({ kind: 'accepted' });
  expect(await send({ chatId: '120363041234567890@g.us' })).toMatchObject({ kind: 'accepted' });
  expect(await send({ type: 'template', content: template })).not.toMatchObject({ code: 'OUTSIDE_WINDOW' });
});

it('a person who writes opens a day, and the chat shows until when', async () => {
  await setLimits({ serviceWindow: true });
  await written(1);
  expect((await chat())?.windowUntil?.getTime()).toBeCloseTo(ago(-23).getTime(), -4);
  expect(await send()).toMatchObject({ kind: 'accepted' });
});

it('a reaction opens it too, a system message and our own do not, and an older word closes nothing', async () => {
  await setLimits({ serviceWindow: true });
  await written(1, { type: 'system', content: {} });
  await written(1, { fromMe: true });
  expect((await chat())?.windowUntil).toBeNull();
  await written(2, { type: 'reaction', content: { emoji: '👍', messageId: null } });
  await written(30);
  expect((await chat())?.windowUntil?.getTime()).toBeCloseTo(ago(-22).getTime(), -4);
});

it('says when it closed', async () => {
  await setLimits({ serviceWindow: true });
  await written(25);
  expect(await send()).toMatchObject({
    code: 'OUTSIDE_WINDOW',
    detail: expect.stringContaining((await chat())?.windowUntil?.toISOString() ?? 'nothing'),
  });
});

it('a chat that was removed is told by its messages', async () => {
  await setLimits({ serviceWindow: true });
  await written(1);
  await world.api.store.chats.remove('demo', 0, ANN);
  expect(await send()).toMatchObject({ kind: 'accepted' });
});

it('a live phone is held to the window once it has been heard for a day, and not by what another number heard', async () => {
  await setLimits({});
  expect(await send()).toMatchObject({ kind: 'accepted' });
  await written(30);
  const heard = async () => (await world.api.store.phones.get('demo', 0))?.state.heardSince;
  expect(await heard()).toBeInstanceOf(Date);
  expect(await send()).toMatchObject({ kind: 'accepted' });
  await sql(`UPDATE phone_status SET heard_since = now() - interval '25 hours'`);
  expect(await send()).toMatchObject({ code: 'OUTSIDE_WINDOW' });
  await setLimits({ serviceWindow: false });
  expect(await send()).toMatchObject({ kind: 'accepted' });
  await world.api.store.phones.change('demo', 0, { meta: { phoneNumberId: '101' } });
  expect(await heard()).toBeNull();
});

it('what was accepted under a key is answered as it was then', async () => {
  await setLimits({ serviceWindow: true });
  await written(1);
  const first = await send({ idempotencyKey: 'k' });
  await sql(`UPDATE chats SET window_until = now() - interval '1 second'`);
  expect(first).toMatchObject({ kind: 'accepted' });
  expect(await send({ idempotencyKey: 'k' })).toMatchObject({ kind: 'replayed' });
  expect(await send({ idempotencyKey: 'k', content: { text: 'other' } })).toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
});

it('what waited until the window closed is not sent', async () => {
  await setLimits({ serviceWindow: true });
  const waited = await send({ scheduledAt: new Date(Date.now() + HOUR_MS) });
  const nevertheless = await send({
    scheduledAt: new Date(Date.now() + HOUR_MS),
    ignoreWindow: true,
    chatId: '60199',
  });
  if (waited.kind !== 'accepted' || nevertheless.kind !== 'accepted') throw new Error(waited.kind);
  await sql(
    `UPDATE messages SET scheduled_at = now(), available_at = now(), created_at = now() - interval '2 minutes'`,
  );
  host = hostShared(world.api, provider.shared('worker'));
  await host.start();
  await eventually(async () => {
    expect(await world.api.store.messages.find('demo', waited.message.id)).toMatchObject({
      status: 'failed',
      error: { code: 'OUTSIDE_WINDOW', retryable: false },
    });
    expect(await world.statusOf(nevertheless.message.id)).toBe('sent');
  });
  expect(provider.texts()).toEqual(['hi']);
});

it('an open window is looked up once, and a thousand at once are one question', async () => {
  await setLimits({ serviceWindow: true });
  await written(1);
  let asked = 0;
  const { windowsOf } = world.api.store.chats;
  const chats = {
    ...world.api.store.chats,
    windowsOf: (...args: Parameters<typeof windowsOf>) => {
      asked += 1;
      return windowsOf(...args);
    },
  };
  const accepting = createAccepting({ ...world.api, store: { ...world.api.store, chats } });
  const request = { companyId: 'demo', phoneIndex: 0, type: 'text', content: { text: 'hi' } } as const;
  const all = await accepting.acceptBatch(
    Array.from({ length: 1000 }, (_, i) => ({ ...request, chatId: i === 0 ? ANN : `6019${1000 + i}` })),
  );
  expect(all.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
  expect(asked).toBe(1);
  for (let i = 0; i < 3; i++) await accepting.accept({ ...request, chatId: ANN });
  expect(asked).toBe(1);
});
