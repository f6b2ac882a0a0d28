import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { System } from '@watertight/e2e';

const EVENTS = ['message.sent', 'message.delivered', 'message.read', 'message.received'];

/** A customer who takes every webhook, and how many came. */
export interface Customer {
  readonly webhooks: number;
  stop(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1, and asks the company of the soak to be told of all its messages. */
export async function startCustomer(system: System): Promise<Customer> {
  let webhooks = 0;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      webhooks++;
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  try {
    const { port } = server.address() as AddressInfo;
    await system.post('/api/v2/webhooks/demo', { url: `http://127.0.0.1:${port}/hook`, events: EVENTS });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    get webhooks() {
      return webhooks;
    },
    stop,
  };
}
