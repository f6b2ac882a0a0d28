import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import wwebjs from 'whatsapp-web.js';

const LAST_HEARD = 'watertight-last-heard';

/** A phone's browser profile: its credentials, and what the page keeps. */
export interface Profile {
  readonly dir: string;
  /** When the session last heard everything, null before the first time. */
  lastHeard(): Promise<Date | null>;
  keepLastHeard(at: Date): Promise<void>;
  /** Removes credentials and all; only while no browser uses them. */
  forget(): Promise<void>;
}

/** One folder for each phone below `sessionDir`, readable by us alone. */
export function profileOf(sessionDir: string, phoneId: string): Profile {
  if (!/^[-\w]+$/.test(phoneId)) throw new Error('A phone id holds letters, digits, - and _ alone');
  const dir = join(resolve(sessionDir), `session-${phoneId}`);
  const file = join(dir, LAST_HEARD);
  return {
    dir,
    async lastHeard() {
      const text = await readFile(file, 'utf8').catch(() => ''); // not there yet
      const at = new Date(text.trim());
      return Number.isNaN(at.getTime()) ? null : at;
    },
    async keepLastHeard(at) {
      await writeFile(`${file}.new`, `${at.toISOString()}\n`);
      await rename(`${file}.new`, file);
    },
    forget: () => rm(dir, { recursive: true, force: true, maxRetries: 4, retryDelay: 100 }),
  };
}

/** Profiles hold credentials: nobody else on the machine may read them. */
export const makeSessionDir = (sessionDir: string): Promise<string | undefined> =>
  mkdir(sessionDir, { recursive: true, mode: 0o700 });

/**
 * The library's LocalAuth, with two changes. It tells when browser and page exist, which the library does nowhere
 * else. And it deletes nothing: the library would remove a profile under its living browser.
 */
export class ProfileAuth extends wwebjs.LocalAuth {
  constructor(sessionDir: string, phoneId: string, onBrowser: () => void) {
    super({ dataPath: resolve(sessionDir), clientId: phoneId });
    this.afterBrowserInitialized = async () => onBrowser();
    this.logout = () => Promise.resolve();
  }
}
