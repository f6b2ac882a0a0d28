import { newId, silentLog } from '@watertight/core';
import { createCoordination } from '@watertight/coordination';
import { createFeed } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { createPulse } from '../src/live/heartbeat.ts';
import { ADMIN_KEY, startApi, type TestApi } from './support/api.ts';

let api: TestApi;
let origin: string;
let company: string;
let key: string;
let pool: pg.Pool;
const open: WebSocket[] = [];

beforeAll(async () => {
  api = await startApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `ws://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  company = await api.company();
  key = await api.key(company, ['messages:read']);
  pool = new pg.Pool({ connectionString: api.databaseUrl, max: 10 });
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.terminate();
});
afterAll(async () => {
  await pool.end();
  await api.close();
});

interface Client {
  socket: WebSocket;
  events: { id: string; type: string; companyId: string; data: Record<string, unknown> }[];
  closed: Promise<{ code: number; reason: string }>;
}

async function connect(query = '', options: ClientOptions = { headers: { authorization: `Bearer ${key}` } }) {
  const socket = new WebSocket(`${origin}/ws?${query}`, options);
  open.push(socket);
  const client: Client = {
    socket,
    events: [],
    closed: new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    ),
  };
  socket.on('message', (data: Buffer) => client.events.push(JSON.parse(data.toString()) as never));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) =>
      reject(new Error(`refused with ${response.statusCode}`)),
    );
  });
  return client;
}

/** Events of a company, each in a transaction of its own or as the SQL says. */
const happen = async (n: number, of = company, phoneIndex: number | null = 0, type = 'chat.updated') =>
  void (await pool.query(
    `INSERT INTO message_events (company_id, phone_index, type, detail)
     SELECT $1, $2, $3, jsonb_build_object('n', n) FROM generate_series(1, $4::int) AS t (n)`,
    [of, phoneIndex, type, n],
  ));
const ids = ({ events }: Client) => events.map(({ id }) => id);
const stored = async (of = company): Promise<string[]> =>
  (
    await pool.query<{ id: string }>(
      `SELECT 'evt_' || lpad(seq::text, 16, '0') AS id FROM message_events WHERE company_id = $1 ORDER BY seq`,
      [of],
    )
  ).rows.map(({ id }) => id);

test('a page gives its key as a subprotocol, which is not repeated to it', async () => {
  const offer = (secret: string) => [
    'watertight',
    `watertight.key.${Buffer.from(secret).toString('base64url')}`,
  ];
  const of = (secret: string) => {
    const socket = new WebSocket(`${origin}/ws`, offer(secret));
    open.push(socket);
    return new Promise<string>((resolve) => {
      socket.once('open', () => resolve(socket.protocol));
      socket.once('error', (error) => resolve(error.message));
    });
  };
  expect(await of(key)).toBe('watertight');
  expect(await of('wt_wrong')).toContain('401');
  const line = JSON.stringify(api.logged);
  expect(line).not.toContain(Buffer.from(key).toString('base64url'));
});

test('a client hears what happens in its company, in the envelope of webhooks, and nothing of another', async () => {
  const client = await connect();
  await happen(1, await api.company());
  await happen(2);
  await eventually(() => expect(client.events).toHaveLength(2));
  expect(client.events[0]).toEqual({
    id: expect.stringMatching(/^evt_\d{16}$/),
    type: 'chat.updated',
    createdAt: expect.stringMatching(/Z$/),
    companyId: company,
    phoneIndex: 0,
    data: { n: 1 },
  });
});

test('the key may stand in the query, and is not logged', async () => {
  const client = await connect(`key=${key}`, {});
  await happen(1);
  await eventually(() => expect(client.events).toHaveLength(1));
  client.socket.close();
  await client.closed;
  await eventually(() => expect(api.logged.some(({ msg }) => msg === 'ws.close')).toBe(true));
  expect(JSON.stringify(api.logged)).not.toContain(key);
});

test('nowhere else may the key stand in the query', async () => {
  const response = await api.app.inject(`/api/v2/messages/${company}?key=${key}`);
  expect(response.statusCode).toBe(401);
});

test.each([
  ['without a key', '', {}, 401],
  ['with a wrong key', 'key=wrong', {}, 401],
  ['with an unknown type', 'types=message.eaten', undefined, 400],
  ['after what is no event', 'after=yesterday', undefined, 400],
  ['of another company', 'companyId=other', undefined, 404],
])('%s it is refused before it is open', async (_what, query, options, status) => {
  await expect(connect(query, options)).rejects.toThrow(`refused with ${status}`);
});

test('a refused connection is ended, and does not keep the server from closing', async () => {
  const connections = () =>
    new Promise<number>((resolve) => api.app.server.getConnections((_error, count) => resolve(count)));
  await expect(connect('key=wrong', {})).rejects.toThrow('401');
  await eventually(async () => expect(await connections()).toBe(0));
});

test('a key without the scope is refused, and plain HTTP is told what is spoken here', async () => {
  const weak = await api.key(company, ['messages:send']);
  await expect(connect(`key=${weak}`, {})).rejects.toThrow('refused with 403');
  const plain = await api.app.inject({ url: '/ws', headers: { authorization: `Bearer ${key}` } });
  expect(plain.json()).toMatchObject({ status: 426, code: 'UPGRADE_REQUIRED' });
});

test('types and phone are what is asked for', async () => {
  const client = await connect('types=message.read,phone.status&phoneIndex=1');
  await happen(1, company, 1, 'message.read');
  await happen(1, company, 0, 'message.read');
  await happen(1, company, 1, 'message.sent');
  await happen(1, company, 1, 'phone.status');
  await eventually(() =>
    expect(client.events.map(({ type }) => type)).toEqual(['message.read', 'phone.status']),
  );
});

test('the admin key hears all companies, or the one that it names', async () => {
  const other = await api.company();
  const admin = { headers: { 'x-api-key': ADMIN_KEY } };
  const [all, one] = [await connect('', admin), await connect(`companyId=${other}`, admin)];
  await happen(1);
  await happen(1, other);
  await eventually(() => expect(all.events.map(({ companyId }) => companyId)).toEqual([company, other]));
  await eventually(() => expect(one.events.map(({ companyId }) => companyId)).toEqual([other]));
});

test('after an event, all that followed comes, and what happens goes on behind it', async () => {
  const own = await api.company();
  const ownKey = await api.key(own, ['messages:read']);
  await happen(1300, own);
  const [first] = await stored(own);
  const client = await connect(`key=${ownKey}&after=${first}`, {});
  await happen(20, own);
  const expected = (await stored(own)).slice(1);
  await eventually(() => expect(client.events).toHaveLength(1319), { timeoutMs: 10_000 });
  expect(ids(client)).toEqual(expected);
});

test('clients that come and go while much happens miss nothing and hear nothing twice, on any instance', async () => {
  const own = await api.company();
  const ownKey = await api.key(own, ['messages:read']);
  let isOver = false;
  const writers = Array.from({ length: 4 }, async () => {
    for (let i = 0; i < 60; i++) {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO message_events (company_id, type, detail) VALUES ($1, 'chat.updated', '{}')`,
        [own],
      );
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
      await client.query(Math.random() < 0.9 ? 'COMMIT' : 'ROLLBACK');
      client.release();
    }
  });
  await happen(1, own);
  const [first] = await stored(own);
  const listen = async () => {
    const heard: string[] = [];
    while (!isOver) {
      const client = await connect(`key=${ownKey}&after=${heard.at(-1) ?? first}`, {});
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 150));
      client.socket.terminate();
      await client.closed;
      heard.push(...ids(client));
    }
    const last = await connect(`key=${ownKey}&after=${heard.at(-1) ?? first}`, {});
    await eventually(
      async () => expect([...heard, ...ids(last)]).toHaveLength((await stored(own)).length - 1),
      { timeoutMs: 10_000 },
    );
    return [...heard, ...ids(last)];
  };
  const listeners = Array.from({ length: 6 }, listen);
  await Promise.all(writers);
  isOver = true;
  const expected = (await stored(own)).slice(1);
  for (const heard of await Promise.all(listeners)) expect(heard).toEqual(expected);
}, 60_000);

