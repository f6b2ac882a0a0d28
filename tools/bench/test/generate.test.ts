import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createAnswers } from '../src/load/answers.ts';
import { generate } from '../src/load/generate.ts';
import { load } from '../src/load/load.ts';
import type { LoadPlan } from '../src/load/plan.ts';
import { quantile } from '../src/load/quantile.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers with a status after a moment; what came to it is kept. */
async function serve(status: (n: number) => number, delayMs = 0) {
  const came: { path: string; body: string }[] = [];
  let underWay = 0;
  let most = 0;
  server = createServer((request, response) => {
    most = Math.max(most, ++underWay);
    void bodyOf(request).then((body) => {
      came.push({ path: request.url ?? '', body });
      setTimeout(() => {
        underWay--;
        const text = 'x'.repeat(5000);
        response.writeHead(status(came.length), { 'content-length': text.length }).end(text);
      }, delayMs);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, came, most: () => most };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

const plan = (port: number, more: Partial<LoadPlan> = {}): LoadPlan => ({
  port,
  connections: 4,
  method: 'POST',
  requests: [
    { path: '/a', body: '{"text":"première"}' },
    { path: '/b', body: '{}' },
  ],
  headers: { 'content-type': 'application/json' },
  expect: 202,
  warmUpMs: 50,
  measureMs: 300,
  ...more,
});
const MOMENTS = { begun: () => undefined, ended: () => undefined };

it('keeps each connection at one request, sends all requests whole, and counts what was answered', async () => {
  const { port, came, most } = await serve(() => 202, 5);
  const result = await generate(plan(port), MOMENTS);
  expect(result).toMatchObject({ failed: 0, firstFailure: null });
  expect(result.answered).toBeGreaterThan(20);
  expect(result.answered).toBeLessThanOrEqual(came.length);
  expect(most()).toBe(4);
  expect(new Set(came.map(({ path, body }) => `${path} ${body}`))).toEqual(
    new Set(['/a {"text":"première"}', '/b {}']),
  );
  expect(result.latency.p50).toBeGreaterThanOrEqual(4);
  expect(result.latency.p99).toBeGreaterThanOrEqual(result.latency.p50);
});

it('holds to a rate, and counts the time that a request waited for a free connection', async () => {
  const { port } = await serve(() => 202, 20);
  const slow = await generate(plan(port, { perSecond: 50, connections: 1, measureMs: 1000 }), MOMENTS);
  expect(slow.answered).toBeGreaterThan(25);
  expect(slow.answered).toBeLessThan(56);
  const late = await generate(plan(port, { perSecond: 500, connections: 1, measureMs: 500 }), MOMENTS);
  expect(late.latency.p99, 'the last ones waited for most of the time').toBeGreaterThan(250);
});

it('tells of answers that were not asked for, from a process of its own', async () => {
  const { port } = await serve((n) => (n === 1 ? 503 : 202));
  const told: string[] = [];
  const watch = { begun: () => void told.push('begun'), ended: () => void told.push('ended') };
  await load(plan(port), AbortSignal.timeout(20_000), watch);
  expect(told).toEqual(['begun', 'ended']);
  const { port: other } = await serve(() => 503);
  await expect(load(plan(other), AbortSignal.timeout(20_000))).rejects.toThrow(/not 202; the first: 503 xxx/);
});

it('fails when nobody listens', async () => {
  await expect(load(plan(1), AbortSignal.timeout(20_000))).rejects.toThrow(/ECONNREFUSED/);
});

it('reads answers however their bytes are cut', () => {
  const bytes = Buffer.from(
    'HTTP/1.1 202 Accepted\r\nx: y\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n',
  );
  for (let size = 1; size <= bytes.length; size++) {
    const read: string[] = [];
    const take = createAnswers(({ status, body }) => read.push(`${status} ${body.toString()}`));
    for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
    expect(read).toEqual(['202 hello', '204 ']);
  }
  const take = createAnswers(() => undefined);
  expect(() => take(Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'))).toThrow(
    /without a length/,
  );
});

it('finds quantiles', () => {
  const samples = Float64Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([0.5, 0.99, 1].map((q) => quantile(samples, q))).toEqual([50, 99, 100]);
  expect(quantile(new Float64Array(), 0.5)).toBe(0);
});
