import { expect, test } from 'vitest';
import { constellation, isRunning, until, type Constellation } from './constellation.ts';

const soon = { standbyAfterMs: 100, probeDeadlineMs: 300, hungMs: 700 };
const apart = { standbyAfterMs: 60_000 };

const withStandby = (timings: object = soon) =>
  constellation({ apps: [{ id: 'web-1', standby: true }] }, timings);

const standbyOf = (all: Constellation) => until('a standby', () => all.view('web-1').standbyPid);

test('a killed child is followed at once by the process that waited, and another one waits then', async () => {
  const all = await withStandby();
  const { pid } = await all.reaches('web-1', 'running');
  const standbyPid = await standbyOf(all);
  expect(standbyPid).not.toBe(pid);
  process.kill(pid!, 'SIGKILL');
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  expect(all.view('web-1')).toMatchObject({ pid: standbyPid, state: 'running', restarts: 1 });
  expect(all.eventsOf('web-1', 'started')[1]?.detail).toEqual({
    pid: standbyPid,
    restarts: 1,
    wasStandby: true,
  });
  expect(all.eventsOf('web-1', 'backing-off')).toEqual([]);
  expect(await (await all.get('web-1', '/health')).json()).toMatchObject({
    pid: standbyPid,
    WATERTIGHT_RESTARTS: '1',
  });
  expect(await standbyOf(all)).not.toBe(standbyPid);
});

test('the one that waits takes over from one whose event loop is blocked', async () => {
  const all = await withStandby();
  await all.reaches('web-1', 'running');
  const standbyPid = await standbyOf(all);
  await expect(all.get('web-1', '/busy')).rejects.toThrow();
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  expect(all.view('web-1').pid).toBe(standbyPid);
});

test('a standby that dies costs its child nothing, which starts as any other does when it dies itself', async () => {
  const all = await withStandby();
  const { pid } = await all.reaches('web-1', 'running');
  process.kill(await standbyOf(all), 'SIGKILL');
  await until('its loss', () => all.view('web-1').standbyPid === null);
  expect(all.view('web-1')).toMatchObject({ pid, state: 'running', restarts: 0 });
  process.kill(pid!, 'SIGKILL');
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  expect(all.eventsOf('web-1', 'backing-off')).toHaveLength(1);
  expect(all.eventsOf('web-1', 'started')[1]?.detail).toEqual({ pid: all.view('web-1').pid, restarts: 1 });
});

test('a child that dies before it has proved itself has no standby', async () => {
  const all = await withStandby(apart);
  const { pid } = await all.reaches('web-1', 'running');
  process.kill(pid!, 'SIGKILL');
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  expect(all.eventsOf('web-1', 'backing-off')).toHaveLength(1);
  expect(all.view('web-1').standbyPid).toBeNull();
});

test('a restart by hand starts the code that is there now, not the one that waits', async () => {
  const all = await withStandby();
  await all.reaches('web-1', 'running');
  const standbyPid = await standbyOf(all);
  all.supervisor.restart('web-1');
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  expect(all.view('web-1').pid).not.toBe(standbyPid);
  expect(isRunning(standbyPid)).toBe(false);
});

test('nothing is left of it when everything stops', async () => {
  const all = await withStandby();
  await all.reaches('web-1', 'running');
  const standbyPid = await standbyOf(all);
  await all.supervisor.stop();
  expect(isRunning(standbyPid)).toBe(false);
});
