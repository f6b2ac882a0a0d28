import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pairWebPhone } from './pair.ts';
import { seed } from './seed.ts';

type Reply = [status: number, body?: object];

const secrets = {
  ADMIN_API_KEY: 'admin',
  ENCRYPTION_KEY: 'k',
  META_APP_SECRET: 'app',
  META_VERIFY_TOKEN: 'verify',
};
let answer: (call: string, body: Record<string, unknown>) => Reply;
let calls: string[];
let server: Server;
let url: string;

beforeEach(async () => {
  calls = [];
  server = createServer((request, response) => {
    void read(request).then((body) => {
      const call = `${request.method} ${request.url}`;
      calls.push(call);
      const [status, reply = {}] = answer(call, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return (text ? JSON.parse(text) : {}) as Record<string, unknown>;
}

const PHONES = '/api/v2/companies/demo/phones';
const BOT = '/api/v2/bots/demo/0';

test('an empty system gets the company and both phones', async () => {
  const bodies: Record<string, unknown>[] = [];
  answer = (call, body) => {
    if (call.startsWith('GET')) return [404];
    bodies.push(body);
    return [201];
  };
  const { made } = await seed({ apiUrl: url, secrets });
  expect(made).toEqual(['company demo', 'phone 0 (WhatsApp Web)', 'phone 1 (Cloud API)']);
  expect(bodies[2]).toMatchObject({
    mode: 'sandbox',
    meta: { appSecret: 'app', accessToken: 'sandbox-token' },
  });
});

test('what is there already is left as it is', async () => {
  answer = (call) => (call.startsWith('GET') ? [200] : [500]);
  expect(await seed({ apiUrl: url, secrets })).toEqual({ made: [] });
  expect(calls).toEqual(['GET /api/v2/companies/demo', `GET ${PHONES}/0`, `GET ${PHONES}/1`]);
});

test('somebody who was faster is no fault', async () => {
  answer = (call) => (call.startsWith('GET') ? [404] : [409]);
  expect(await seed({ apiUrl: url, secrets })).toEqual({ made: [] });
});

test('a refusal is told with what was asked and answered', async () => {
  answer = () => [401, { code: 'UNAUTHENTICATED' }];
  await expect(seed({ apiUrl: url, secrets })).rejects.toThrow(
    'The sandbox cannot be set up: GET /api/v2/companies/demo answered 401 {"code":"UNAUTHENTICATED"}.',
  );
});

test('a phone that shows a QR code is scanned until it is ready, also when a code expires meanwhile', async () => {
  let scans = 0;
  answer = (call, body) => {
    if (call === `GET ${BOT}`) return [200, { status: scans < 2 ? 'qr' : 'ready' }];
    if (call === `GET ${BOT}/qr`) return [200, { qr: `code ${scans}` }];
    if (call === 'POST /sim/scan') return body['qr'] === `code ${scans++}` && scans === 2 ? [200] : [404];
    return [500];
  };
  const signal = new AbortController().signal;
  expect(await pairWebPhone({ apiUrl: url, simUrl: url, key: 'admin', signal })).toBeNull();
  expect(scans).toBe(2);
});

test('a new phone that its worker has not begun with is waited for', async () => {
  const states = ['stopped', 'starting', 'ready'];
  answer = () => [200, { status: states.shift(), desiredState: 'start' }];
  const signal = new AbortController().signal;
  expect(await pairWebPhone({ apiUrl: url, simUrl: url, key: 'admin', signal })).toBeNull();
});

test('a phone that is ready already is not touched, and one that somebody stopped is left so', async () => {
  const signal = new AbortController().signal;
  for (const [bot, said] of [
    [{ status: 'ready', desiredState: 'start' }, null],
    [{ status: 'stopped', desiredState: 'stop' }, 'it is stopped, as somebody wanted it'],
  ] as const) {
    answer = () => [200, bot];
    expect(await pairWebPhone({ apiUrl: url, simUrl: url, key: 'admin', signal })).toBe(said);
  }
  expect(new Set(calls)).toEqual(new Set([`GET ${BOT}`]));
});
