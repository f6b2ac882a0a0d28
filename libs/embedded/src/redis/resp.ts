import { connect } from 'node:net';

const DEADLINE_MS = 2000;

/**
 * Sends commands to a Redis server, each a line of words without spaces, and answers the replies as text once there
 * are as many as commands, or whatever came when the connection ends. Enough to ask a server who it is.
 */
export function askRedis(port: number, commands: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let reply = '';
    socket.setEncoding('utf8');
    socket.setTimeout(DEADLINE_MS, () =>
      socket.destroy(new Error(`Redis gave no answer in ${DEADLINE_MS} ms`)),
    );
    socket.once('connect', () => socket.write([...commands, 'QUIT', ''].join('\r\n')));
    socket.on('data', (text: string) => {
      reply += text;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(reply));
  });
}
