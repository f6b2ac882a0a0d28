import type { BrowserPage } from './page/lend.ts';

type Handle = Awaited<ReturnType<BrowserPage['evaluateHandle']>>;
type PageFunction = (arg: never) => unknown;

/** Functions that stay in the page. */
export interface PageFunctions {
  /** Runs a function there, and answers what it answers. Its text goes there with the first call on each document. */
  call<A, R>(page: BrowserPage, work: (arg: A) => R, arg: A): Promise<Awaited<R>>;
}

/**
 * Keeps what runs again and again in the page as handles, which only we can see: to check and write a function's text
 * for each call took a fifth of the worker's time. A document that goes takes its functions along.
 */
export function createPageFunctions(): PageFunctions {
  const pages = new WeakMap<BrowserPage, Map<PageFunction, Promise<Handle>>>();

  const keptIn = (page: BrowserPage) => {
    const known = pages.get(page);
    if (known) return known;
    const kept = new Map<PageFunction, Promise<Handle>>();
    pages.set(page, kept);
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) kept.clear();
    });
    return kept;
  };

  return {
    async call(page, work, arg) {
      const kept = keptIn(page);
      const known = kept.get(work);
      const handle = known ?? page.evaluateHandle(`(${String(work)})`);
      if (!known) kept.set(work, handle);
      try {
        return (await page.evaluate(callInPage, await handle, arg)) as never;
      } catch (error) {
        // It may have gone with its document; a fault of the function itself costs one more telling.
        if (kept.get(work) === handle) kept.delete(work);
        throw error;
      }
    },
  };
}

const callInPage = (work: unknown, arg: unknown): unknown => (work as (arg: unknown) => unknown)(arg);
