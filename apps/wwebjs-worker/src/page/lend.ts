import type { Client } from 'whatsapp-web.js';
import type { PageWindow } from './window.ts';

declare const window: PageWindow;

export type BrowserPage = NonNullable<Client['pupPage']>;

/**
 * Makes a file of this machine readable in the page, under a token. The page gets a handle and no bytes: Chromium
 * reads them from the disk when they are uploaded, so the file has to stay until then.
 */
export async function lendFile(page: BrowserPage, path: string, token: string): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const made = (globalThis as unknown as PageDocument).document.createElement('input');
    made.type = 'file';
    return made;
  });
  try {
    await (input as unknown as FileInput).uploadFile(path);
    await page.evaluate(
      (chosen, name) => {
        const [file] = (chosen as unknown as { files: File[] }).files;
        if (file) (window.watertightFiles ??= new Map()).set(name, file);
      },
      input,
      token,
    );
  } finally {
    await input.dispose();
  }
}

interface PageDocument {
  document: { createElement(tag: 'input'): { type: string; files?: unknown } };
}

interface FileInput {
  uploadFile(path: string): Promise<void>;
}
