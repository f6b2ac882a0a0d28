import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findChromium } from '../src/index.ts';
import { temporaryDir } from './holders.ts';

const { dir, remove } = temporaryDir();
afterEach(() => vi.unstubAllEnvs());
afterEach(remove);

test('CHROME_PATH decides alone, and must name a Chromium that runs', async () => {
  const chromePath = join(dir, 'chrome');
  writeFileSync(chromePath, '#!/bin/sh\necho Chromium 1.2.3\n');
  chmodSync(chromePath, 0o755);
  expect(await findChromium({ chromePath, install: false })).toBe(chromePath);
  const faulty = findChromium({ chromePath: join(dir, 'none'), install: false });
  await expect(faulty).rejects.toThrow(/^CHROME_PATH is .*none, which is no Chromium that runs/);
});
