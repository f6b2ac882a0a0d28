import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { sha256Hex } from '@watertight/core';
import { afterEach, expect, test, vi } from 'vitest';
import {
  createGraph,
  type Graph,
  type GraphDownload,
  type GraphOptions,
  type GraphRequest,
} from './graph.ts';
import { multipart } from './multipart.ts';

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

const bytes = (length: number) => Buffer.alloc(length, 'wasserdicht ');
const upload = (source: Readable, sizeBytes: number) =>
  multipart(
    { messaging_product: 'whatsapp', type: 'image/png' },
    { name: 'file', filename: 'a "b".png', mimeType: 'image/png', sizeBytes, source },
  );

test('a file is sent as one of the fields of a form, of a length that is told before', async () => {
  const url = await http(async (message, response) => {
    const headers = message.headers as Record<string, string>;
    const form = await new Response(Readable.toWeb(message) as ReadableStream, { headers }).formData();
    const file = form.get('file') as File;
    const sha = sha256Hex(Buffer.from(await file.arrayBuffer()));
    const { name, type } = file;
    response.end(
      JSON.stringify({ name, type, sha, product: form.get('messaging_product'), of: form.get('type') }),
    );
    expect(Number(headers['content-length'])).toBeGreaterThan(3_000_000);
  });
  const file = bytes(3_000_000);
  const end = await callAt(url, {}, { body: upload(Readable.from([file]), file.length) });
  expect(JSON.parse(end.kind === 'answered' ? end.body : '')).toEqual({
    name: 'a "b".png',
    type: 'image/png',
    sha: sha256Hex(file),
    product: 'whatsapp',
    of: 'image/png',
  });
});

test('a file that breaks off ends the request and says why, and is let go', async () => {
  const url = await http(async (message, response) => {
    message.on('error', () => undefined).resume();
    response.on('error', () => undefined);
  });
  const source = Readable.from(
    (function* () {
      yield bytes(100_000);
      throw new Error('the storage is away');
    })(),
  );
  const end = await callAt(url, {}, { body: upload(source, 900_000) });
  expect(end).toEqual({ kind: 'unknown', reason: 'the storage is away' });
  expect(source.destroyed).toBe(true);
});

test('a file of a request that never began is let go', async () => {
  const source = Readable.from([bytes(10)]);
  const body = upload(source, 10);
  expect(await callAt('http://graph.invalid', {}, { body })).toMatchObject({ kind: 'not-sent' });
  await vi.waitFor(() => expect(source.destroyed).toBe(true));
});

test('a file shorter than it says is no whole request', async () => {
  const url = await http(async (message, response) => {
    message.on('error', () => undefined);
    await read(message).catch(() => undefined);
    response.end('{}');
  });
  const body = upload(Readable.from([bytes(10)]), 11);
  expect(await callAt(url, {}, { body })).toMatchObject({ kind: 'unknown' });
});

