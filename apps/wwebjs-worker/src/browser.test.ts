import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserArgs, findBrowser } from './browser.ts';

const settings = {
  executablePath: '/usr/bin/chromium',
  extraArgs: ['--lang=ms'],
  sandboxUrl: 'https://127.0.0.1:3011',
};

test('a sandbox phone reaches its sandbox and nothing else, whatever the extra arguments say', () => {
  const args = browserArgs({ ...settings, extraArgs: ['--host-resolver-rules=MAP * evil'] }, 'sandbox') ?? [];
  const rules = args.filter((argument) => argument.startsWith('--host-resolver-rules='));
  expect(rules.at(-1)).toBe(
    '--host-resolver-rules=MAP web.whatsapp.com:443 127.0.0.1:3011 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  );
});

test('a live phone checks certificates and takes the extra arguments', () => {
  const args = browserArgs(settings, 'live') ?? [];
  expect(args).toContain('--lang=ms');
  expect(args.join(' ')).not.toMatch(/certificate|resolver/);
});

test('a sandbox phone without a sandbox has no arguments at all', () => {
  expect(browserArgs({ ...settings, sandboxUrl: null }, 'sandbox')).toBeNull();
});

test("Chromium's own sandbox is given up for root alone", () => {
  expect(browserArgs(settings, 'live', true)).toContain('--no-sandbox');
  expect(browserArgs(settings, 'live', false)).not.toContain('--no-sandbox');
});

test('a browser is found on PATH; a wrong CHROME_PATH is one sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wwebjs-browser-'));
  await writeFile(join(folder, 'google-chrome'), '#!/bin/sh\n', { mode: 0o755 });
  expect(findBrowser(undefined, folder)).toBe(join(folder, 'google-chrome'));
  expect(() => findBrowser(join(folder, 'nothing'))).toThrow(/^CHROME_PATH names .*correct it\.$/);
  await rm(folder, { recursive: true });
});
