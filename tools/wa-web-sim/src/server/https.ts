import { createHash, createPublicKey } from 'node:crypto';
import type http from 'node:http';
import type https from 'node:https';
import net from 'node:net';
import { generate } from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
}

/** A new self-signed certificate for web.whatsapp.com and its neighbours; valid for ten years. */
export async function makeCertificate(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'web.whatsapp.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 10 * 365 * 24 * 3600 * 1000),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'web.whatsapp.com' },
          { type: 2, value: 'whatsapp.com' },
          { type: 2, value: '*.whatsapp.net' },
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** SHA-256 of the certificate's public key, base64, as Chromium's --ignore-certificate-errors-spki-list wants it. */
export function spkiHash({ cert }: Certificate): string {
  const spki = createPublicKey(cert).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}

export interface Front {
  /** Resolves with the port; rejects with the system's error, such as EADDRINUSE. */
  listen(port: number, host: string): Promise<number>;
  stop(): Promise<void>;
}

const TLS_HANDSHAKE = 0x16;
const FIRST_BYTE_TIMEOUT_MS = 10_000;

/** One TCP port in front of a plain and a TLS server: the first byte of a connection says which it is for. */
export function createFront(plain: http.Server, secure: https.Server): Front {
  const open = new Set<net.Socket>();

  function handOver(socket: net.Socket): void {
    const first = socket.read(1) as Buffer | null;
    if (first === null) {
      socket.once('readable', () => handOver(socket));
      return;
    }
    socket.unshift(first);
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    (first[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
  }

  const front = net.createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // Peers that vanish are no concern of a simulator; the socket's 'close' follows.
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    socket.setTimeout(FIRST_BYTE_TIMEOUT_MS, () => socket.destroy());
    socket.once('readable', () => handOver(socket));
  });
  secure.on('tlsClientError', (_error, socket) => socket.destroy());

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        front.once('error', reject);
        front.listen(port, host, () => {
          front.removeListener('error', reject);
          resolve((front.address() as net.AddressInfo).port);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
