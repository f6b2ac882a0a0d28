import { afterEach, beforeEach, expect, it } from 'vitest';
import pg from 'pg';
import { createAccepting, hostShared, type Host, type SendRequest } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openWorld } from './world.ts';

// Phone 1 (WhatsApp Web) has no worker in these tests; phone 0 (Cloud API) is its fallback.
type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
let client: pg.Client;
let host: Host | undefined;
const provider = new LoopbackProvider();

beforeEach(async () => {
  world = await openWorld();
  client = new pg.Client(world.stores.databaseUrl);
  await client.connect();
  await ready(world.cloud.phoneId);
  provider.ledger.length = 0;
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
  await client.end();
  await world.close();
});

const ANN = '60123456789';
const BEN = '60123450000';
const sql = (text: string, values: unknown[] = []) => client.query(text, values);
const ready = (phoneId: string) =>
  world.api.store.phones.report(phoneId, { status: 'ready', instanceId: 'worker' });
/** Since when the phone is not ready, as if that had been long ago. */
const longAway = (seconds = 600) =>
  sql(`UPDATE phone_status SET not_ready_since = now() - $2 * interval '1 second' WHERE phone_id = $1`, [
    world.web.phoneId,
    seconds,
  ]);
const name = (queued: boolean) =>
  world.api.store.phones.change('demo', 1, { fallback: { phoneIndex: 0, afterSeconds: 60, queued } });
/** As another instance of the API would, which remembers no phones. */
const send = async (text: string, more: Partial<SendRequest> = {}) => {
  const accepting = createAccepting(world.api);
  const request = { companyId: 'demo', phoneIndex: 1, type: 'text' as const, chatId: ANN, content: { text } };
  const result = await accepting.accept({ ...request, ...more });
  if (result.kind === 'refused') throw new Error(result.code);
  return result.message;
};
const phonesOf = async () =>
  (
    await sql(`SELECT content->>'text' AS text, phone_index, fallback_from FROM messages ORDER BY seq`)
  ).rows.map(
    (row: { text: string; phone_index: number; fallback_from: number | null }) =>
      `${row.text}:${row.phone_index}${row.fallback_from === null ? '' : `<${row.fallback_from}`}`,
  );
const serve = () => (host = hostShared(world.api, provider.shared('worker'))).start();

it('a new message goes through the fallback once its phone was away for long enough, and says so', async () => {
  await name(false);
  await longAway(30);
  expect(await send('soon')).toMatchObject({ phoneIndex: 1, fallbackFrom: null });
  await longAway();
  const message = await send('late');
  expect(message).toMatchObject({ phoneIndex: 0, connectionType: 'meta', fallbackFrom: 1 });
  const read = await world.api.store.messages.get('demo', message.id);
  expect(read?.events[0]).toMatchObject({
    type: 'message.queued',
    detail: { routedBy: 'fallback', fallbackFrom: 1, notReadySince: expect.stringMatching(/Z$/) },
  });
});

it('why a message goes where it goes stands in its timeline', async () => {
  await sql(`UPDATE phone_status SET status = 'stopped' WHERE phone_id = $1`, [world.cloud.phoneId]);
  const named = await send('named');
  const first = await send('first', { phoneIndex: undefined });
  await ready(world.cloud.phoneId);
  const lowest = await send('ready', { phoneIndex: undefined });
  const quoted = await send('quoted', { phoneIndex: undefined, quotedMessageId: named.id });
  const why = async (id: string) => (await world.api.store.messages.get('demo', id))?.events[0]?.detail;
  expect(await why(named.id)).toEqual({ routedBy: 'named' });
  expect(await why(first.id)).toEqual({ routedBy: 'first' });
  expect(await why(lowest.id)).toEqual({ routedBy: 'ready' });
  expect(await why(quoted.id)).toEqual({ routedBy: 'quoted' });
});

it('what waits goes the same way where that is allowed, in the order of its chat, each once', async () => {
  await name(true);
  for (const text of ['a1', 'a2']) await send(text);
  await send('b1', { chatId: BEN });
  await longAway();
  // Behind what waits of its chat; another chat goes at once.
  await send('a3');
  await send('c1', { chatId: '60123459999' });
  expect(await phonesOf()).toEqual(['a1:1', 'a2:1', 'b1:1', 'a3:1', 'c1:0<1']);
  await serve();
  await eventually(() => expect(provider.texts()).toHaveLength(5), { timeoutMs: 10_000 });
  expect(provider.texts(ANN)).toEqual(['a1', 'a2', 'a3']);
  expect(await phonesOf()).toEqual(['a1:0<1', 'a2:0<1', 'b1:0<1', 'a3:0<1', 'c1:0<1']);
  const { rows } = await sql(`SELECT detail FROM message_events e JOIN messages m ON m.id = e.message_id
    WHERE e.type = 'message.queued' AND m.content->>'text' = 'a2' ORDER BY e.seq`);
  expect(rows.map(({ detail }: { detail: unknown }) => detail)).toMatchObject([
    { routedBy: 'named' },
    { routedBy: 'fallback', fallbackFrom: 1 },
  ]);
});

