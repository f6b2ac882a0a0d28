import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SupervisorEvent } from '../src/supervise/events.ts';
import { endLeftovers } from '../src/supervise/leftovers.ts';
import { identityOf, rssMbOf } from '../src/supervise/pid.ts';
import { openRunDir, RunDirInUseError } from '../src/supervise/run-dir.ts';
import { isRunning, tempDir } from './constellation.ts';

/** A process in a group of its own that has set up what `code` says. */
async function sleeper(code: string): Promise<number> {
  const script = `${code}; setInterval(() => {}, 1000); console.log('up')`;
  const child = spawn(process.execPath, ['-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child.pid!;
}

const GRACE_MS = 1000;

test('a leftover that ignores SIGTERM is killed after its grace, one that obeys is not', async () => {
  const runDir = openRunDir(tempDir());
  const obedient = await sleeper('');
  const stubborn = await sleeper("process.on('SIGTERM', () => {})");
  runDir.remember({ name: 'web', instanceId: 'web-1' }, obedient);
  runDir.remember({ name: 'web', instanceId: 'web-2' }, stubborn);
  const events: SupervisorEvent[] = [];
  await endLeftovers(runDir, GRACE_MS, (event) => void events.push(event));
  expect([obedient, stubborn].some(isRunning)).toBe(false);
  expect(events.map(({ instanceId, event, detail }) => [instanceId, event, detail])).toEqual([
    ['web-1', 'leftover-ended', { pid: obedient, forced: false }],
    ['web-2', 'leftover-ended', { pid: stubborn, forced: true }],
  ]);
  expect(runDir.leftovers()).toEqual([]);
});

test('a record whose start time does not fit is dropped, and the process that has its pid now is left alone', async () => {
  const dir = tempDir();
  const runDir = openRunDir(dir);
  const stranger = await sleeper('');
  runDir.remember({ name: 'web', instanceId: 'web-1' }, stranger);
  const path = join(dir, 'web-1.json');
  const record = JSON.parse(readFileSync(path, 'utf8')) as { identity: string };
  writeFileSync(path, JSON.stringify({ ...record, identity: `${record.identity}0` }));
  await endLeftovers(runDir, GRACE_MS, () => expect.unreachable('nothing was left over'));
  expect(isRunning(stranger)).toBe(true);
  expect(existsSync(path)).toBe(false);
});

test.each([
  ['torn', '{"pid":12'],
  ['of another kind', '[]'],
  ['about pid 1', '{"pid":1,"identity":"x"}'],
  ['about a group', '{"pid":-1,"identity":"x"}'],
])('a record that is %s is dropped', (_what, text) => {
  const dir = tempDir();
  const runDir = openRunDir(dir);
  writeFileSync(join(dir, 'web-1.json'), text);
  expect(runDir.leftovers()).toEqual([]);
  expect(readdirSync(dir)).toEqual(['orchestrator.json']);
});

test('a run directory whose owner lives is refused, one whose owner died is taken over', async () => {
  const dir = tempDir();
  openRunDir(dir);
  const owner = await sleeper('');
  const path = join(dir, 'orchestrator.json');
  const record = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...record, pid: owner, identity: identityOf(owner) }));
  expect(() => openRunDir(dir)).toThrow(RunDirInUseError);
  process.kill(owner, 'SIGKILL');
  await expect.poll(() => identityOf(owner)).toBe(null);
  expect(openRunDir(dir).leftovers()).toEqual([]);
});

test('a process keeps its identity and tells its memory; one that is gone has neither', async () => {
  const pid = await sleeper('');
  const identity = identityOf(pid);
  expect(identity).toMatch(/\S/);
  expect(identityOf(pid)).toBe(identity);
  expect(identityOf(process.pid)).not.toBe(identity);
  expect(await rssMbOf(pid)).toBeGreaterThan(10);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => identityOf(pid)).toBe(null);
  expect(await rssMbOf(pid)).toBe(null);
});
