import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';

/** Of the private range of RFC 6455, 7.4.2. */
export const CLOSE = { slow: 4008, revoked: 4001, full: 4013, goingAway: 1001 } as const;

/** What comes from a client is not read: anything longer than a word ends it. */
const MAX_PAYLOAD_BYTES = 1024;
const FAREWELL_MS = 1000;

/** The one subprotocol that is spoken. A client may offer others beside it: one carries its key, and is not repeated. */
const PROTOCOL = 'watertight';

export const WEBSOCKET = {
  maxPayload: MAX_PAYLOAD_BYTES,
  perMessageDeflate: false,
  handleProtocols: (offered: Set<string>): string | false => offered.has(PROTOCOL) && PROTOCOL,
};

/** As the app closes: clients are told, and go on elsewhere after the last event that they have. */
export function endLiveClients(this: FastifyInstance, done: () => void): void {
  const clients = [...this.websocketServer.clients];
  for (const client of clients)
    end(client, CLOSE.goingAway, 'This instance is shutting down: resume elsewhere');
  this.websocketServer.close(() => undefined);
  done();
}

/** Says why, and does not wait long for somebody who does not listen. */
export function end(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), FAREWELL_MS).unref();
}
