import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import puppeteer from 'puppeteer';
import { expect, test } from 'vitest';
import { blockNeedless, browserArgs, findBrowser } from '../src/browser.ts';
import { until } from './support.ts';

const NEEDED = ['https://static.whatsapp.net/app.js', 'https://mmg.whatsapp.net/v/t62/file.enc'];
const NEEDLESS = [
  'https://pps.whatsapp.net/v/picture.jpg',
  'https://crashlogs.whatsapp.net/report',
  'https://dit.whatsapp.net/deidentified_telemetry',
  'https://static.whatsapp.net/font.woff2',
];

test('requests that a session does without never leave the browser, and the others do', async () => {
  const server = createServer(
    (_request, response) => void response.end('<!doctype html><title>page</title>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const settings = { executablePath: '', extraArgs: [], sandboxUrl: null };
  const browser = await puppeteer.launch({
    executablePath: findBrowser(process.env.CHROME_PATH),
    // Nothing leaves this machine: what is not blocked comes here and finds no TLS.
    args: [...(browserArgs(settings, 'live') ?? []), `--host-resolver-rules=MAP *:443 127.0.0.1:${port}`],
    pipe: true,
  });
  try {
    const page = await browser.newPage();
    await blockNeedless(page);
    const urls = new Map<string, string>();
    const blocked: string[] = [];
    const devtools = await page.createCDPSession();
    await devtools.send('Network.enable');
    devtools.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
    devtools.on('Network.loadingFailed', ({ requestId, blockedReason }) => {
      if (blockedReason === 'inspector') blocked.push(urls.get(requestId) ?? '');
    });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.evaluate(
      (all) => Promise.allSettled(all.map((url) => fetch(url, { mode: 'no-cors' }))),
      [...NEEDED, ...NEEDLESS],
    );
    await until('all are blocked', () => blocked.length === NEEDLESS.length);
    expect(blocked.sort()).toEqual([...NEEDLESS].sort());
    expect([...urls.values()]).toEqual(expect.arrayContaining(NEEDED));
  } finally {
    await browser.close();
    server.close();
  }
});