test('a refusal that comes while the file is still on its way is the answer', async () => {
  const url = await http((_, response) => response.writeHead(401).end('{"error":{"code":190}}'));
  const endless = Readable.from(
    (async function* () {
      for (let i = 0; i < 1000; i++) {
        yield bytes(10_000);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })(),
  );
  const end = await callAt(url, { timeoutMs: 4000 }, { body: upload(endless, 10_000_000) });
  expect(end).toMatchObject({ kind: 'answered', status: 401 });
});

test('files do not take the connections of messages', async () => {
  const url = await http((message, response) => void (message.url?.endsWith('text') && response.end('{}')));
  const graph = graphAt(url, { connections: 1 }).serverFor('live')!;
  const stopping = new AbortController();
  const slow = Array.from({ length: 40 }, () =>
    graph.call(
      request({ path: 'media', body: upload(Readable.from([bytes(1)]), 1), signal: stopping.signal }),
    ),
  );
  expect(await graph.call(request({ path: 'text' }))).toMatchObject({ kind: 'answered' });
  stopping.abort();
  await Promise.all(slow);
});

test('other methods, headers and ways to present the token reach Graph', async () => {
  const url = await http(async (message, response) => {
    const { method, headers, url: path } = message;
    const { authorization, file_offset: offset } = headers;
    response.end(JSON.stringify({ method, path, authorization, offset, body: await read(message) }));
  });
  const raw = { contentType: 'application/octet-stream', sizeBytes: 3, source: Readable.from(['abc']) };
  const end = await callAt(
    url,
    {},
    { path: 'upload:1?sig=2', scheme: 'OAuth', headers: { file_offset: '0' }, body: raw },
  );
  expect(JSON.parse(end.kind === 'answered' ? end.body : '')).toEqual({
    method: 'POST',
    path: '/v26.0/upload:1?sig=2',
    authorization: 'OAuth token',
    offset: '0',
    body: 'abc',
  });
  const { body: _, ...bare } = request({ method: 'DELETE', path: '1001' });
  expect(await graphAt(url).serverFor('live')!.call(bare)).toMatchObject({
    body: expect.stringContaining('"DELETE"'),
  });
});

test('a header that cannot be written is no request', async () => {
  expect(await callAt('http://127.0.0.1:9', {}, { accessToken: 'a\nb' })).toMatchObject({ kind: 'not-sent' });
});

const downloadAt = (url: string, fields: Partial<GraphDownload> = {}) =>
  graphAt('http://127.0.0.1:9')
    .serverFor('live')!
    .download({
      url,
      accessToken: 'token',
      maxBytes: 1_000_000,
      signal: new AbortController().signal,
      ...fields,
    });

test('a file is fetched with the token, from whatever host Graph named', async () => {
  const url = await http((message, response) => {
    const isAllowed = message.headers.authorization === 'Bearer token';
    response.writeHead(isAllowed ? 200 : 403, { 'content-type': 'image/png' }).end(bytes(900_000));
  });
  const end = await downloadAt(`${url}/file?mid=1`);
  if (end.kind !== 'opened') throw new Error(end.kind);
  expect(end).toMatchObject({ contentType: 'image/png' });
  expect(sha256Hex(await buffer(end.stream))).toBe(sha256Hex(bytes(900_000)));
});

test('a file beyond its bound breaks off, and one that trickles at its deadline', async () => {
  const large = await http((_, response) => response.end(bytes(1_000_001)));
  const opened = await downloadAt(large);
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  await expect(buffer(opened.stream)).rejects.toThrow('larger than 1000000 bytes');

  const slow = await http((_, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  });
  const trickling = await downloadAt(slow, { timeoutMs: 150 });
  if (trickling.kind !== 'opened') throw new Error(trickling.kind);
  await expect(buffer(trickling.stream)).rejects.toThrow();
});

test('whatever is no file is told with its status, and no redirect is followed', async () => {
  const url = await http((message, response) =>
    message.url === '/gone'
      ? response.writeHead(404).end('{"error":{"code":131052}}')
      : response.writeHead(302, { location: '/gone' }).end(),
  );
  expect(await downloadAt(`${url}/gone`)).toEqual({
    kind: 'answered',
    status: 404,
    body: '{"error":{"code":131052}}',
  });
  expect(await downloadAt(url)).toMatchObject({ kind: 'answered', status: 302 });
  expect(await downloadAt('http://127.0.0.1:9/')).toMatchObject({ kind: 'failed' });
});

test('a token does not travel in the clear where Graph does not', async () => {
  const handler = vi.fn((_: IncomingMessage, response: ServerResponse) => response.end('file'));
  const url = await http(handler);
  const live = graphAt('https://graph.invalid').serverFor('live')!;
  const fields = { accessToken: 'token', maxBytes: 10, signal: new AbortController().signal };
  for (const wrong of [url, 'file:///etc/passwd', 'no address'])
    expect(await live.download({ url: wrong, ...fields })).toMatchObject({ kind: 'failed' });
  expect(handler).not.toHaveBeenCalled();
});
