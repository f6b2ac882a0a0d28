import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog, type Heartbeat } from '@watertight/core';
import { createCoordination, type Coordination } from '@watertight/coordination';
import { eventually, startPrivateRedis, testRedis, type TestRedis } from '@watertight/testkit';

let redis: TestRedis;
let opened: Coordination[];
beforeEach(async () => {
  redis = await testRedis();
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((coordination) => coordination.close()));
  await redis.clear();
});

async function open(at: { url: string; prefix: string } = redis): Promise<Coordination> {
  const coordination = createCoordination({ redisUrl: at.url, prefix: at.prefix, log: silentLog });
  opened.push(coordination);
  await eventually(() => coordination.ping().then(() => true));
  return coordination;
}

const told = { companyId: 'demo', phoneId: 'ph_1' };
const beat = (instanceId: string, timestamp = new Date().toISOString()): Heartbeat => ({
  processName: 'meta',
  instanceId,
  status: 'healthy',
  timestamp,
  uptimeSeconds: 1,
  memoryUsageMb: 1,
  memoryLimitMb: null,
  activeConnections: 0,
  restarts: 0,
});

describe('topics', () => {
  it('reach every process that listens, until it no longer does', async () => {
    const [a, b] = [await open(), await open()];
    const heard: string[] = [];
    const stop = a.subscribe('phones', ({ phoneId }) => heard.push(phoneId));
    await eventually(() => {
      b.publish('phones', told);
      expect(heard).toContain('ph_1');
    });
    stop();
    const { length } = heard;
    b.publish('phones', { ...told, phoneId: 'ph_2' });
    await b.ping();
    await a.ping();
    expect(heard.slice(length)).not.toContain('ph_2');
  });

  it('reach only those under the same prefix', async () => {
    const [a, other] = [await open(), await open({ url: redis.url, prefix: `${redis.prefix}-other` })];
    const heard: string[] = [];
    a.subscribe('phones', ({ phoneId }) => heard.push(phoneId));
    await eventually(() => {
      other.publish('phones', { ...told, phoneId: 'foreign' });
      a.publish('phones', told);
      expect(heard).toContain('ph_1');
    });
    expect(heard).not.toContain('foreign');
  });
});

describe('heartbeats', () => {
  it('are the last of each instance, without those of days ago', async () => {
    const coordination = await open();
    await coordination.writeHeartbeat(beat('m-1', new Date(Date.now() - 1000).toISOString()));
    await coordination.writeHeartbeat(beat('m-1'));
    await coordination.writeHeartbeat(beat('m-2'));
    await coordination.writeHeartbeat(beat('m-old', new Date(Date.now() - 2 * 24 * 3_600_000).toISOString()));
    expect((await coordination.heartbeats()).map(({ instanceId }) => instanceId).sort()).toEqual([
      'm-1',
      'm-2',
    ]);
  });
});

describe('while Redis is away', () => {
  it('telling costs nothing, asking fails quickly, and both work again when it is back', async () => {
    const server = await startPrivateRedis();
    try {
      const coordination = await open({ url: server.url, prefix: 'wt' });
      const heard: string[] = [];
      coordination.subscribe('phones', ({ phoneId }) => heard.push(phoneId));
      await server.kill();
      expect(() => coordination.publish('phones', told)).not.toThrow();
      const startedAt = performance.now();
      await expect(coordination.heartbeats()).rejects.toThrow();
      expect(performance.now() - startedAt).toBeLessThan(5000);
      await server.restart();
      await eventually(
        () => {
          coordination.publish('phones', told);
          expect(heard).toContain('ph_1');
        },
        { timeoutMs: 10_000 },
      );
    } finally {
      await Promise.all(opened.splice(0).map((coordination) => coordination.close()));
      await server.stop();
    }
  }, 40_000);
});
