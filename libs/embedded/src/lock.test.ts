import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lock, tryLock } from './lock.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watertight-lock-'));
  path = join(dir, 'lock');
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Runs a script that has `lock`, and answers what it printed. */
async function inAnotherProcess(script: string): Promise<string> {
  const code = `import { lock, tryLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};\n${script}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  await once(child, 'close');
  return output;
}

function take(): () => void {
  const result = tryLock(path);
  if ('heldBy' in result) throw new Error(`held by ${result.heldBy}`);
  return result.release;
}

test('whoever comes second is told who holds it, also in the same process', () => {
  const release = take();
  expect(tryLock(path)).toEqual({ heldBy: process.pid });
  release();
  take()();
});

test('a lock of another living process holds', async () => {
  const release = take();
  const said = await inAnotherProcess(`console.log(JSON.stringify(tryLock(${JSON.stringify(path)})));`);
  expect(JSON.parse(said)).toEqual({ heldBy: process.pid });
  release();
});

test('a lock of a process that was killed holds nobody', async () => {
  await inAnotherProcess(`tryLock(${JSON.stringify(path)}); process.kill(process.pid, 'SIGKILL');`);
  expect(readFileSync(path, 'utf8')).toContain('pid');
  take()();
});

test('a lock of an earlier process with a pid that is in use again holds nobody', () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, identity: 'an earlier boot:1' }));
  take()();
});

test('a file that is no lock holds nobody', () => {
  writeFileSync(path, 'half a lo');
  take()();
});

test('waiting ends with the name of the holder', async () => {
  const release = take();
  await expect(lock(path, { waitMs: 30 })).rejects.toThrow(
    `Process ${process.pid} has held ${path} for too long`,
  );
  release();
});

test('waiting ends when it is called off', async () => {
  const release = take();
  const signal = AbortSignal.abort(new Error('called off'));
  await expect(lock(path, { waitMs: 5000, signal })).rejects.toThrow('called off');
  release();
});

test('of many processes that want a dead holder’s lock only one has it at a time', async () => {
  writeFileSync(path, JSON.stringify({ pid: 999_999, identity: 'gone' }));
  const counter = join(dir, 'counter');
  writeFileSync(counter, '0');
  const rounds = 40;
  // Reading, yielding and writing loses counts when two are inside at once.
  const script = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { setImmediate as yieldOnce } from 'node:timers/promises';
    for (let i = 0; i < ${rounds}; i++) {
      const release = await lock(${JSON.stringify(path)}, { waitMs: 20_000 });
      const count = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
      await yieldOnce();
      writeFileSync(${JSON.stringify(counter)}, String(count + 1));
      release();
    }`;
  await Promise.all([1, 2, 3].map(() => inAnotherProcess(script)));
  expect(readFileSync(counter, 'utf8')).toBe(String(3 * rounds));
  expect(readdirSync(dir)).toEqual(['counter']);
});
