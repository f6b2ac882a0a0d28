import { join } from 'node:path';
import wwebjs from 'whatsapp-web.js';

/** One paired session of the library and nothing else. */
export interface BareSession {
  profileDir: string;
  /** Resolves when WhatsApp's server has the text, or without `waits` as soon as the library does. */
  text(to: string, text: string, options: { waits: boolean }): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface BareOptions {
  /** Where the profile goes. */
  folder: string;
  /** The phone's number at the simulator. */
  number: string;
  executablePath: string;
  /** Chromium's arguments. */
  args: string[];
  /** Types a QR code into the phone. */
  scan(qr: string): Promise<unknown>;
}

/** Pairs a client of whatsapp-web.js and waits until it is ready. */
export async function openBare({
  folder,
  number,
  executablePath,
  args,
  scan,
}: BareOptions): Promise<BareSession> {
  const client = new wwebjs.Client({
    authStrategy: new wwebjs.LocalAuth({ dataPath: folder, clientId: number }),
    webVersionCache: { type: 'none' },
    puppeteer: { executablePath, args },
  });
  const isReady = new Promise((resolve) => client.once('ready', resolve));
  client.once('qr', (qr: string) => void scan(qr));
  await client.initialize();
  await isReady;
  return {
    profileDir: join(folder, `session-${number}`),
    text: (to, text, { waits }) =>
      client.sendMessage(`${to}@c.us`, text, { sendSeen: false, waitUntilMsgSent: waits }),
    close: () => client.destroy(),
  };
}
