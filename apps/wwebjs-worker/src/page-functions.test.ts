import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createPageFunctions } from './page-functions.ts';
import type { BrowserPage } from './page/lend.ts';

/** A page as far as functions are kept in it: handles are of one document, and another one does not know them. */
function newPage() {
  let document = 0;
  const frame = {};
  const texts: string[] = [];
  const page = Object.assign(new EventEmitter(), {
    mainFrame: () => frame,
    evaluateHandle: (text: string) => {
      texts.push(text);
      return Promise.resolve({ document, work: (0, eval)(text) as (arg: unknown) => unknown });
    },
    evaluate: (call: (work: unknown, arg: unknown) => unknown, handle: Handle, arg: unknown) =>
      handle.document === document
        ? Promise.resolve().then(() => call(handle.work, arg))
        : Promise.reject(new Error('JSHandles can be evaluated only in the context they were created!')),
  });
  const navigate = (isTold = true) => {
    document++;
    if (isTold) page.emit('framenavigated', frame);
  };
  return { page: page as unknown as BrowserPage, texts, navigate };
}
interface Handle {
  document: number;
  work: (arg: unknown) => unknown;
}

const double = (n: number) => n * 2;
const fail = (why: string) => {
  throw new Error(why);
};

test('a function is told once, and called as often as is asked', async () => {
  const { page, texts } = newPage();
  const functions = createPageFunctions();
  expect(await Promise.all([1, 2].map((n) => functions.call(page, double, n)))).toEqual([2, 4]);
  expect(await functions.call(page, double, 3)).toBe(6);
  expect(texts).toHaveLength(1);
});

test('another document is told anew, without a call that fails', async () => {
  const { page, texts, navigate } = newPage();
  const functions = createPageFunctions();
  await functions.call(page, double, 1);
  navigate();
  expect(await functions.call(page, double, 2)).toBe(4);
  expect(texts).toHaveLength(2);
});

test('a document that went unnoticed costs one call', async () => {
  const { page, navigate } = newPage();
  const functions = createPageFunctions();
  await functions.call(page, double, 1);
  navigate(false);
  await expect(functions.call(page, double, 2)).rejects.toThrow('context');
  expect(await functions.call(page, double, 2)).toBe(4);
});

test('what a function throws is what the caller gets', async () => {
  await expect(createPageFunctions().call(newPage().page, fail, 'no such chat')).rejects.toThrow(
    'no such chat',
  );
});
