import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '@watertight/core';
import { politely } from './priority.ts';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'watertight-priority-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Node stands in for the browser: it says how it was started. */
const ask = async (executable: string, code: string) =>
  (await promisify(execFile)(executable, ['-e', code, 'an argument'], { timeout: 10_000 })).stdout.trim();

test('a browser is started below the priority of its worker, with its arguments as they are', async () => {
  const odd = join(dir, "it's a browser");
  await symlink(process.execPath, odd);
  const executable = await politely(odd, dir, silentLog);
  expect(executable).not.toBe(odd);
  expect(await ask(executable, 'console.log(process.argv.at(-1))')).toBe('an argument');
  const own = Number(await ask(process.execPath, 'console.log(os.getPriority())'));
  expect(Number(await ask(executable, 'console.log(os.getPriority())'))).toBe(own + 3);
});

test('where no script can be run, the browser is started as it is', async () => {
  await mkdir(join(dir, '.browser'));
  expect(await politely(process.execPath, dir, silentLog)).toBe(process.execPath);
  expect(await politely(process.execPath, join(dir, 'nowhere'), silentLog)).toBe(process.execPath);
});
