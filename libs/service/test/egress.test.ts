import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createEgress,
  EgressError,
  type Egress,
  type EgressExchange,
  type EgressOptions,
  type EgressRequest,
} from '../src/index.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let port: number;
let handler: Handler = (_request, response) => void response.end('hello');
const seen: { method?: string | undefined; url?: string | undefined; headers: object; body: string }[] = [];
const opened: Egress[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      handler(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  handler = (_request, response) => void response.end('hello');
  seen.length = 0;
  await Promise.all(opened.splice(0).map((egress) => egress.close()));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Names lead where `names` says. */
function open(
  allowPrivate: string[],
  names: Record<string, string[]> = {},
  more: Partial<EgressOptions> = {},
) {
  const resolve = async (host: string) => {
    const found = names[host];
    if (!found) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return found;
  };
  const egress = createEgress({ allowPrivate, resolve, ...more });
  opened.push(egress);
  const fetch = (url: string, request: Partial<EgressRequest> = {}) =>
    egress.fetch(url, { timeoutMs: 3000, maxBytes: 1000, ...request });
  const exchange = (url: string, request: Partial<EgressExchange> = {}) =>
    egress.exchange(url, { timeoutMs: 3000, readBytes: 1000, ...request });
  return Object.assign(fetch, { exchange });
}

const text = async ({ body }: { body: AsyncIterable<unknown> }) => {
  let all = '';
  for await (const chunk of body) all += String(chunk);
  return all;
};
const reason = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no fault',
    (error: unknown) => (error instanceof EgressError ? error.reason : error),
  );

const LOCAL = { 'media.test': ['127.0.0.1'] };

test('an allowed host is asked, and answers with status, headers and body', async () => {
  handler = (_request, response) => {
    response.writeHead(201, { 'content-type': 'image/png' });
    response.end('hello');
  };
  const answer = await open(['media.test'], LOCAL)(`http://media.test:${port}/a?b=1#c`);
  expect(answer).toMatchObject({ status: 201, url: `http://media.test:${port}/a?b=1` });
  expect(answer.headers['content-type']).toBe('image/png');
  expect(await text(answer)).toBe('hello');
});

test.each([
  ['its address', ['127.0.0.1']],
  ['its network', ['127.0.0.0/8']],
])('a host is also allowed by %s', async (_what, allowed) => {
  expect(await text(await open(allowed, LOCAL)(`http://media.test:${port}/`))).toBe('hello');
});

test.each([
  'http://127.0.0.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://0:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://１２７.０.０.１:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[::]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://169.254.169.254/latest/meta-data/',
])('an address in any spelling is denied: %s', async (url) => {
  expect(await reason(open([])(url.replace('PORT', String(port))))).toBe('denied');
  expect(seen).toEqual([]);
});

test('localhost is denied without asking anybody', async () => {
  const egress = createEgress({ allowPrivate: [] });
  opened.push(egress);
  for (const host of ['localhost', 'LOCALHOST.', 'x.localhost'])
    expect(await reason(egress.fetch(`http://${host}:${port}/`, { timeoutMs: 3000, maxBytes: 10 }))).toBe(
      'denied',
    );
  expect(seen).toEqual([]);
});

test.each([
  ['a private address', ['10.0.0.1']],
  ['this machine', ['127.0.0.1']],
  ['a public address and a private one', ['1.1.1.1', '127.0.0.1']],
  ['a private address and a public one', ['127.0.0.1', '1.1.1.1']],
  ['this machine by way of IPv6', ['::ffff:127.0.0.1']],
  ['what is no address', ['media.test']],
])('a name that leads to %s is denied', async (_what, addresses) => {
  expect(await reason(open([], { 'evil.test': addresses })(`http://evil.test:${port}/`))).toBe('denied');
  expect(seen).toEqual([]);
});

test('a name is looked up once for each connection: a second answer cannot lead elsewhere', async () => {
  let asked = 0;
  const resolve = async () => (asked++ === 0 ? ['127.0.0.2'] : ['127.0.0.1']);
  const fetch = open(['127.0.0.2'], {}, { resolve });
  expect(await reason(fetch(`http://rebind.test:${port}/`))).toBe('unreachable'); // nobody listens at 127.0.0.2
  expect([asked, seen]).toEqual([1, []]);
});

test.each([
  ['private', 'http://10.0.0.1/'],
  ['this machine', 'http://[::1]:PORT/'],
  ['metadata', 'http://169.254.169.254/'],
])('a redirect to %s is denied', async (_what, location) => {
  handler = (_request, response) => {
    response.writeHead(302, { location: location.replace('PORT', String(port)) }).end();
  };
  const fetch = open(['media.test'], LOCAL);
  expect(await reason(fetch(`http://media.test:${port}/`, { maxRedirects: 3 }))).toBe('denied');
  expect(seen).toHaveLength(1);
});

test('a redirect to another scheme is refused', async () => {
  handler = (_request, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  const fetch = open(['media.test'], LOCAL);
  expect(await reason(fetch(`http://media.test:${port}/`, { maxRedirects: 3 }))).toBe('invalid-url');
});

test('redirects are followed as often as is allowed, and are the answer when none is', async () => {
  handler = (request, response) => {
    const step = Number(request.url?.slice(1));
    if (step === 3) response.end('there');
    else response.writeHead(302, { location: `/${step + 1}` }).end();
  };
  const fetch = open(['media.test'], LOCAL);
  const url = `http://media.test:${port}/0`;
  const answer = await fetch(url, { maxRedirects: 3 });
  expect([await text(answer), answer.url]).toEqual(['there', `http://media.test:${port}/3`]);
  expect(await reason(fetch(url, { maxRedirects: 2 }))).toBe('too-many-redirects');
  const first = await fetch(url);
  expect([first.status, first.headers.location]).toEqual([302, '/1']);
  first.body.destroy();
});

test('a redirect to another host takes no credentials along, and a 303 no body', async () => {
  handler = (request, response) => {
    if (request.url === '/there') response.end();
    else response.writeHead(303, { location: `http://other.test:${port}/there` }).end();
  };
  const fetch = open(['127.0.0.1'], { ...LOCAL, 'other.test': ['127.0.0.1'] });
  const headers = { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Mine': '1', Host: 'spoofed.test' };
  await text(
    await fetch(`http://media.test:${port}/`, { method: 'POST', body: 'b', headers, maxRedirects: 1 }),
  );
  expect(seen[0]).toMatchObject({ method: 'POST', body: 'b', headers: { authorization: 'Bearer x' } });
  expect(seen[0]?.headers).toMatchObject({ host: `media.test:${port}` });
  expect(seen[1]).toMatchObject({ method: 'GET', body: '', headers: { 'x-mine': '1' } });
  expect(seen[1]?.headers).not.toHaveProperty('authorization');
  expect(seen[1]?.headers).not.toHaveProperty('cookie');
});

test.each([
  'ftp://media.test/',
  'file:///etc/passwd',
  'gopher://media.test/',
  'http://user:secret@media.test/',
  'http://',
  'media.test/x',
  '',
  `http://media.test/${'x'.repeat(5000)}`,
])('what is no plain web address is refused: %s', async (url) => {
  expect(await reason(open(['media.test'], LOCAL)(url))).toBe('invalid-url');
});

test('a body is refused at once when it says that it is too large, and when it turns out to be', async () => {
  const fetch = open(['media.test'], LOCAL);
  const url = `http://media.test:${port}/`;
  handler = (_request, response) => void response.end('x'.repeat(1001));
  expect(await reason(fetch(url))).toBe('too-large');
  handler = (_request, response) => {
    response.write('x'.repeat(600)); // chunked: it does not say
    response.end('x'.repeat(600));
  };
  expect(await reason(fetch(url).then(text))).toBe('too-large');
  handler = (_request, response) => void response.end('x'.repeat(1000));
  expect(await text(await fetch(url))).toHaveLength(1000);
});

test('the deadline holds for the answer, and for a body that trickles', async () => {
  const fetch = open(['media.test'], LOCAL);
  const url = `http://media.test:${port}/`;
  handler = () => undefined;
  expect(await reason(fetch(url, { timeoutMs: 100 }))).toBe('timeout');
  handler = (_request, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  };
  expect(await reason(fetch(url, { timeoutMs: 200 }).then(text))).toBe('timeout');
});

test('an abort ends it with its own reason, before and while the body comes', async () => {
  const fetch = open(['media.test'], LOCAL);
  const url = `http://media.test:${port}/`;
  const why = new Error('the caller hung up');
  await expect(fetch(url, { signal: AbortSignal.abort(why) })).rejects.toBe(why);
  handler = (_request, response) => void response.write('x');
  const controller = new AbortController();
  const { body } = await fetch(url, { signal: controller.signal });
  controller.abort(why);
  await expect(text({ body })).rejects.toBe(why);
});

test('a body that nobody reads does no harm when its time is over', async () => {
  handler = (_request, response) => void response.write('x');
  const fetch = open(['media.test'], LOCAL);
  const { body } = await fetch(`http://media.test:${port}/`, { timeoutMs: 50 });
  await expect(
    text({ body: (await fetch(`http://media.test:${port}/`, { timeoutMs: 150 })).body }),
  ).rejects.toThrow('in time');
  body.destroy();
});

test('what the other side does is told in words that hold no address', async () => {
  const fetch = open(['127.0.0.1', 'gone.test'], { ...LOCAL, 'gone.test': ['127.0.0.1'] });
  handler = (request) => void request.socket.destroy();
  await expect(fetch(`http://media.test:${port}/`)).rejects.toThrow('The server closed the connection.');
  await expect(fetch(`http://nobody.test/`)).rejects.toThrow('The host name is not known.');
  await expect(fetch(`http://gone.test:1/`)).rejects.toThrow('The server refuses connections.');
  await expect(fetch(`https://media.test:${port}/`)).rejects.toMatchObject({ reason: 'unreachable' });
});

describe('an exchange', () => {
  const there = (more: Partial<EgressOptions> = {}) => {
    const { exchange } = open(['media.test'], LOCAL, more);
    return (request: Partial<EgressExchange> = {}) => exchange(`http://media.test:${port}/hook?a=1`, request);
  };

  test('sends what is asked, and answers with status, headers and body', async () => {
    handler = (_request, response) =>
      void response.writeHead(202, { 'X-Told': ['a', 'b'], 'content-type': 'text/plain' }).end('taken');
    const headers = { 'Content-Type': 'application/json', host: 'elsewhere.test' };
    const answer = await there()({ method: 'POST', headers, body: '{"é":1}' });
    expect({ ...answer, body: answer.body.toString() }).toMatchObject({
      status: 202,
      headers: { 'x-told': 'a, b', 'content-type': 'text/plain' },
      body: 'taken',
    });
    expect(seen).toMatchObject([
      {
        ...{ method: 'POST', url: '/hook?a=1', body: '{"é":1}' },
        headers: { 'content-type': 'application/json', host: `media.test:${port}` },
      },
    ]);
  });

  test('does not follow: a redirect is the answer', async () => {
    handler = (_request, response) => void response.writeHead(307, { location: '/else' }).end();
    expect(await there()()).toMatchObject({ status: 307, headers: { location: '/else' } });
    expect(seen).toHaveLength(1);
  });

  test('has its status whatever becomes of the body: too large, too late, broken off', async () => {
    const exchange = there();
    handler = (_request, response) => void response.end('x'.repeat(500_000));
    const large = await exchange();
    expect(large.status).toBe(200);
    expect(large.body.length).toBeGreaterThan(1000);
    expect(large.body.length).toBeLessThan(500_000);
    handler = (_request, response) => void response.write('slow');
    expect((await exchange({ timeoutMs: 100 })).body.toString()).toBe('slow');
    handler = (request, response) =>
      void response.writeHead(200, { 'content-length': 100 }).write('half', () => request.socket.destroy());
    expect((await exchange()).body.toString()).toBe('half');
  });

  test('without a status is a fault with a reason', async () => {
    const exchange = there();
    handler = () => undefined;
    expect(await reason(exchange({ timeoutMs: 100 }))).toBe('timeout');
    handler = (_request, response) => response.writeEarlyHints({ link: '</x>; rel=preload' });
    expect(await reason(exchange({ timeoutMs: 100 }))).toBe('timeout');
    handler = (request) => void request.socket.destroy();
    expect(await reason(exchange())).toBe('unreachable');
    expect(await reason(open([]).exchange('ftp://media.test/'))).toBe('invalid-url');
    expect(await reason(open([]).exchange(`http://127.0.0.1:${port}/`))).toBe('denied');
    expect(await reason(exchange({ headers: { 'x-bad': 'a\nb' } }))).toBe('unreachable');
  });

  test('is ended by an abort with its own reason, also while it waits for a connection', async () => {
    const exchange = there({ connectionsPerHost: 1 });
    const why = new Error('the lane is lost');
    await expect(exchange({ signal: AbortSignal.abort(why) })).rejects.toBe(why);
    const answers: (() => void)[] = [];
    handler = (_request, response) => answers.push(() => void response.end('at last'));
    const first = exchange();
    while (answers.length === 0) await pause(5);
    const controller = new AbortController();
    const second = exchange({ signal: controller.signal });
    controller.abort(why);
    await expect(second).rejects.toBe(why);
    answers[0]?.();
    expect((await first).body.toString()).toBe('at last');
    handler = (_request, response) => void response.write('never the end');
    const third = new AbortController();
    const trickling = exchange({ signal: third.signal });
    while (seen.length < 2) await pause(5);
    third.abort(why);
    await expect(trickling).rejects.toBe(why);
  });
});
