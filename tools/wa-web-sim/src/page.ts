import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The page as the browser gets it. */
export interface PageAssets {
  /** `config` is what this one page is to do differently. */
  html(config: PageConfig): string;
  /** All page modules in one script. */
  script: string;
}

/** How one page comes up. */
export interface PageConfig {
  idField: string;
  widField: string;
  bootMs: number;
  /** Absent when the page does not load itself anew. */
  reloadAfterMs?: number;
}

/** Where the page's sources lie: `page/` beside this file, also when it is bundled. */
const PAGE_FOLDER = new URL('./page/', import.meta.url);

const FIRST = 'kernel/registry.js';
const LAST = 'kernel/boot.js';

async function sources(): Promise<string[]> {
  const names = await readdir(PAGE_FOLDER, { recursive: true });
  const scripts = names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js') && name !== FIRST && name !== LAST)
    .sort();
  return Promise.all(
    [FIRST, ...scripts, LAST].map(async (name) => {
      const text = await readFile(fileURLToPath(new URL(name, PAGE_FOLDER)), 'utf8');
      return `// ${name}\n${text}`;
    }),
  );
}

/** Reads the page's modules and joins them; `version` becomes window.Debug.VERSION. */
export async function loadPage(version: string): Promise<PageAssets> {
  const script = `const WA_WEB_SIM_VERSION = ${JSON.stringify(version)};\n${(await sources()).join('\n')}`;
  const digest = createHash('sha256').update(script).digest('hex').slice(0, 16);
  const html = (config: PageConfig): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>WhatsApp Web simulator</title>
<link rel="icon" href="data:,">
</head>
<body>
<h1>This is a simulator.</h1>
<p>It looks like WhatsApp Web to programs that drive it, and it talks to no WhatsApp.</p>
<p>State: <output id="state">loading</output></p>
<script>const WA_WEB_SIM_CONFIG = ${JSON.stringify(config)};</script>
<script src="/app.js?v=${digest}"></script>
</body>
</html>
`;
  return { html, script };
}
