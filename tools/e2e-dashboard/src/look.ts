/** Pictures of every page: `npm run look -- http://127.0.0.1:3000 <admin key> <folder> [page …]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, signInWithKey, visit } from './browser.ts';

const [address = 'http://127.0.0.1:3000', key = '', folder = 'pictures', ...only] = process.argv.slice(2);
const PAGES = [
  'overview',
  'phones',
  'messages',
  'inbox',
  'webhooks',
  'templates',
  'contacts',
  'employees',
  'api-keys',
  'playground',
];
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 860 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;
/** Charts and lists that fill themselves. */
const SETTLE_MS = 1200;

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const { name, ...options } of LOOKS) {
    const { page, close } = await visit(browser, address, options);
    await page.goto('/sign-in');
    if (only.length === 0) await page.screenshot({ path: join(folder, `sign-in-${name}.png`) });
    await signInWithKey(page, key);
    const company = new URL(page.url()).pathname.split('/')[2] ?? '';
    for (const path of only.length > 0 ? only : PAGES) {
      await page.goto(`/c/${company}/${path}`);
      await page.waitForTimeout(SETTLE_MS);
      await page.screenshot({ path: join(folder, `${path.replaceAll(/[^a-z0-9]+/g, '-')}-${name}.png`) });
    }
    await close();
  }
} finally {
  await browser.close();
}
