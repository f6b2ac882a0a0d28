import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive, processId, type ProcessId } from '@watertight/embedded';
import { endSystem, livingRecords } from './records.ts';

let dir: string;
let started: ProcessId[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watertight-records-'));
});
afterEach(() => {
  for (const one of started.filter(isAlive)) process.kill(one.pid, 'SIGKILL');
  started = [];
  rmSync(dir, { recursive: true });
});

/** A process, written down as an orchestrator does; `onTerm` is what it does at SIGTERM. */
async function record(instanceId: string, onTerm = 'process.exit()'): Promise<ProcessId> {
  const script = `process.on('SIGTERM', () => { ${onTerm} }); setInterval(() => {}, 1000); console.log('ready');`;
  const child = spawn(process.execPath, ['-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const id = processId(child.pid!)!;
  started.push(id);
  writeFileSync(join(dir, `${instanceId}.json`), JSON.stringify({ name: 'x', instanceId, ...id }));
  return id;
}

test('an orchestrator is drained, and what it leaves is killed', async () => {
  const orchestrator = await record('orchestrator');
  const child = await record('api-1', '');
  expect(await endSystem(dir, { drainMs: 5000 })).toBe(1);
  expect([orchestrator, child].map(isAlive)).toEqual([false, false]);
});

test('one that does not drain in time is killed with its children', async () => {
  const orchestrator = await record('orchestrator', '');
  const child = await record('api-1', '');
  expect(await endSystem(dir, { drainMs: 50 })).toBe(2);
  expect([orchestrator, child].map(isAlive)).toEqual([false, false]);
});

test('somebody who hurries does not wait for the drain', async () => {
  await record('orchestrator', '');
  const fromMs = performance.now();
  await endSystem(dir, { drainMs: 60_000, hurry: AbortSignal.abort() });
  expect(performance.now() - fromMs).toBeLessThan(10_000);
});

test('an orchestrator that has not written itself down yet is ended too', async () => {
  const known = await record('orchestrator');
  rmSync(join(dir, 'orchestrator.json'));
  expect(await endSystem(dir, { drainMs: 5000, known })).toBe(0);
  expect(isAlive(known)).toBe(false);
});

test('strangers that got the pid of a recorded process, and spoilt records, are left alone', async () => {
  const stranger = await record('api-1');
  writeFileSync(join(dir, 'api-1.json'), JSON.stringify({ ...stranger, identity: 'an earlier boot:1' }));
  writeFileSync(join(dir, 'meta-1.json'), '{"pid": 1');
  writeFileSync(join(dir, 'wwebjs-1.json'), '{"pid": 1, "identity": "x"}');
  expect(livingRecords(dir)).toEqual({ orchestrator: null, children: [] });
  expect(await endSystem(dir, { drainMs: 50 })).toBe(0);
  expect(isAlive(stranger)).toBe(true);
});

test('without a run directory there is nobody', () => {
  expect(livingRecords(join(dir, 'none'))).toEqual({ orchestrator: null, children: [] });
});
