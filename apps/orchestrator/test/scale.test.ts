import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '@watertight/core';
import { openRunDir } from '../src/supervise/run-dir.ts';
import { createSupervisor } from '../src/supervise/supervisor.ts';
import { constellation, fastTimings, tempDir, until, writeScript } from './constellation.ts';

test('it is not ready before everything has been started', async () => {
  const dir = tempDir();
  const supervisor = createSupervisor({
    apps: [
      {
        ...{ name: 'web', instanceId: 'web-1', args: [writeScript(dir)], env: {}, ports: [] },
        ...{ healthUrl: 'http://127.0.0.1:1/health', memoryLimitMb: null },
      },
    ],
    extras: [],
    timings: fastTimings,
    env: process.env,
    runDir: openRunDir(join(dir, 'run')),
    openLogFile: () => ({ write: () => undefined, close: () => Promise.resolve() }),
    log: silentLog,
    emit: () => undefined,
  });
  expect(supervisor.isReady()).toBe(false);
});

test('further instances are started while the others go on, and the highest ones are drained and forgotten', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }, { id: 'other-1' }] });
  const { pid } = await all.reaches('web-1', 'running');
  expect(all.supervisor.scale('web', 3)).toEqual({ starting: ['web-2', 'web-3'], stopping: [] });
  for (const id of ['web-2', 'web-3']) await all.reaches(id, 'running');
  expect(all.view('web-1')).toMatchObject({ pid, restarts: 0 });

  expect(all.supervisor.scale('web', 1)).toEqual({ starting: [], stopping: ['web-2', 'web-3'] });
  await until('they are gone', () => all.supervisor.processes().length === 2);
  for (const id of ['web-2', 'web-3']) {
    const events = all.eventsOf(id).map(({ event }) => event);
    expect(events.slice(-2)).toEqual(['exited', 'stopped']);
    expect(all.eventsOf(id, 'exited')[0]?.detail).toMatchObject({ code: 0, signal: null });
  }
  expect(all.supervisor.isReady()).toBe(true);

  expect(all.supervisor.scale('web', 2)).toEqual({ starting: ['web-2'], stopping: [] });
  await all.reaches('web-2', 'running');
  expect(all.supervisor.scale('web', 0)).toMatchObject({ stopping: ['web-1', 'web-2'] });
  await until('all are gone', () => all.supervisor.processes().length === 1);
  expect(all.supervisor.scale('web', 1)).toMatchObject({ starting: ['web-1'] });
  await all.reaches('web-1', 'running');
});

test('what cannot be is said and changes nothing: no such app, too many, a port that is taken, one still stopping', async () => {
  const all = await constellation({ apps: [{ id: 'web-1', mode: 'stubborn' }] }, { drainMs: 1000 });
  await all.reaches('web-1', 'running');
  expect(all.supervisor.scale('nobody', 1)).toBeNull();
  for (const many of [-1, 65, 1.5]) expect(() => all.supervisor.scale('web', many)).toThrow(RangeError);
  // The ports of more instances repeat after eight.
  expect(() => all.supervisor.scale('web', 12)).toThrow(/would listen on port/);
  expect(all.supervisor.processes()).toHaveLength(1);
  all.supervisor.scale('web', 0);
  expect(() => all.supervisor.scale('web', 1)).toThrow('web-1 is still stopping');
});

test('an instance that was drained rests, does not count as missing, and comes back when it is asked for', async () => {
  const drained = join(tempDir(), 'drained');
  const all = await constellation({ apps: [{ id: 'web-1', env: { DRAINED: drained } }, { id: 'web-2' }] });
  for (const id of ['web-1', 'web-2']) await all.reaches(id, 'running');
  expect(all.supervisor.drain('web-1')).toEqual(['web-1']);
  await all.reaches('web-1', 'stopped');
  expect(readFileSync(drained, 'utf8')).toBe('done');
  expect(all.supervisor.isReady()).toBe(true);
  expect(all.supervisor.restart('web')).toEqual(['web-2']);
  expect(all.view('web-1').state).toBe('stopped');
  expect(all.supervisor.resume('web')).toEqual(['web-1', 'web-2']);
  await all.reaches('web-1', 'running');
  expect(all.supervisor.drain('nobody')).toEqual([]);
});
