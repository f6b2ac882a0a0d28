import { createServer } from 'node:http';
import { onTestFinished, expect, test } from 'vitest';
import { constellation, until } from './constellation.ts';

const soonHung = { probeDeadlineMs: 300, hungMs: 700 };

test('a frozen child shows as unhealthy, is killed and comes back', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }] }, soonHung);
  const { pid } = await all.reaches('web-1', 'running');
  process.kill(pid!, 'SIGSTOP');
  await all.reaches('web-1', 'unhealthy');
  const killed = await until('the kill', () => all.eventsOf('web-1', 'killed-hung')[0]);
  expect(killed.detail).toMatchObject({ pid, reason: 'no-answer' });
  const next = await all.reaches('web-1', 'running');
  expect(next.pid).not.toBe(pid);
  expect(next.lastExit?.signal).toBe('SIGKILL');
});

test('a child with a blocked event loop is killed and comes back', async () => {
  const all = await constellation({ apps: [{ id: 'web-1' }] }, soonHung);
  const { pid } = await all.reaches('web-1', 'running');
  await expect(all.get('web-1', '/busy')).rejects.toThrow();
  await until('the kill', () => all.eventsOf('web-1', 'killed-hung')[0]);
  await until('its next life', () => all.eventsOf('web-1', 'ready')[1]);
  expect(all.view('web-1').pid).not.toBe(pid);
});

test('a child that never answers is killed at the end of its start-up time', async () => {
  const all = await constellation({ apps: [{ id: 'mute-1', mode: 'mute' }] }, { startupMs: 400 });
  const killed = await until('the kill', () => all.eventsOf('mute-1', 'killed-hung')[0]);
  expect(killed.detail).toMatchObject({ reason: 'start-up' });
  expect(all.eventsOf('mute-1', 'ready')).toEqual([]);
});

test('the answer of a stranger on the port does not make a child ready', async () => {
  const all = await constellation({ apps: [{ id: 'mute-1', mode: 'mute' }] }, { startupMs: 1500 });
  const asked = await new Promise<number>((resolve) => {
    let questions = 0;
    const stranger = createServer((_, response) => {
      response.end(JSON.stringify({ instanceId: 'somebody-else' }));
      if (++questions === 3) resolve(questions);
    }).listen(all.view('mute-1').port!, '127.0.0.1');
    onTestFinished(() => void stranger.close());
  });
  expect(asked).toBe(3);
  expect(all.eventsOf('mute-1', 'ready')).toEqual([]);
  await until('the kill', () => all.eventsOf('mute-1', 'killed-hung')[0]);
});
