import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setShare } from '../src/supervise/share.ts';
import { constellation, isRunning, until } from './constellation.ts';

test('a killed child comes back, and each further kill costs a longer pause', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }] });
  const pauses: number[] = [];
  for (let kills = 1; kills <= 3; kills++) {
    const { pid, restarts } = await until('the next life', () => {
      const one = all.view('web-1');
      return one.state === 'running' && one.restarts === kills - 1 && one;
    });
    expect(restarts).toBe(kills - 1);
    process.kill(pid!, 'SIGKILL');
    const event = await until('the pause', () => all.eventsOf('web-1', 'backing-off')[kills - 1]);
    pauses.push(event.detail.pauseMs as number);
    expect(all.view('web-1').lastExit).toMatchObject({ code: null, signal: 'SIGKILL' });
  }
  expect(pauses[1]!).toBeGreaterThanOrEqual(pauses[0]!);
  expect(pauses[2]!).toBeGreaterThan(pauses[0]!);
  await all.reaches('web-1', 'running');
  expect(
    all
      .eventsOf('web-1')
      .map((one) => one.event)
      .slice(0, 5),
  ).toEqual(['started', 'ready', 'exited', 'backing-off', 'started']);
});

const hasShares = existsSync('/proc/self/autogroup');
const shareOf = (pid: number) =>
  Number(/nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))?.[1]);

test('what dies again and again starts with a small share of the processor, and has its own once it is ready', async () => {
  const all = await constellation({ apps: [{ id: 'web-1', mode: 'slow' }] });
  const shares: number[] = [];
  for (let kills = 0; kills <= 3; kills++) {
    await until('it has begun', () => all.eventsOf('web-1', 'started')[kills]);
    if (!hasShares) return expect(await setShare(all.view('web-1').pid!, 10)).toBe(false);
    await until('its share', () => shareOf(all.view('web-1').pid!) === (kills < 3 ? 0 : 10));
    shares.push(shareOf(all.view('web-1').pid!));
    await until('it is ready', () => all.eventsOf('web-1', 'ready')[kills]);
    const { pid } = all.view('web-1');
    await until('its full share', () => shareOf(pid!) === 0);
    if (kills < 3) process.kill(pid!, 'SIGKILL');
  }
  expect(shares).toEqual([0, 0, 0, 10]);
});

test('a crash loop ends in failed with its last lines, while its neighbour keeps its life', async () => {
  const all = await constellation({ apps: [{ id: 'looping-1', mode: 'crash' }, { id: 'calm-1' }] });
  const calm = await all.reaches('calm-1', 'running');
  const failed = await all.reaches('looping-1', 'failed');
  expect(failed.restarts).toBe(3);
  expect(failed.lastExit).toMatchObject({
    code: 3,
    signal: null,
    lastLines: ['hello from looping-1', 'boom'],
  });
  const [event] = all.eventsOf('looping-1', 'failed');
  expect(event?.detail).toMatchObject({ reason: 'restart-intensity', code: 3, lastLines: ['boom'] });
  expect(all.view('calm-1')).toMatchObject({ state: 'running', pid: calm.pid, restarts: 0 });
  expect(all.supervisor.isReady()).toBe(false);
});

test('a failed child is tried once more after its probation, and fails at once if that goes wrong', async () => {
  const all = await constellation({ apps: [{ id: 'looping-1', mode: 'crash' }] }, { probationMs: 100 });
  const again = await until('two failures', () => all.eventsOf('looping-1', 'failed')[1]);
  expect(again.detail).toMatchObject({ reason: 'probation' });
  const started = all.eventsOf('looping-1', 'started').filter((one) => one.at <= again.at);
  expect(started).toHaveLength(5); // the first, three restarts, and the one on probation
});

test('exit status 78 is failed at once with the complaint of standard error, and is not restarted', async () => {
  const all = await constellation({ apps: [{ id: 'faulty-1', mode: 'configuration' }] });
  const failed = await all.reaches('faulty-1', 'failed');
  expect(failed.restarts).toBe(0);
  expect(all.eventsOf('faulty-1', 'backing-off')).toEqual([]);
  expect(all.eventsOf('faulty-1', 'failed')[0]?.detail).toMatchObject({
    reason: 'configuration',
    code: 78,
    lastLines: ['ADMIN_API_KEY is not set.'],
  });
});

test('a child above its memory limit is drained and started again', async () => {
  const all = await constellation({ apps: [{ id: 'fat-1', mode: 'fat', memoryLimitMb: 100 }] });
  const event = await until('the limit', () => all.eventsOf('fat-1', 'memory-limit')[0]);
  expect(event.detail).toMatchObject({ memoryLimitMb: 100 });
  expect(event.detail.memoryMb as number).toBeGreaterThan(100);
  const exit = await until('its end', () => all.eventsOf('fat-1', 'exited')[0]);
  expect(exit.detail).toMatchObject({ code: 0, signal: null });
  await until('the next life', () => all.eventsOf('fat-1', 'started')[1]);
});

test('a rolling restart takes one instance at a time and needs no back-off', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }, { id: 'web-2' }, { id: 'other-1' }] });
  for (const id of ['web-1', 'web-2', 'other-1']) await all.reaches(id, 'running');
  expect(all.supervisor.restart('web')).toEqual(['web-1', 'web-2']);
  await until('both again', () => all.eventsOf('web-2', 'ready')[1]);
  const order = all.events.filter((one) => ['exited', 'ready'].includes(one.event)).slice(3);
  expect(order.map((one) => `${one.instanceId} ${one.event}`)).toEqual([
    'web-1 exited',
    'web-1 ready',
    'web-2 exited',
    'web-2 ready',
  ]);
  expect(all.events.filter((one) => one.event === 'backing-off')).toEqual([]);
  expect(all.view('other-1').restarts).toBe(0);
});

test('a restart by hand wakes a failed child, and a roll ends at an instance that does not come back', async () => {
  const all = await constellation({
    apps: [{ id: 'web-1', mode: 'configuration' }, { id: 'web-2' }],
  });
  await all.reaches('web-1', 'failed');
  const { pid } = await all.reaches('web-2', 'running');
  all.supervisor.restart('web');
  await until('a second failure', () => all.eventsOf('web-1', 'failed')[1]);
  all.supervisor.restart('web-1');
  await until('a third failure', () => all.eventsOf('web-1', 'failed')[2]);
  expect(all.view('web-2')).toMatchObject({ state: 'running', pid });
});

test('a child finds its identity, its restarts and none of the supervisor variables in its environment', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }] });
  const { pid } = await all.reaches('web-1', 'running');
  process.kill(pid!, 'SIGKILL');
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  expect(await (await all.get('web-1', '/health')).json()).toMatchObject({
    instanceId: 'web-1',
    WATERTIGHT_RESTARTS: '1',
    orchestrator: [],
  });
});

test('what a child says is in a log file of its own, across its lives', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }, { id: 'web-2' }] });
  const { pid } = await all.reaches('web-1', 'running');
  process.kill(pid!, 'SIGKILL');
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  await all.reaches('web-2', 'running');
  await all.supervisor.stop();
  const log = (id: string) => readFileSync(join(all.dir, 'logs', `${id}.log`), 'utf8');
  expect(log('web-1')).toBe('hello from web-1\nhello from web-1\n');
  expect(log('web-2')).toBe('hello from web-2\n');
  expect(isRunning(pid!)).toBe(false);
});
