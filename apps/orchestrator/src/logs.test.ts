import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { silentLog } from '@watertight/core';
import { openLogFile } from './logs.ts';

function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'orchestrator-logs-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('a log file is rotated by size, and only so many old ones are kept', async () => {
  const dir = join(tempDir(), 'new/folder');
  const line = `${'x'.repeat(1023)}\n`;
  for (let session = 0; session < 5; session++) {
    const file = openLogFile(dir, 'web-1', { sizeMb: 1, keep: 2 });
    for (let lines = 0; lines < 1100; lines++) file.write(line);
    await file.close();
  }
  expect(readdirSync(dir).sort()).toEqual(['web-1.log', 'web-1.log.1', 'web-1.log.2']);
  expect(statSync(join(dir, 'web-1.log.1')).size).toBe(2 ** 20);
});

test('a file is continued, not overwritten, by the next supervisor', async () => {
  const dir = tempDir();
  for (const text of ['one\n', 'two\n']) {
    const file = openLogFile(dir, 'web-1', { sizeMb: 1, keep: 2 });
    file.write(text);
    await file.close();
  }
  expect(readFileSync(join(dir, 'web-1.log'), 'utf8')).toBe('one\ntwo\n');
});

test('a disk that refuses is said once and harms nobody', async () => {
  const blocked = join(tempDir(), 'blocked');
  writeFileSync(blocked, 'a file where a folder should be');
  chmodSync(blocked, 0o400);
  const complaints: string[] = [];
  const log = { ...silentLog, error: (_: object, message: string) => void complaints.push(message) };
  const file = openLogFile(blocked, 'web-1', { sizeMb: 1, keep: 2 }, log);
  for (let lines = 0; lines < 10; lines++) file.write('lost\n');
  await expect.poll(() => complaints).toEqual(['log file broken']);
  file.write('lost too\n');
  await file.close();
  expect(complaints).toHaveLength(1);
});
