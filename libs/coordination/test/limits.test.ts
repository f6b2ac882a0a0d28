import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '@watertight/core';
import { createCoordination, type Coordination, type Limit } from '@watertight/coordination';
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

const limitOf = async (
  points: number,
  windowSeconds = 60,
  at?: { url: string; prefix: string },
): Promise<Limit> => {
  const limit = (await open(at)).limit({ name: 'test', points, windowSeconds });
  return limit;
};

async function allowedOf(limits: Limit[], key: string, times: number): Promise<number> {
  const asked = Array.from({ length: times }, (_, n) => limits[n % limits.length]?.take(key));
  return (await Promise.all(asked.map(async (taken) => taken))).filter((taken) => taken?.allowed).length;
}

describe('a limit', () => {
  it('is kept by one instance to the point, and says what is left', async () => {
    const limit = await limitOf(7);
    await eventually(async () => expect(await limit.take('warm')).toMatchObject({ allowed: true }));
    const first = await limit.take('a');
    expect(first).toMatchObject({ allowed: true, remaining: 6 });
    expect(first.resetMs).toBeGreaterThan(0);
    expect(await allowedOf([limit], 'a', 20)).toBe(6);
    expect(await limit.take('a')).toMatchObject({ allowed: false, remaining: 0 });
    expect(await allowedOf([limit], 'b', 20)).toBe(7);
  });

  it('is shared by instances, which never give out more together', async () => {
    const limits = [await limitOf(200), await limitOf(200), await limitOf(200)];
    // An instance counts alone until its connection stands.
    let tries = 0;
    await eventually(async () => {
      const allowed = await allowedOf(limits, `shared-${tries++}`, 1000);
      expect(allowed).toBeLessThanOrEqual(200);
      expect(allowed).toBeGreaterThanOrEqual(200 - 2 * 10); // parts that stay unused
    });
  });

  it('begins anew with the next window, and when it is forgotten', async () => {
    const limit = await limitOf(2, 1);
    expect(await allowedOf([limit], 'a', 5)).toBe(2);
    await eventually(async () => expect(await limit.take('a')).toMatchObject({ allowed: true }));
    const long = await limitOf(2, 60);
    await eventually(async () => expect(await long.take('b')).toMatchObject({ allowed: false }));
    await long.forget('b');
    expect(await long.take('b')).toMatchObject({ allowed: true });
  });

  it('gives points out without asking Redis for each', async () => {
    const limit = await limitOf(1000);
    await limit.take('a');
    const answers = Array.from({ length: 40 }, () => limit.take('a'));
    expect(answers.filter((answer) => answer instanceof Promise)).toHaveLength(0);
  });

  it('is kept by each instance for itself while Redis is away, without waiting', async () => {
    const own = await startPrivateRedis();
    try {
      const at = { url: own.url, prefix: 'away' };
      const limits = [await limitOf(10, 60, at), await limitOf(10, 60, at)];
      await own.kill();
      const startedAt = performance.now();
      expect(await allowedOf(limits, 'a', 100)).toBe(20);
      expect(performance.now() - startedAt).toBeLessThan(3000);
    } finally {
      await own.stop();
    }
  });
});