test('a burst larger than what may wait drops nobody who reads', async () => {
  const own = await api.company();
  const client = await connect(`key=${await api.key(own, ['messages:read'])}`, {});
  await fill(own, 40);
  await fill(own, 40);
  const expected = await stored(own);
  await eventually(() => expect(ids(client)).toEqual(expected), { timeoutMs: 15_000 });
  await happen(1, own);
  await eventually(() => expect(client.events).toHaveLength(81));
});

/** `n` events of 100 kB. */
const fill = (of: string, n: number) =>
  pool.query(
    `INSERT INTO message_events (company_id, type, detail)
     SELECT $1, 'chat.updated', jsonb_build_object('filler', repeat('x', 100000)) FROM generate_series(1, $2::int)`,
    [of, n],
  );

test('who does not read is dropped with a code, and resumes without a gap', async () => {
  const own = await api.company();
  const ownKey = await api.key(own, ['messages:read']);
  const slow = await connect(`key=${ownKey}`, {});
  await happen(1, own);
  await eventually(() => expect(slow.events).toHaveLength(1));
  const raw = (slow.socket as unknown as { _socket: { pause(): void; resume(): void } })._socket;
  raw.pause();
  for (let i = 0; i < 5; i++) await fill(own, 40);
  await eventually(() => expect(api.logged.some(({ msg }) => msg === 'ws.too-slow')).toBe(true), {
    timeoutMs: 15_000,
  });
  raw.resume();
  expect([1006, 4008]).toContain((await slow.closed).code);
  const again = await connect(`key=${ownKey}&after=${ids(slow).at(-1)}`, {});
  const expected = await stored(own);
  await eventually(() => expect([...ids(slow), ...ids(again)]).toEqual(expected), { timeoutMs: 15_000 });
}, 60_000);

