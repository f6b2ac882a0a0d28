import { findChromium } from '@watertight/embedded';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where Chromium's sandbox cannot be: it refuses root. */
const ROOT_ARGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The machine's own Chromium, found as the system finds it; none is downloaded. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium({
    chromePath: process.env['CHROME_PATH']?.trim(),
    install: true,
  });
  return chromium.launch({
    executablePath,
    args: [
      ...ROOT_ARGS,
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

/** What is waited for comes at once on a quiet machine; two cores that build and test besides take longer. */
const WAIT_MS = 30_000;

export interface Visit {
  page: Page;
  /** What a page must not do: throw, be refused by its own policy, or write errors. */
  faults: string[];
  close(): Promise<void>;
}

/** A browser of its own, as a new person has it. */
export async function visit(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 860 }, ...options });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is part of a story, and shown by the page; the browser writes it down besides.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`console: ${message.text()}`);
  });
  return { page, faults, close: () => context.close() };
}

export async function signInWithKey(page: Page, key: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByText('With a key').click();
  await page.getByLabel(/^API key/).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/c\//);
}

interface AxeViolation {
  id: string;
  impact: string | null;
  nodes: { target: unknown; failureSummary?: string }[];
}

/**
 * Waits until nothing on the page is on its way from one look to another: a colour half way between two themes, or a
 * dialog that fades in, has a contrast that nobody is left with. What moves for ever, as a loader does, is no such way.
 */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async (untilMs) => {
    const nextPicture = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = () =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    const until = performance.now() + untilMs;
    // Some begin a picture or two after what caused them.
    for (let quiet = 0; quiet < 3; quiet = moving().length === 0 ? quiet + 1 : 0) {
      if (performance.now() > until) throw new Error(`The page does not come to rest within ${untilMs} ms`);
      await nextPicture();
    }
  }, WAIT_MS);
}

/** Serious and critical violations that axe finds on a page at rest, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await atRest(page);
  // The page's policy allows no script that stands in it: the library's source is evaluated from outside.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
    return (await run.run()).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${String(target)} (${failureSummary})`).join('; ')}`,
    );
}

/** Looks at a page in both themes. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const all: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
      colorScheme,
    );
    all.push(...(await violations(page)).map((line) => `${colorScheme}: ${line}`));
  }
  return all;
}
