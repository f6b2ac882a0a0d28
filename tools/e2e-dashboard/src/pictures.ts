/**
 * The pictures of README and docs: `npm run pictures`. Starts a system of its own with invented businesses in it, looks
 * at it in both themes, writes `docs/pictures`, and stops it.
 */
import { newEnvironment, npmStart, type System } from '@watertight/e2e';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, signInWithKey, visit } from './browser.ts';

const FOLDER = resolve(import.meta.dirname, '../../../docs/pictures');
/** Charts and lists that fill themselves. */
const SETTLE_MS = 1500;
const WITHIN_MS = 60_000;
const QUALITY = 82;
const CLOUD = 1;

/** Businesses that are not there, with numbers that are kept for stories (555-0100 to 555-0199). */
const CUSTOMERS = [
  { from: '12025550101', name: 'Lantern Books', says: 'Do you still have the blue shelves?' },
  { from: '12025550114', name: 'Copper Kettle Café', says: 'Can we move the delivery to Friday?' },
  { from: '12025550127', name: 'Blue Door Dental', says: 'Thank you, the invoice arrived.' },
  { from: '12025550138', name: 'North Pier Boats', says: 'We need two more, same size.' },
  { from: '12025550142', name: 'Paper Lane Studio', says: 'Is the sample on its way?' },
];

const ANSWER = 'Good morning! It leaves our warehouse today, and is with you tomorrow before noon.';

interface Shown {
  name: string;
  path: string;
  /** What to wait for, and to do, before the picture. */
  until?: (page: Page) => Promise<unknown>;
}

const API = '/api/v2';

async function eventually<T>(read: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const value = await read();
    if (isIt(value)) return value;
    if (Date.now() > until) throw new Error(`It did not come to be: ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** Fills the demo company. @returns the message that failed */
async function fill(system: System, hookUrl: string): Promise<string> {
  await system.post(`${API}/webhooks/demo`, { url: hookUrl, events: ['message.received', 'message.failed'] });
  for (const { from, name, says } of CUSTOMERS) {
    await system.post(`${API}/sandbox/demo/${CLOUD}/inbound`, { from, name, message: says });
    await system.send(CLOUD, from, ANSWER);
    await system.send(0, from, 'Your order is packed.');
  }
  const faults = `${API}/sandbox/demo/${CLOUD}/faults`;
  await system.request('PUT', faults, { on: ['refused'] });
  const { id } = await system.send(CLOUD, '12025550155', 'Your table for four is booked.');
  await eventually(
    () => system.message(id),
    ({ status }) => status === 'failed',
  );
  await system.request('PUT', faults, { on: [] });
  await system.post(`${API}/companies/demo/phones`, {
    connectionType: 'wwebjs',
    mode: 'sandbox',
    name: 'Reception',
    phoneIndex: 2,
  });
  await system.post(`${API}/bots/demo/2/start`, {});
  await eventually(
    () => system.phoneStatus(2),
    (status) => status === 'qr',
  );
  return id;
}

const shownOf = (failedId: string): Shown[] => [
  { name: 'overview', path: 'overview' },
  { name: 'phones', path: 'phones' },
  { name: 'phone-qr', path: 'phones/2', until: (page) => page.locator('[data-qr] svg').waitFor() },
  { name: 'messages', path: 'messages' },
  { name: 'message', path: `messages/${failedId}`, until: (page) => page.getByRole('dialog').waitFor() },
  { name: 'inbox', path: `inbox/${CLOUD}/${CUSTOMERS[0]!.from}` },
  { name: 'webhooks', path: 'webhooks' },
  {
    name: 'playground',
    path: 'playground',
    async until(page) {
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('list', { name: 'Timeline' }).getByText('read').waitFor();
    },
  },
];

/** As WebP, which the browser itself writes. */
async function take(page: Page, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  await session.detach();
  writeFileSync(file, Buffer.from(data, 'base64'));
}

const receiver = createServer((request, response) => request.resume().on('end', () => response.end()));
await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
const environment = await newEnvironment();
const started = npmStart(environment);
try {
  await started.ready;
  const { system } = started;
  const { port } = receiver.address() as AddressInfo;
  const failedId = await fill(system, `http://127.0.0.1:${port}/whatsapp`);
  mkdirSync(FOLDER, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, close } = await visit(browser, system.at.api, { colorScheme });
      await signInWithKey(page, system.at.adminKey);
      for (const { name, path, until } of shownOf(failedId)) {
        await page.goto(`/c/demo/${path}`);
        await until?.(page);
        await page.waitForTimeout(SETTLE_MS);
        await take(page, join(FOLDER, `${name}-${colorScheme}.webp`));
      }
      await close();
    }
  } finally {
    await browser.close();
  }
} finally {
  receiver.close();
  await started.interrupt().catch(() => started.kill());
  rmSync(environment['WATERTIGHT_HOME'] ?? '', { recursive: true, force: true });
}
