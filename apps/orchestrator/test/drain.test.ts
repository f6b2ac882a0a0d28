import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { constellation, isRunning, tempDir, until } from './constellation.ts';

test('a drain lets a child finish its work, and kills one that ignores SIGTERM', async () => {
  const drained = join(tempDir(), 'drained');
  const all = await constellation(
    {
      apps: [
        { id: 'web-1', env: { DRAINED: drained } },
        { id: 'stubborn-1', mode: 'stubborn' },
      ],
    },
    { drainMs: 1000 },
  );
  const web = await all.reaches('web-1', 'running');
  const stubborn = await all.reaches('stubborn-1', 'running');
  await all.supervisor.stop();
  expect(existsSync(drained)).toBe(true);
  expect(all.view('web-1').lastExit).toMatchObject({ code: 0, signal: null });
  expect(all.view('stubborn-1').lastExit).toMatchObject({ signal: 'SIGKILL' });
  expect([web.pid!, stubborn.pid!].some(isRunning)).toBe(false);
});

test('nothing is restarted once the drain has begun, and no record stays behind', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }, { id: 'looping-1', mode: 'crash' }] });
  await all.reaches('web-1', 'running');
  await all.reaches('looping-1', 'failed');
  const startedBefore = all.events.filter((one) => one.event === 'started').length;
  await all.supervisor.stop();
  expect(all.events.filter((one) => one.event === 'started')).toHaveLength(startedBefore);
  expect(all.supervisor.processes().map((one) => one.state)).toEqual(['stopped', 'stopped']);
  expect(readdirSync(join(all.dir, 'run'))).toEqual(['orchestrator.json']);
});

test('helpers that a killed child leaves behind in its group are ended with it', async () => {
  const file = join(tempDir(), 'helper-pid');
  const all = await constellation({ apps: [{ id: 'web-1', mode: 'parent', env: { HELPER: file } }] });
  const { pid } = await all.reaches('web-1', 'running');
  const helper = Number(readFileSync(file, 'utf8'));
  expect(isRunning(helper)).toBe(true);
  process.kill(pid!, 'SIGKILL');
  await until('its end', () => all.eventsOf('web-1', 'exited')[0]);
  await until('the end of the helper', () => !isRunning(helper));
});

test('a stop while a child starts ends it too', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }] });
  const { pid, state } = all.view('web-1');
  expect(state).toBe('starting');
  await all.supervisor.stop();
  expect(isRunning(pid!)).toBe(false);
  expect(all.view('web-1').restarts).toBe(0);
});

test('extras are up before the apps start and go down after the apps are gone', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }], extras: [{ id: 'sim-1' }] });
  await all.reaches('web-1', 'running');
  await all.supervisor.stop();
  expect(all.events.map((one) => `${one.instanceId} ${one.event}`)).toEqual([
    'sim-1 started',
    'sim-1 ready',
    'web-1 started',
    'web-1 ready',
    'web-1 exited',
    'web-1 stopped',
    'sim-1 exited',
    'sim-1 stopped',
  ]);
});
