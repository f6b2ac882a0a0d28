import { expect, test } from 'vitest';
import { concerns } from './attention.ts';
import type { Bot, Health } from './data.ts';

const queue = { waiting: 0, active: 0, delayed: 0, failed: 0, oldestSeconds: 0 };
const process = {
  processName: 'meta' as const,
  instanceId: 'meta-1',
  status: 'healthy' as const,
  lastHeartbeatAt: '2026-11-26T10:00:00.000Z',
  uptimeSeconds: 10,
  memoryUsageMb: 100,
  memoryLimitMb: 1024,
  activeConnections: 0,
  restarts: 0,
};
const health = (more: Partial<Health> = {}): Health => ({
  status: 'ok',
  processes: [process],
  queues: { wwebjs: queue, meta: queue, webhook: queue },
  database: { status: 'ok', latencyMs: 1 },
  redis: { status: 'ok', latencyMs: 1 },
  ...more,
});
const bot = (more: Partial<Bot>): Bot =>
  ({ phoneIndex: 0, status: 'ready', desiredState: 'start', reason: null, ...more }) as Bot;
const texts = (input: Parameters<typeof concerns>[0]) => concerns(input).map(({ text }) => text);

test('when all is well nothing needs attention', () => {
  expect(concerns({ health: health(), bots: [bot({})], failed: { count: 0, isMore: false } })).toEqual([]);
});

test('what is broken comes before what had better be looked at', () => {
  expect(
    texts({
      health: health({
        processes: [{ ...process, status: 'down' }],
        queues: { wwebjs: queue, webhook: queue, meta: { ...queue, waiting: 3, oldestSeconds: 90 } },
      }),
      bots: [bot({ status: 'failed' }), bot({ phoneIndex: 1, status: 'qr' })],
      failed: { count: 50, isMore: true },
    }),
  ).toEqual([
    'Cloud API worker is down',
    'Phone 0 is failed',
    'Messages wait for the Cloud API worker',
    'Phone 1 waits to be paired',
    '50 or more messages failed or are uncertain',
  ]);
});

test('one message is no messages', () => {
  expect(texts({ failed: { count: 1, isMore: false } })).toEqual(['1 message failed or is uncertain']);
});

test('a phone that somebody stopped is as he wanted it', () => {
  expect(texts({ bots: [bot({ status: 'disconnected', desiredState: 'stop' })] })).toEqual([]);
});

test('a process near its limit is told before it is restarted', () => {
  expect(texts({ health: health({ processes: [{ ...process, memoryUsageMb: 1000 }] }) })).toEqual([
    'Cloud API worker is near its memory limit',
  ]);
});

test('a store that is away says what that means', () => {
  expect(concerns({ health: health({ redis: { status: 'down', latencyMs: 0 } }) })[0]).toMatchObject({
    level: 'bad',
    text: 'Redis cannot be reached',
  });
});
