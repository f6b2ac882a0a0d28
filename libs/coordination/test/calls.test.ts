import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '@watertight/core';
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

/** Until somebody's subscription stands, nobody answers. */
const answered = (caller: Coordination, address: string, request: unknown) =>
  eventually(async () => {
    const end = await caller.call(address, request, 2000);
    expect(end.kind).toBe('answered');
    return end;
  });

describe('a call', () => {
  it('brings the answer of another process', async () => {
    const [caller, holder] = [await open(), await open()];
    holder.answer('phone:1', async (request) => ({ heard: request }));
    expect(await answered(caller, 'phone:1', { name: 'presence' })).toEqual({
      kind: 'answered',
      value: { heard: { name: 'presence' } },
    });
  });

  it('is known to have reached nobody when nobody answers there, or no longer does', async () => {
    const [caller, holder] = [await open(), await open()];
    expect(await caller.call('phone:1', null, 2000)).toEqual({ kind: 'nobody' });
    const stop = holder.answer('phone:1', async () => 'yes');
    await answered(caller, 'phone:1', null);
    stop();
    await eventually(async () =>
      expect(await caller.call('phone:1', null, 2000)).toEqual({ kind: 'nobody' }),
    );
  });

  it('is worked on by one of several that answer there', async () => {
    const caller = await open();
    const holders = await Promise.all([open(), open(), open()]);
    let worked = 0;
    for (const holder of holders) holder.answer('channel:meta', async () => ++worked);
    await answered(caller, 'channel:meta', null);
    worked = 0;
    const ends = await Promise.all(Array.from({ length: 20 }, () => caller.call('channel:meta', null, 2000)));
    expect(ends.every(({ kind }) => kind === 'answered')).toBe(true);
    expect(worked).toBe(20);
  });

  it('ends as late when whoever heard it does not answer, and tells him before', async () => {
    const [caller, holder] = [await open(), await open()];
    let isAborted = false;
    holder.answer('phone:1', (request, signal) =>
      request === 'quick'
        ? Promise.resolve('ok')
        : new Promise(() => signal.addEventListener('abort', () => (isAborted = true))),
    );
    await answered(caller, 'phone:1', 'quick');
    expect(await caller.call('phone:1', 'slow', 800)).toEqual({ kind: 'late' });
    expect(isAborted).toBe(true);
  });

  it('reaches nobody at once while Redis is away, and goes through when it is back', async () => {
    const own = await startPrivateRedis();
    try {
      const [caller, holder] = [
        await open({ url: own.url, prefix: 'calls' }),
        await open({ url: own.url, prefix: 'calls' }),
      ];
      holder.answer('phone:1', async () => 'yes');
      await answered(caller, 'phone:1', null);
      await own.kill();
      await eventually(async () =>
        expect(await caller.call('phone:1', null, 1000)).toEqual({ kind: 'nobody' }),
      );
      await own.restart();
      await answered(caller, 'phone:1', null);
    } finally {
      await own.stop();
    }
  });
});
