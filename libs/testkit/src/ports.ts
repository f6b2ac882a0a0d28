import { connect } from 'node:net';
import { eventually } from './eventually.ts';

export { randomFreePort as freePort } from '@watertight/embedded';

/** Waits until a server accepts connections at the port. */
export async function waitForPort(
  port: number,
  { host = '127.0.0.1', timeoutMs = 10_000 }: { host?: string; timeoutMs?: number } = {},
): Promise<void> {
  await eventually(() => connectOnce(port, host, timeoutMs), { timeoutMs, label: `port ${port}` });
}

function connectOnce(port: number, host: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
