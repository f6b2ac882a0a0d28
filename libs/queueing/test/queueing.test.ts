import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { silentLog } from '@watertight/core';
import { createQueueing, type Lane, type Queueing, type Serving, type Turn } from '@watertight/queueing';
import { queueOf } from '../src/catalog.ts';
import { eventually, startPrivateRedis, testRedis, type TestRedis } from '@watertight/testkit';

let redis: TestRedis;
let opened: Queueing[];
let servings: Serving[];

beforeEach(async () => {
  redis = await testRedis();
  opened = [];
  servings = [];
});
afterEach(async () => {
  await Promise.all(servings.map((serving) => serving.stop()));
  await Promise.all(opened.map((queueing) => queueing.close()));
  await redis.clear();
});

function open(at: { url: string; prefix: string } = redis): Queueing {
  const queueing = createQueueing({ redisUrl: at.url, prefix: at.prefix, log: silentLog });
  opened.push(queueing);
  return queueing;
}

function serveShards(queueing: Queueing, turn: Turn, concurrency = 8): Serving {
  const serving = queueing.serveShards('meta', turn, { concurrency });
  servings.push(serving);
  return serving;
}

const meta = (phoneId: string) => ({ phoneId, companyId: 'demo', connectionType: 'meta' }) as const;

describe('a token', () => {
  it('brings a turn to whoever serves the lane, in another process than the one that woke it', async () => {
    const turns: string[] = [];
    serveShards(open(), async (phoneId) => {
      turns.push(phoneId);
      return 'idle';
    });
    const api = open();
    for (const phoneId of ['ph_a', 'ph_b', 'ph_c']) api.wake(meta(phoneId));
    await eventually(() => expect([...turns].sort()).toEqual(['ph_a', 'ph_b', 'ph_c']));
  });

  it('that comes while the lane’s turn runs gives it one more turn afterwards, and never two at once', async () => {
    let running = 0;
    let most = 0;
    let turns = 0;
    let release: (() => void) | undefined;
    serveShards(open(), async () => {
      turns++;
      most = Math.max(most, ++running);
      if (turns === 1) await new Promise<void>((resolve) => (release = resolve));
      running--;
      return 'idle';
    });
    const api = open();
    api.wake(meta('ph_a'));
    await eventually(() => expect(release).toBeDefined());
    for (let i = 0; i < 50; i++) api.wake(meta('ph_a'));
    await api.ping();
    release?.();
    await eventually(() => expect(turns).toBeGreaterThanOrEqual(2));
    expect(most).toBe(1);
  });

  it('comes again as long as work remains, and then no more', async () => {
    const order: string[] = [];
    const left = new Map([
      ['ph_a', 3],
      ['ph_b', 3],
    ]);
    const queueing = open();
    const turn: Turn = async (phoneId) => {
      order.push(phoneId);
      const rest = (left.get(phoneId) ?? 0) - 1;
      left.set(phoneId, rest);
      return rest > 0 ? 'more' : 'idle';
    };
    serveShards(queueing, turn);
    for (const phoneId of left.keys()) queueing.wake(meta(phoneId));
    await eventually(() => expect(order).toHaveLength(6));
    expect([...order].sort()).toEqual(['ph_a', 'ph_a', 'ph_a', 'ph_b', 'ph_b', 'ph_b']);
  });

  it('is spent when its turn fails, and the next one is served', async () => {
    let turns = 0;
    const queueing = open();
    serveShards(queueing, async () => {
      if (turns++ === 0) throw new Error('broken turn');
      return 'idle';
    });
    queueing.wake(meta('ph_a'));
    await eventually(() => expect(turns).toBe(1));
    await eventually(() => {
      queueing.wake(meta('ph_a'));
      expect(turns).toBeGreaterThan(1);
    });
  });

  it('of a leased lane goes to the one who serves that lane', async () => {
    const queueing = open();
    const turns: string[] = [];
    const lane = { phoneId: 'ph_web', companyId: 'demo', connectionType: 'wwebjs' } as const;
    servings.push(
      queueing.serveLane(lane, async (phoneId) => {
        turns.push(phoneId);
        return 'idle';
      }),
    );
    open().wake(lane);
    await eventually(() => expect(turns).toEqual(['ph_web']));
  });

  it('put beside a lost one brings the lane its turn', async () => {
    let turns = 0;
    const queueing = open();
    serveShards(queueing, async () => {
      turns++;
      return 'idle';
    });
    queueing.wakeAgain(meta('ph_a'));
    await eventually(() => expect(turns).toBe(1));
  });
});

describe('lanes whose tokens got lost', () => {
  const many = Array.from({ length: 500 }, (_, n) => meta(`ph_${n}`));
  const wakeLost = (queueing: Queueing, lanes: readonly Lane[]) =>
    new Promise<number>((resolve) => queueing.wakeLost(lanes, resolve));

  it('get new ones, each of them one, and those that wait get no second', async () => {
    const queueing = open();
    expect(await wakeLost(queueing, many.slice(0, 450))).toBe(450);
    expect(await wakeLost(queueing, many)).toBe(50);
    const turns: string[] = [];
    serveShards(queueing, (phoneId) => {
      turns.push(phoneId);
      return Promise.resolve('idle');
    });
    await eventually(() => expect(turns).toHaveLength(500));
    expect(new Set(turns).size).toBe(500);
  });

  it('are told once at a time: what is told meanwhile is found by the next sweep', async () => {
    const queueing = open();
    let told = 0;
    const first = wakeLost(queueing, many);
    queueing.wakeLost(many, () => told++);
    expect([await first, told]).toEqual([500, 0]);
  });
});

