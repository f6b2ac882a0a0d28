import type { WebSocket } from 'ws';
import { CLOSE, end } from './server.ts';

export interface Pulse {
  /** From now on `socket` is asked whether it lives; `isValid` whether its key still does. */
  watch(socket: WebSocket, isValid: () => Promise<boolean>): void;
  watched(): number;
  stop(): void;
}

const PING_MS = 20_000;
/** Keys are looked at again in every third round. */
const KEY_ROUNDS = 3;

/** Pings all clients; who has not answered until the next time is gone. */
export function createPulse(pingMs = PING_MS): Pulse {
  const clients = new Map<WebSocket, { isAlive: boolean; isValid: () => Promise<boolean> }>();
  let round = 0;

  const beat = () => {
    round++;
    for (const [socket, client] of clients) {
      if (!client.isAlive) {
        socket.terminate();
        continue;
      }
      client.isAlive = false;
      socket.ping();
      if (round % KEY_ROUNDS === 0) void look(socket, client.isValid);
    }
  };
  const look = async (socket: WebSocket, isValid: () => Promise<boolean>) => {
    // When the store is away nobody can say: it is looked at again.
    const valid = await isValid().catch(() => true);
    if (!valid) end(socket, CLOSE.revoked, 'The API key is no longer valid');
  };
  const timer = setInterval(beat, pingMs);

  return {
    watch(socket, isValid) {
      const client = { isAlive: true, isValid };
      clients.set(socket, client);
      socket.on('pong', () => (client.isAlive = true));
      socket.once('close', () => clients.delete(socket));
    },
    watched: () => clients.size,
    stop: () => clearInterval(timer),
  };
}