it('stays with its phone what has to, and what is behind it in its chat', async () => {
  await name(true);
  const first = await send('first');
  const known = await send('known', { chatId: '60123451111' });
  await send('reply', { quotedMessageId: known.id });
  await send('behind');
  await send('held', { chatId: BEN, fallback: false });
  await send('after held', { chatId: BEN });
  await send('group', { chatId: '120363041234567890@g.us' });
  await send('poll', {
    type: 'poll',
    chatId: '60123452222',
    content: { question: '?', options: ['a', 'b'] },
  });
  // One whose last attempt nobody knows the end of, and one that was certainly refused for the moment.
  const unknown = await send('unknown', { chatId: '60123453333' });
  const certain = await send('certain', { chatId: '60123454444' });
  for (const [id, outcome] of [
    [unknown.id, 'unknown'],
    [certain.id, 'later'],
  ]) {
    await sql('UPDATE messages SET attempts = 1 WHERE id = $1', [id]);
    await sql(
      `INSERT INTO message_attempts (message_id, attempt, epoch, instance_id, outcome) VALUES ($1, 1, 1, 'w', $2)`,
      [id, outcome],
    );
  }
  await longAway();
  await serve();
  await eventually(() => expect(provider.texts().sort()).toEqual(['certain', 'first', 'known']), {
    timeoutMs: 10_000,
  });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(provider.texts()).toHaveLength(3);
  expect(await world.statusOf(first.id)).toBe('sent');
  expect(await send('new reply', { quotedMessageId: known.id, phoneIndex: 1 })).toMatchObject({
    phoneIndex: 1,
  });
});

it('what is on its way holds up the rest of its chat', async () => {
  await name(true);
  const first = await send('first');
  await send('second');
  await sql(`UPDATE messages SET status = 'sending', attempts = 1, epoch = 1 WHERE id = $1`, [first.id]);
  const { phoneId } = world.web;
  await sql(
    `INSERT INTO leases (phone_id, owner, epoch, expires_at) VALUES ($1, 'w', 1, now() + interval '1 minute')
     ON CONFLICT (phone_id) DO UPDATE SET owner = 'w', epoch = 1, expires_at = now() + interval '1 minute'`,
    [phoneId],
  );
  await longAway();
  const diversion = {
    ...{ companyId: 'demo', fromPhoneId: phoneId, toPhoneId: world.cloud.phoneId, toPhoneIndex: 0 },
    types: ['text' as const],
  };
  const { messages } = world.api.store;
  expect(await messages.divertible(diversion, 0, 10)).toEqual([]);
  const all = (await sql('SELECT id FROM messages')).rows.map(({ id }: { id: string }) => id);
  expect(await messages.divert(diversion, all, {})).toEqual([]);
});

it('needs a fallback that is ready itself, and a window that is open there', async () => {
  await name(false);
  await longAway();
  await world.api.store.phones.change('demo', 0, { limits: { serviceWindow: true } });
  expect(await send('no window')).toMatchObject({ phoneIndex: 1 });
  expect(await send('may try', { ignoreWindow: true })).toMatchObject({ phoneIndex: 0 });
  await world.api.store.phones.report(world.cloud.phoneId, { status: 'disconnected', instanceId: null });
  expect(await send('away too', { ignoreWindow: true })).toMatchObject({ phoneIndex: 1 });
});

it('a phone is not ready from the moment in which it stops being so, and from the end of its worker’s lease', async () => {
  const { phones } = world.api.store;
  const since = async () => (await phones.get('demo', 0))?.state.notReadySince ?? null;
  expect(await since()).toBeNull();
  await phones.report(world.cloud.phoneId, { status: 'disconnected', instanceId: null });
  const first = await since();
  expect(Date.now() - (first?.getTime() ?? 0)).toBeLessThan(5000);
  await phones.report(world.cloud.phoneId, { status: 'failed', instanceId: null });
  expect(await since()).toEqual(first);

  const { phoneId } = world.web;
  await phones.report(phoneId, { status: 'ready', instanceId: 'w' });
  const ended = new Date(Date.now() - 90_000);
  await sql(`INSERT INTO leases (phone_id, owner, epoch, expires_at) VALUES ($1, 'w', 1, $2)`, [
    phoneId,
    ended,
  ]);
  expect((await phones.get('demo', 1))?.state).toMatchObject({
    status: 'disconnected',
    notReadySince: ended,
  });
});