describe('companies with a backlog', () => {
  const lane = (companyId: string, n: number) =>
    ({ phoneId: `ph_${companyId}_${n}`, companyId, connectionType: 'meta' }) as const;
  /** All lanes of one shard, so that they stand in one queue. */
  const lanes = (companyId: string, count: number) =>
    Array.from({ length: 1000 }, (_, n) => lane(companyId, n))
      .filter((one) => queueOf(one) === 'meta-0')
      .slice(0, count);

  /** Serves one lane at a time and says whose turns there were; each lane always has more. */
  function serveOneByOne(queueing: Queueing) {
    const turns: string[] = [];
    let go: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (go = resolve));
    serveShards(
      queueing,
      async (phoneId, signal) => {
        await begun;
        turns.push(phoneId.split('_')[1] ?? '');
        return signal.aborted ? 'idle' : 'more';
      },
      1,
    );
    return { turns, go };
  }
  const count = (turns: string[], companyId: string) => turns.filter((one) => one === companyId).length;

  it('have turns in turn, however many lanes each has and whoever came first', async () => {
    const queueing = open();
    const { turns, go } = serveOneByOne(queueing);
    for (const one of lanes('many', 40)) queueing.wake(one);
    await queueing.ping();
    for (const one of lanes('few', 2)) queueing.wake(one);
    await queueing.ping();
    go();
    await eventually(() => expect(turns.length).toBeGreaterThan(60));
    // The first turn was given before the others were there.
    const seen = turns.slice(1, 41);
    expect(Math.abs(count(seen, 'many') - count(seen, 'few'))).toBeLessThanOrEqual(2);
  });

  it('give the next turn to a company that comes with a single one', async () => {
    const queueing = open();
    const { turns, go } = serveOneByOne(queueing);
    for (const one of lanes('many', 100)) queueing.wake(one);
    await queueing.ping();
    for (const one of lanes('late', 1)) queueing.wake(one);
    await queueing.ping();
    go();
    await eventually(() => expect(turns).toContain('late'));
    expect(turns.indexOf('late')).toBeLessThanOrEqual(2);
  });

  it('have turns by their weights, and the same again when no weight is told any more', async () => {
    const queueing = open();
    queueing.weigh(new Map([['heavy', 3]]));
    await queueing.ping();
    const { turns, go } = serveOneByOne(queueing);
    for (const one of [...lanes('heavy', 8), ...lanes('light', 8)]) queueing.wake(one);
    await queueing.ping();
    go();
    await eventually(() => expect(turns.length).toBeGreaterThan(60));
    const seen = turns.slice(20, 60);
    expect(count(seen, 'heavy')).toBeGreaterThanOrEqual(28);
    expect(count(seen, 'heavy')).toBeLessThanOrEqual(32);
    queueing.weigh(new Map());
    await queueing.ping();
    const from = turns.length + 20;
    await eventually(() => expect(turns.length).toBeGreaterThan(from + 40));
    const later = turns.slice(from, from + 40);
    expect(Math.abs(count(later, 'heavy') - 20)).toBeLessThanOrEqual(2);
  });
});

describe('stopping', () => {
  it('waits for the turn under way, which is told of it', async () => {
    const queueing = open();
    let told = false;
    let ended = false;
    const serving = serveShards(queueing, async (_, signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      told = true;
      ended = true;
      return 'idle';
    });
    queueing.wake(meta('ph_a'));
    await eventually(() => expect(serving.active()).toBe(1));
    await serving.stop();
    expect([told, ended, serving.active()]).toEqual([true, true, 0]);
  });
});

describe('a token that was lost alone', () => {
  it('is made anew while its lane waits', async () => {
    const client = new Redis(redis.url);
    try {
      const api = open();
      api.wake(meta('ph_a'));
      const waiting = `${redis.prefix}:${queueOf(meta('ph_a'))}:wait`;
      await eventually(async () => expect(await client.llen(waiting)).toBe(1));
      await client.del(waiting);
      let turns = 0;
      serveShards(open(), async () => {
        turns++;
        return 'idle';
      });
      await eventually(() => expect(turns).toBe(1), { timeoutMs: 10_000 });
    } finally {
      client.disconnect();
    }
  });
});

describe('Redis', () => {
  it('killed and back, brings the tokens that were told meanwhile, without a restart of ours', async () => {
    const server = await startPrivateRedis();
    try {
      const turns: string[] = [];
      const queueing = open({ url: server.url, prefix: 'wt' });
      serveShards(queueing, async (phoneId) => {
        turns.push(phoneId);
        return 'idle';
      });
      queueing.wake(meta('ph_before'));
      await eventually(() => expect(turns).toEqual(['ph_before']));
      await server.kill();
      queueing.wake(meta('ph_meanwhile'));
      await server.restart();
      await eventually(() => expect(turns).toContain('ph_meanwhile'), { timeoutMs: 10_000 });
    } finally {
      await Promise.all(servings.splice(0).map((serving) => serving.stop()));
      await Promise.all(opened.splice(0).map((queueing) => queueing.close()));
      await server.stop();
    }
  }, 40_000);

  it('emptied, takes the next token as if nothing had been', async () => {
    let turns = 0;
    const queueing = open();
    serveShards(queueing, async () => {
      turns++;
      return 'idle';
    });
    queueing.wake(meta('ph_a'));
    await eventually(() => expect(turns).toBe(1));
    await redis.clear();
    await eventually(() => {
      queueing.wake(meta('ph_a'));
      expect(turns).toBeGreaterThan(1);
    });
    const client = new Redis(redis.url);
    expect((await client.keys(`${redis.prefix}*`)).length).toBeGreaterThan(0);
    client.disconnect();
  });
});
