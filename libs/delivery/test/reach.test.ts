import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProviderFacts } from '@watertight/core';
import { hostShared } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openProcess, openWorld } from './world.ts';

const LIMIT = 5;
const FACTS: ProviderFacts = {
  verifiedName: 'Demo',
  nameStatus: null,
  numberStatus: 'CONNECTED',
  qualityRating: 'GREEN',
  messagingLimit: LIMIT,
  messagingTier: null,
  throughput: null,
  codeVerificationStatus: null,
  accountMode: 'LIVE',
  platformType: null,
  isOfficialBusinessAccount: null,
  tokenExpiresAt: null,
  checkedAt: new Date().toISOString(),
};

let world: Awaited<ReturnType<typeof openWorld>>;
let provider: LoopbackProvider;
let client: pg.Client;
let endings: (() => Promise<void>)[];

beforeEach(async () => {
  world = await openWorld();
  client = new pg.Client(world.stores.databaseUrl);
  await client.connect();
  provider = new LoopbackProvider();
  provider.probe = () => ({ status: 'ready', me: '60999', provider: FACTS });
  endings = [];
  const { phones } = world.api.store;
  await phones.change('demo', 0, { limits: null, meta: { wabaId: '900' } });
  const meta = { phoneNumberId: '101', accessToken: 'token', wabaId: '900' };
  await phones.create('demo', { connectionType: 'meta', mode: 'live', meta });
  for (const name of ['meta-1', 'meta-2']) {
    const process = openProcess(world.stores, name);
    const host = hostShared(process, provider.shared(name));
    endings.push(() => process.close());
    await host.start();
    endings.push(() => host.stop());
  }
  await eventually(
    async () => {
      const { rows } = await client.query(
        `SELECT 1 FROM phone_status WHERE provider->>'messagingLimit' = '5'`,
      );
      expect(rows).toHaveLength(2);
    },
    { timeoutMs: 15_000 },
  );
  // Longer than a worker believes what it read of a phone.
  await new Promise((resolve) => setTimeout(resolve, 2200));
}, 60_000);

afterEach(async () => {
  for (const end of endings.reverse()) await end();
  await client.end();
  await world.close();
});

const chat = (n: number) => `6012${3_000_000 + n}`;
const template = (n: number, phoneIndex: number) =>
  world.send('', {
    ...{ type: 'template', phoneIndex, chatId: chat(n) },
    content: { name: 'hello', language: 'en', components: [] },
  });
const reached = () => new Set(provider.ledger.map(({ chatId }) => chatId));
const statuses = async () => {
  const { rows } = await client.query<{ status: string; n: number }>(
    'SELECT status, count(*)::int AS n FROM messages GROUP BY status',
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
};
const are = (expected: Record<string, number>) =>
  eventually(async () => expect(await statuses()).toEqual(expected), { timeoutMs: 15_000 });

it('two numbers of an account on two workers reach as many people as it may; the others wait, and are told why', async () => {
  const ids = await Promise.all(Array.from({ length: 16 }, (_, n) => template(n, n % 2 === 0 ? 0 : 2)));
  await are({ sent: LIMIT, queued: 16 - LIMIT });
  expect(reached().size).toBe(LIMIT);
  const [waiting] = (await world.api.store.messages.list('demo', { statuses: ['queued'] }, { limit: 1 }))
    .data;
  const told = await world.api.store.messages.get('demo', waiting?.id ?? ids[0]!);
  expect(told?.events.at(-1)).toMatchObject({
    type: 'message.queued',
    detail: { reason: 'MESSAGING_LIMIT', notBefore: expect.any(String) },
  });

  // What is no template, and who is counted already, goes on.
  const [known] = [...reached()];
  await world.send('a text to anybody', { chatId: chat(99) });
  await world.send('', {
    type: 'template',
    chatId: known!,
    content: { name: 'again', language: 'en', components: [] },
  });
  await are({ sent: LIMIT + 2, queued: 16 - LIMIT });

  // A day later there is room for as many again.
  await client.query(`UPDATE people_reached SET at = at - interval '24 hours'`);
  await client.query(`UPDATE messages SET available_at = now() WHERE status = 'queued'`);
  await eventually(() => expect(reached().size).toBe(2 * LIMIT + 1), { timeoutMs: 15_000 });
  await are({ sent: 2 * LIMIT + 2, queued: 16 - 2 * LIMIT });
  expect((await world.api.store.reach.usedBy([world.cloud, { ...world.cloud, wabaId: '900' }]))[1]).toBe(
    LIMIT,
  );
}, 60_000);

it('who has written is not counted, and what expires before there is room is not sent', async () => {
  const writer = chat(50);
  await client.query(
    `INSERT INTO chats (phone_id, chat_id, company_id, phone_index, window_until)
     VALUES ($1, $2, 'demo', 0, now() + interval '5 hours')`,
    [world.cloud.phoneId, writer],
  );
  await Promise.all(Array.from({ length: LIMIT }, (_, n) => template(n, 0)));
  await template(50, 0);
  await are({ sent: LIMIT + 1 });
  const expiresAt = new Date(Date.now() + 3000);
  await world.send('', {
    ...{ type: 'template', chatId: chat(60), expiresAt },
    content: { name: 'hello', language: 'en', components: [] },
  });
  await are({ sent: LIMIT + 1, expired: 1 });
  expect(reached().has(chat(60))).toBe(false);
}, 60_000);

it('what Meta refuses reaches nobody', async () => {
  provider.answer = () => ({ kind: 'refused', code: 'PROVIDER_REFUSED', detail: 'No', permanent: true });
  await Promise.all(Array.from({ length: LIMIT }, (_, n) => template(n, 0)));
  await are({ failed: LIMIT });
  provider.answer = ({ id }) => ({ kind: 'sent', providerMessageId: `p-${id}` });
  await Promise.all(Array.from({ length: LIMIT }, (_, n) => template(20 + n, 0)));
  await are({ failed: LIMIT, sent: LIMIT });
}, 60_000);
