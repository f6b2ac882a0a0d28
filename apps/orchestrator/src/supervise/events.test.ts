import { silentLog } from '@watertight/core';
import { expect, test } from 'vitest';
import { createEventRelay, type SupervisorEvent } from './events.ts';

const event = (instanceId: string): SupervisorEvent => ({
  processName: 'web',
  instanceId,
  event: 'started',
  at: new Date(0).toISOString(),
  detail: {},
});
const CLOSE_MS = 5000;

test('events reach the sink in order, also when it fails now and then', async () => {
  const written: string[] = [];
  let calls = 0;
  const relay = createEventRelay(
    ({ instanceId }) => {
      if (++calls % 2 === 1) return Promise.reject(new Error('the database is away'));
      written.push(instanceId);
      return Promise.resolve();
    },
    silentLog,
    { retryMs: 1 },
  );
  for (const id of ['a', 'b', 'c']) relay.emit(event(id));
  await relay.close(CLOSE_MS);
  expect(written).toEqual(['a', 'b', 'c']);
});

test('an event that can never be written is given up, and the next one is written', async () => {
  const written: string[] = [];
  const relay = createEventRelay(
    ({ instanceId }) => {
      if (instanceId === 'bad') return Promise.reject(new Error('refused'));
      written.push(instanceId);
      return Promise.resolve();
    },
    silentLog,
    { retryMs: 1, attempts: 3 },
  );
  for (const id of ['bad', 'good']) relay.emit(event(id));
  await relay.close(CLOSE_MS);
  expect(written).toEqual(['good']);
});

test('a sink that hangs costs the oldest events beyond the limit, and does not hold up the end', async () => {
  const offered: string[] = [];
  const dropped: string[] = [];
  const log = { ...silentLog, error: (_: object, message: string) => void dropped.push(message) };
  const relay = createEventRelay(
    ({ instanceId }) => {
      offered.push(instanceId);
      return new Promise(() => undefined);
    },
    log,
    { limit: 2 },
  );
  for (const id of ['a', 'b', 'c', 'd']) relay.emit(event(id));
  expect(dropped.filter((message) => message === 'event dropped')).toHaveLength(1);
  await relay.close(20);
  expect(offered).toEqual(['a']);
});
