import { createServer } from 'node:net';
import { codeOf } from './fault.ts';

const LOCALHOST = '127.0.0.1';

/** Whether a server could listen on the port now. Throws what is no answer to that, as a port below 1024. */
export async function isPortFree(port: number, host: string = LOCALHOST): Promise<boolean> {
  try {
    await listenOnce(port, host);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return false;
    throw error;
  }
}

/** A port of 127.0.0.1 that nobody listens on now; somebody else may take it before its user does. */
export const randomFreePort = (): Promise<number> => listenOnce(0, LOCALHOST);

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}
