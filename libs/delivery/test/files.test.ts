import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  newId,
  type FetchedFile,
  type FileFetcher,
  type JournalEntry,
  type MessageObservation,
  type Observation,
} from '@watertight/core';
import { createIngest } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { openWorld } from './world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
type Fetch = FileFetcher['fetchFile'];

let world: World;
const ingests: ReturnType<typeof createIngest>[] = [];

beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await Promise.all(ingests.splice(0).map((ingest) => ingest.stop()));
  await world.close();
});

const revive = (key: string, value: unknown) =>
  (key === 'at' || key === 'goneAt') && typeof value === 'string' ? new Date(value) : value;
const receive = (entry: JournalEntry) => JSON.parse(entry.body, revive) as Observation[];

function worker(fetchFile: Fetch, holdMs?: number) {
  const ingest = createIngest(
    world.api,
    { receive, fetchFile },
    'meta',
    holdMs === undefined ? {} : { holdMs },
  );
  ingests.push(ingest);
  ingest.start();
  return (...observations: Observation[]) => ingest.commit(Buffer.from(JSON.stringify(observations)));
}

const KEPT: FetchedFile = {
  kind: 'kept',
  media: { mediaId: newId('med'), mimeType: 'image/jpeg', sizeBytes: 5, sha256: 'ab' },
};
/** A fetch that hangs until `arrive`, which waits for the fetch to have begun and ends it with KEPT. */
function fileOnItsWay() {
  let resolve: (file: FetchedFile) => void = () => undefined;
  const fetch = vi.fn<Fetch>(() => new Promise((done) => (resolve = done)));
  const arrive = async () => {
    await eventually(() => expect(fetch).toHaveBeenCalled());
    resolve(KEPT);
  };
  return { fetch, arrive };
}
const missed = (isPassing: boolean): FetchedFile => ({ kind: 'missed', detail: 'Not there.', isPassing });

const word = (id: string, more: Partial<MessageObservation> = {}): MessageObservation => ({
  ...{
    kind: 'message',
    phone: { phoneId: world.cloud.phoneId },
    providerMessageId: id,
    chatId: '60111222333',
  },
  ...{ from: '60111222333', fromMe: false, participant: null, type: 'text', content: { text: id } },
  ...{ quotedProviderMessageId: null, senderName: null, at: new Date() },
  ...more,
});
const picture = (id: string, more: Partial<MessageObservation> = {}) =>
  word(id, {
    type: 'image',
    content: { media: null, mediaError: 'It was not fetched yet.' },
    file: { ref: id, mimeType: null, sha256: null, filename: null, goneAt: new Date(Date.now() + 3_600_000) },
    ...more,
  });

const told = async () => {
  const { data } = await world.api.store.messages.list('demo', { direction: 'inbound' }, { limit: 50 });
  return data.map(({ providerMessageId, content }) => [
    providerMessageId,
    (content as { media?: object }).media,
  ]);
};
const names = async () => (await told()).map(([id]) => id).sort();
const eventsOf = async (id: string) => {
  const { data } = await world.api.store.messages.list('demo', { direction: 'inbound' }, { limit: 50 });
  const message = data.find((one) => one.providerMessageId === id);
  return (await world.api.store.messages.get('demo', message?.id ?? ''))?.events ?? [];
};
const waiting = async () => {
  let rows = 0;
  await world.api.store.transaction(async (tx) => {
    rows = (await tx.query({ name: 'count_waiting', text: 'SELECT 1 FROM inbound_waiting' }, [])).length;
  });
  return rows;
};

