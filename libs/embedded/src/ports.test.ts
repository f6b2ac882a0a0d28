import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isPortFree, randomFreePort } from './ports.ts';

test('a port is free until somebody listens on it, and again afterwards', async () => {
  const port = await randomFreePort();
  expect(await isPortFree(port)).toBe(true);
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  expect(await isPortFree(port)).toBe(false);
  server.close();
  await once(server, 'close');
  expect(await isPortFree(port)).toBe(true);
});

test('a port that somebody has on all addresses is not free on ours', async () => {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  expect(await isPortFree(port)).toBe(false);
  server.close();
});
