import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PhoneMode } from '@watertight/core';
import type { Page } from 'puppeteer';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const PLACES = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The executable of Chromium or Chrome: the given one, else the first found on PATH or in a known place.
 * Throws one sentence that says what to do when there is none.
 */
export function findBrowser(chromePath: string | undefined, path: string = process.env.PATH ?? ''): string {
  if (chromePath !== undefined) {
    if (isExecutable(chromePath)) return chromePath;
    throw new Error(`CHROME_PATH names ${chromePath}, which is no executable file: correct it.`);
  }
  const onPath = path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [...onPath, ...PLACES].find(isExecutable);
  if (found) return found;
  throw new Error('There is no Chromium or Chrome: install chromium, or set CHROME_PATH to its executable.');
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // whatever the reason, it cannot be run
  }
}

/**
 * Measured with Chromium 156: without the address bar's own pages, a spare renderer and a process for the network
 * a session takes 6 processes instead of 9 and a sixth less memory.
 */
const LEAN = [
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,SpareRendererForSitePerProcess',
  '--enable-features=NetworkServiceInProcess2',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--window-size=800,600',
];

const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface BrowserSettings {
  executablePath: string;
  /** Appended for every phone. */
  extraArgs: readonly string[];
  /** Where web.whatsapp.com is for phones in mode sandbox; null when they are not allowed. */
  sandboxUrl: string | null;
}

/** Chromium's arguments for a phone of this mode; null when sandbox phones have nowhere to go. */
export function browserArgs(
  settings: BrowserSettings,
  mode: PhoneMode,
  isRoot = process.getuid?.() === 0,
): string[] | null {
  if (mode === 'sandbox' && !settings.sandboxUrl) return null;
  return [
    ...LEAN,
    ...QUIET,
    ...(isRoot ? ['--no-sandbox'] : []),
    ...settings.extraArgs,
    // Last, so that no extra argument leads a sandbox phone elsewhere.
    ...(mode === 'sandbox' && settings.sandboxUrl ? sandboxArgs(settings.sandboxUrl) : []),
  ];
}

/** The browser of a sandbox phone can reach the sandbox and nothing else, so its certificate need not be trusted. */
function sandboxArgs(sandboxUrl: string): string[] {
  const { hostname, port } = new URL(sandboxUrl);
  const rules = `MAP web.whatsapp.com:443 ${hostname}:${port || '443'} , MAP * ~NOTFOUND , EXCLUDE ${hostname}`;
  return [`--host-resolver-rules=${rules}`, '--ignore-certificate-errors'];
}

/**
 * What a session does without: fonts that nobody looks at, profile pictures in lists, and reports to WhatsApp about
 * its own page. Media (mmg.whatsapp.net) and scripts (static.whatsapp.net) are left alone.
 */
export const NEEDLESS = [
  '*://*/*.woff',
  '*://*/*.woff2',
  '*://*/*.ttf',
  '*://pps.whatsapp.net/*',
  '*://crashlogs.whatsapp.net/*',
  '*://dit.whatsapp.net/*',
];

/** Lets the browser itself refuse them: no request passes through this process for it. */
export async function blockNeedless(page: Page): Promise<void> {
  const devtools = await page.createCDPSession();
  await devtools.send('Network.enable');
  await devtools.send('Network.setBlockedURLs', { urls: NEEDLESS });
}
