import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endBrowsersOn, freeProfile, hasArgument, processesOn } from './cleanup.ts';

test('a profile is not taken for another whose name begins alike', () => {
  const argument = '--user-data-dir=/s/session-ph_1';
  expect(hasArgument('chromium\0--user-data-dir=/s/session-ph_1\0--headless\0', argument)).toBe(true);
  expect(hasArgument('chromium --type=renderer --user-data-dir=/s/session-ph_1 --lang=en', argument)).toBe(
    true,
  );
  expect(hasArgument('chromium --type=renderer --user-data-dir=/s/session-ph_1', argument)).toBe(true);
  expect(hasArgument('chromium\0--user-data-dir=/s/session-ph_12\0', argument)).toBe(false);
  expect(hasArgument('chromium --user-data-dir=/s/session-ph_1/deeper --lang=en', argument)).toBe(false);
  expect(hasArgument('grep user-data-dir=/s/session-ph_1', argument)).toBe(false);
});

const standIn = (dir: string) =>
  spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)', '--', `--user-data-dir=${dir}`], {
    stdio: 'ignore',
  });

test('ends what uses exactly this profile, frozen or not, and removes the locks it leaves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wwebjs-cleanup-'));
  const [mine, other] = [standIn(folder), standIn(`${folder}-2`)];
  await Promise.all([once(mine, 'spawn'), once(other, 'spawn')]);
  mine.kill('SIGSTOP');
  await symlink('elsewhere-4711', join(folder, 'SingletonLock'));
  expect(await freeProfile(folder)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
  expect(await processesOn(`${folder}-2`)).toEqual([other.pid]);
  other.kill('SIGKILL');
  await once(other, 'exit');
  await rm(folder, { recursive: true });
});

test('refuses a profile that is not named by its whole path', async () => {
  await expect(endBrowsersOn('sessions')).rejects.toThrow('absolute path');
});