test('who does not answer to pings is gone, and a key that was revoked ends its connections', async () => {
  const pulse = createPulse(50);
  let terminated = 0;
  const closings: [number, string][] = [];
  const fake = (answers: boolean) => {
    const listeners = new Map<string, () => void>();
    return {
      on: (name: string, listener: () => void) => listeners.set(name, listener),
      once: (name: string, listener: () => void) => listeners.set(name, listener),
      ping: () => answers && listeners.get('pong')?.(),
      close: (code: number, reason: string) => closings.push([code, reason]),
      terminate() {
        terminated++;
        listeners.get('close')?.();
      },
    } as unknown as WebSocket;
  };
  pulse.watch(fake(false), () => Promise.resolve(true));
  pulse.watch(fake(true), () => Promise.resolve(false));
  await eventually(() => expect(closings[0]).toEqual([4001, 'The API key is no longer valid']));
  expect(terminated).toBeGreaterThanOrEqual(1);
  pulse.stop();
});

test('a feed that starts anew hears only what is to come, and one that is behind hears the rest first', async () => {
  const own = await api.company();
  await happen(3, own);
  const coordination = createCoordination({
    redisUrl: 'redis://127.0.0.1:1',
    prefix: newId('evt'),
    log: silentLog,
  });
  const feed = createFeed({ store: api.store, coordination, log: silentLog });
  await feed.start();
  const heard: number[] = [];
  let position = feed.position() - 2;
  const leave = feed.join({
    companyId: own,
    position: () => position,
    hear(told) {
      for (const { event } of told) {
        position = event.seq;
        heard.push(Number(event.detail?.['n']));
      }
    },
  });
  await eventually(() => expect(heard).toEqual([2, 3]));
  await happen(2, own);
  await eventually(() => expect(heard).toEqual([2, 3, 1, 2]));
  leave();
  expect(feed.hearers()).toBe(0);
  await feed.stop();
  await coordination.close();
});

test('when the instance stops, clients are told, and it does not wait for them', async () => {
  const own = await startApi();
  await own.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = own.app.server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers: { 'x-api-key': ADMIN_KEY } });
  await new Promise((resolve) => socket.once('open', resolve));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const startedAt = performance.now();
  await own.close();
  expect(await closed).toBe(1001);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
