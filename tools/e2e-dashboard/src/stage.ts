import { System } from '@watertight/e2e';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { openBrowser, signInWithKey, visit, type Visit } from './browser.ts';

/** What a file of stories plays on: the run's system, a browser of the file's own, a new visit for each story. */
export interface Stage {
  readonly system: System;
  readonly page: Page;
  /** What `npm start` printed until it was ready. */
  readonly printed: string;
  asAdmin(): Promise<void>;
  /** Waits until a text is shown. */
  seen(text: string | RegExp): Promise<void>;
}

/**
 * Sets the stage for the stories of a file; each story ends without a fault of its page. Files share the system: a
 * file whose stories leave traces makes a company of its own.
 */
export function stage(): Stage {
  const system = new System(inject('addresses'));
  let browser: Browser;
  let visited: Visit;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    visited = await visit(browser, system.at.api);
  });
  afterEach(async () => {
    await visited.close();
    expect(visited.faults).toEqual([]);
  });
  return {
    system,
    get page() {
      return visited.page;
    },
    printed: inject('printed'),
    asAdmin: () => signInWithKey(visited.page, system.at.adminKey),
    seen: (text) => visited.page.getByText(text).first().waitFor(),
  };
}
