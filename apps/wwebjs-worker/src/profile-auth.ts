import { resolve } from 'node:path';
import wwebjs from 'whatsapp-web.js';

/**
 * The library's LocalAuth, with two changes. It tells when browser and page exist, which the library does nowhere
 * else. And it deletes nothing: the library would remove a profile under its living browser.
 */
export class ProfileAuth extends wwebjs.LocalAuth {
  constructor(sessionDir: string, phoneId: string, onBrowser: () => Promise<void>) {
    super({ dataPath: resolve(sessionDir), clientId: phoneId });
    this.afterBrowserInitialized = onBrowser;
    this.logout = () => Promise.resolve();
  }
}