it('a message comes with its file, and what follows in its chat comes after it; other chats wait for nobody', async () => {
  const { fetch, arrive } = fileOnItsWay();
  const hear = worker(fetch);
  await hear(picture('a'), word('b'), word('x', { chatId: '60999', from: '60999' }));
  await hear(word('c'));
  await eventually(async () => expect(await names()).toEqual(['x']));
  await arrive();
  await eventually(async () => expect(await names()).toEqual(['a', 'b', 'c', 'x']));
  expect((await told()).map(([id]) => id).reverse()).toEqual(['x', 'a', 'b', 'c']);
  expect((await told()).find(([id]) => id === 'a')?.[1]).toEqual((KEPT as { media: object }).media);
  expect((await eventsOf('a')).map(({ type }) => type)).toEqual(['message.received']);
  expect(await waiting()).toBe(0);
});

it('a file that comes too late completes its message, which was told without it', async () => {
  const { fetch, arrive } = fileOnItsWay();
  const hear = worker(fetch, 1);
  await hear(picture('a'), word('b'));
  await eventually(async () => expect(await names()).toEqual(['a', 'b']));
  expect((await told()).find(([id]) => id === 'a')?.[1]).toBeNull();
  await arrive();
  await eventually(async () =>
    expect((await eventsOf('a')).map(({ type, detail }) => [type, detail])).toEqual([
      ['message.received', null],
      ['message.edited', { reason: 'completed' }],
    ]),
  );
  expect(await waiting()).toBe(0);
});

it('a file that will never come is told so at once; one that may is asked for again', async () => {
  const fetch = vi.fn<Fetch>(async (_phone, { file }) => (file.ref === 'never' ? missed(false) : KEPT));
  fetch.mockResolvedValueOnce(missed(true));
  const hear = worker(fetch);
  await hear(picture('later'));
  await eventually(async () => expect(await names()).toEqual(['later']));
  expect((await told())[0]?.[1]).not.toBeNull();
  await hear(picture('never'));
  await eventually(async () => expect(await names()).toEqual(['later', 'never']));
  expect((await told()).find(([id]) => id === 'never')?.[1]).toBeNull();
  expect(await waiting()).toBe(0);
});

it('what is heard again, at any worker, is fetched and told once', async () => {
  const fetch = vi.fn<Fetch>(async () => KEPT);
  const hears = [worker(fetch), worker(fetch)];
  await Promise.all([...hears, ...hears].map((hear) => hear(picture('a'), word('b'), picture('c'))));
  await eventually(async () => expect(await names()).toEqual(['a', 'b', 'c']));
  await eventually(async () => expect(await waiting()).toBe(0));
  await hears[0]?.(picture('a'));
  await eventually(async () => expect(await names()).toEqual(['a', 'b', 'c']));
  expect((await eventsOf('a')).map(({ type }) => type)).toEqual(['message.received']);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(4);
});

it('what was written before the phone came is stored and told to nobody', async () => {
  const hear = worker(async () => KEPT);
  const past = { isHistory: true, at: new Date('2026-01-01T00:00:00Z') };
  await hear(
    word('old', past),
    picture('old picture', past),
    word('sent', { ...past, fromMe: true, status: 'read' }),
  );
  await eventually(async () => expect(await names()).toEqual(['old', 'old picture']));
  expect(await eventsOf('old')).toEqual([]);
  const { data } = await world.api.store.messages.list('demo', { chatId: '60111222333' }, { limit: 10 });
  expect(data.find((one) => one.direction === 'outbound')).toMatchObject({
    status: 'read',
    metadata: { history: true },
  });
  expect(data.find((one) => one.providerMessageId === 'old')?.createdAt).toEqual(past.at);
  const [chat] = (await world.api.store.chats.list('demo', {}, { limit: 10 })).data;
  expect(chat).toMatchObject({ unreadCount: 0, lastMessageAt: past.at });
});

it('a word that cannot be written is told raw, and takes nothing beside it along', async () => {
  const hear = worker(async () => KEPT);
  await hear(word('a'), word('poison', { content: { text: 'a\u0000b' } }), word('b'));
  await hear(word('c'));
  await eventually(async () => expect(await names()).toEqual(['a', 'b', 'c']));
});
