import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createGraph, type Graph, type GraphOptions, type GraphRequest } from './graph.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = (handler: (request: IncomingMessage, response: ServerResponse) => unknown) =>
  listening(createHttpServer((request, response) => void handler(request, response)));

function graphAt(url: string, options: Partial<GraphOptions> = {}): Graph {
  const graph = createGraph({ liveUrl: url, sandboxUrl: null, version: 'v26.0', ...options });
  closing.push(() => graph.close());
  return graph;
}

const request = (fields: Partial<GraphRequest> = {}): GraphRequest => ({
  method: 'POST',
  path: '1001/messages',
  accessToken: 'token',
  body: '{"to":"+60123456789"}',
  signal: new AbortController().signal,
  ...fields,
});
const callAt = (url: string, options: Partial<GraphOptions> = {}, fields: Partial<GraphRequest> = {}) =>
  graphAt(url, options).serverFor('live')!.call(request(fields));

async function read(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

test('an answer comes back with its status and body, and the request goes to version and path', async () => {
  const url = await http(async (message, response) => {
    const { method, url: path, headers } = message;
    const body = await read(message);
    response.writeHead(418).end(JSON.stringify({ method, path, authorization: headers.authorization, body }));
  });
  const end = await callAt(`${url}/graph/`);
  expect(end).toMatchObject({ kind: 'answered', status: 418 });
  expect(JSON.parse(end.kind === 'answered' ? end.body : '')).toEqual({
    method: 'POST',
    path: '/graph/v26.0/1001/messages',
    authorization: 'Bearer token',
    body: '{"to":"+60123456789"}',
  });
});

test('a refused connection is certain: nothing was sent', async () => {
  const server = createTcpServer();
  const url = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await callAt(url)).toMatchObject({
    kind: 'not-sent',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a host that has no address is certain: nothing was sent', async () => {
  expect(await callAt('http://graph.invalid')).toMatchObject({ kind: 'not-sent' });
});

test('a TLS handshake that breaks is certain, although its error is a reset connection', async () => {
  const url = await listening(createTcpServer((socket) => socket.resetAndDestroy()));
  expect(await callAt(url.replace('http:', 'https:'))).toMatchObject({ kind: 'not-sent' });
});

test('a server that closes after reading leaves it unknown', async () => {
  const url = await http(async (message) => {
    await read(message);
    message.socket.destroy();
  });
  expect(await callAt(url)).toMatchObject({ kind: 'unknown' });
});

test('a server that resets before it reads leaves it unknown as well', async () => {
  const url = await listening(
    createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
  );
  expect(await callAt(url)).toMatchObject({ kind: 'unknown' });
});

test('an answer that breaks off leaves it unknown', async () => {
  const url = await http((_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"messages"');
    response.socket?.end();
  });
  expect(await callAt(url)).toMatchObject({ kind: 'unknown' });
});

test('no answer within the deadline leaves it unknown', async () => {
  const url = await http(() => undefined);
  expect(await callAt(url, { timeoutMs: 100 })).toEqual({
    kind: 'unknown',
    reason: 'no answer within 0.1 s',
  });
});

test('an answer that trickles does not outlast the deadline', async () => {
  const url = await http((_, response) => {
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  });
  expect(await callAt(url, { timeoutMs: 150 })).toMatchObject({ kind: 'unknown' });
});

test('a request that is given up while it waits for a connection was not sent and never is', async () => {
  const reached: string[] = [];
  const url = await http((message, response) => {
    reached.push(message.url ?? '');
    if (message.url?.endsWith('third')) response.end('{}');
  });
  const graph = graphAt(url, { connections: 1 }).serverFor('live')!;
  const [holding, waiting] = [new AbortController(), new AbortController()];
  const first = graph.call(request({ path: 'first', signal: holding.signal }));
  const second = graph.call(request({ path: 'second', signal: waiting.signal }));
  await vi.waitFor(() => expect(reached).toHaveLength(1));
  waiting.abort();
  expect(await second).toMatchObject({ kind: 'not-sent' });
  holding.abort();
  expect(await first).toMatchObject({ kind: 'unknown' });
  // Now it would have been the second one's turn.
  expect(await graph.call(request({ path: 'third' }))).toMatchObject({ kind: 'answered' });
  expect(reached).toEqual(['/v26.0/first', '/v26.0/third']);
});

test('a signal ends it: unknown when it had begun, not sent when it had not', async () => {
  const stopping = new AbortController();
  const url = await http(() => stopping.abort());
  expect(await callAt(url, {}, { signal: stopping.signal })).toMatchObject({ kind: 'unknown' });
  expect(await callAt(url, {}, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'not-sent' });
});

test('an answer beyond the bound is given up', async () => {
  const url = await http((_, response) => response.end('x'.repeat(1_100_000)));
  expect(await callAt(url)).toEqual({ kind: 'unknown', reason: 'the answer was larger than 1 MB' });
});

test('a redirect is an answer and is not followed', async () => {
  const handler = vi.fn((_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(307, { location: '/elsewhere' }).end(),
  );
  const url = await http(handler);
  expect(await callAt(url)).toMatchObject({ kind: 'answered', status: 307 });
  expect(handler).toHaveBeenCalledTimes(1);
});

test('a request whose kept connection is closed under it is not repeated', async () => {
  let requests = 0;
  const url = await listening(
    createTcpServer((socket) =>
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
        else socket.destroy();
      }),
    ),
  );
  const graph = graphAt(url).serverFor('live')!;
  expect(await graph.call(request())).toMatchObject({ kind: 'answered' });
  expect(await graph.call(request())).toMatchObject({ kind: 'unknown' });
  expect(requests).toBe(2);
});

test('phones in the sandbox reach the sandbox, and nothing where there is none', async () => {
  const url = await http((_, response) => response.end('sandbox'));
  const graph = graphAt('http://graph.invalid', { sandboxUrl: url });
  expect(await graph.serverFor('sandbox')!.call(request())).toMatchObject({ body: 'sandbox' });
  expect(graphAt(url).serverFor('sandbox')).toBeNull();
});
