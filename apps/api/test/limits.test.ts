import { SCOPES } from '@watertight/core';
import { eventually, startPrivateRedis, type PrivateStore } from '@watertight/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi, type TestApiOptions } from './support/api.ts';

const opened: TestApi[] = [];
const open = async (options: TestApiOptions): Promise<TestApi> => {
  const api = await startApi(options);
  opened.push(api);
  return api;
};
afterAll(async () => {
  for (const api of opened) await api.close();
});

describe('a company key', () => {
  let redis: PrivateStore;
  let apis: TestApi[];
  let company: string;
  let key: string;

  beforeAll(async () => {
    redis = await startPrivateRedis();
    const first = await open({ redisUrl: redis.url, limits: { requestsPerSecond: 20 } });
    apis = [
      first,
      await open({ redisUrl: redis.url, databaseUrl: first.databaseUrl, limits: { requestsPerSecond: 20 } }),
    ];
    company = await first.company();
    key = await first.key(company);
  });
  afterAll(() => redis.stop());

  const burst = async (times: number, withKey: string) => {
    const calls = Array.from({ length: times }, (_, n) =>
      (apis[n % 2] as TestApi).call(`GET /messages/${company}`, { key: withKey }),
    );
    return Promise.all(calls);
  };

  test('may call so often in a second, over all instances, and is told what is left', async () => {
    await eventually(async () => {
      const startedAt = performance.now();
      const answers = await burst(200, key);
      const seconds = Math.floor((performance.now() - startedAt) / 1000) + 2; // that it touched at the most
      const refused = answers.filter(({ statusCode }) => statusCode === 429);
      expect(answers.length - refused.length).toBeLessThanOrEqual(20 * seconds);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0]?.json()).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
      expect(refused[0]?.headers).toMatchObject({
        'retry-after': '1',
        'content-type': expect.stringContaining('problem+json') as unknown,
      });
    });
    await eventually(async () => {
      const { statusCode, headers } = await (apis[0] as TestApi).call(`GET /messages/${company}`, { key });
      expect(statusCode).toBe(200);
      expect(headers['ratelimit-policy']).toBe('"key";q=20;w=1');
      expect(headers.ratelimit).toMatch(/^"key";r=\d+;t=1$/);
    });
  });

  test('does not use up what another has, and the admin key has no limit', async () => {
    await burst(60, key);
    const other = await (apis[0] as TestApi).key(company, SCOPES);
    expect((await burst(2, other)).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const admin = await burst(60, 'the-admin-key-of-the-tests');
    expect(admin.every(({ statusCode, headers }) => statusCode === 200 && !headers.ratelimit)).toBe(true);
  });

  test('is bounded by each instance for itself while Redis is away', async () => {
    await redis.kill();
    await eventually(async () => {
      const answers = await burst(200, key);
      const allowed = answers.filter(({ statusCode }) => statusCode === 200).length;
      expect(allowed).toBeGreaterThanOrEqual(20);
      expect(allowed).toBeLessThan(200);
    });
    await redis.restart();
  });
});

test('an address that tries wrong keys is told to wait; keys that are known to be good, and the admin’s, are not', async () => {
  const api = await open({ limits: { failedKeysPerMinute: 5, trustedProxies: ['127.0.0.1'] } });
  const company = await api.company();
  const key = await api.key(company);
  const from = (address: string, withKey: string) =>
    api.call(`GET /messages/${company}`, { key: withKey, headers: { 'x-forwarded-for': address } });

  expect((await from('192.0.2.1', key)).statusCode).toBe(200);
  for (let n = 0; n < 5; n++) expect((await from('192.0.2.1', `wt_wrong${n}`)).statusCode).toBe(401);
  const barred = await from('192.0.2.1', 'wt_wrong');
  expect(barred.json()).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  expect(Number(barred.headers['retry-after'])).toBeGreaterThan(0);
  expect((await from('192.0.2.1', key)).statusCode).toBe(200);
  expect((await from('192.0.2.1', 'the-admin-key-of-the-tests')).statusCode).toBe(200);
  expect((await from('192.0.2.2', 'wt_wrong')).statusCode).toBe(401);
});

describe('a process that drowns', () => {
  const PATIENT = { timeoutMs: 20_000 };

  test('refuses work, answers its health, and goes on when it is well again', async () => {
    const api = await open({ limits: { maxLagMs: 30 } });
    const company = await api.company();
    const ask = () => api.call(`GET /messages/${company}`);
    // Late for a moment, as at its start: nobody is turned away for that.
    const stall = (ms: number) => {
      const until = performance.now() + ms;
      while (performance.now() < until);
    };
    stall(1500);
    for (let i = 0; i < 10; i++) {
      expect((await ask()).statusCode).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    let drowning = true;
    const drown = () => {
      stall(150);
      if (drowning) setTimeout(drown, 5);
    };
    drown();
    await eventually(async () => {
      const refused = await ask();
      expect(refused.json()).toMatchObject({ status: 503, code: 'OVERLOADED' });
      expect(refused.headers['retry-after']).toBe('2');
    }, PATIENT);
    expect((await api.call('GET /health', { key: null })).statusCode).toBe(200);
    expect((await api.call('GET /metrics', { key: null })).body).toContain('http_requests_shed_total');
    drowning = false;
    await eventually(async () => expect((await ask()).statusCode).toBe(200), PATIENT);
  });

  test('refuses work while it takes too much memory', async () => {
    const api = await open({ limits: { memoryLimitMb: 10 } });
    const company = await api.company();
    await eventually(async () =>
      expect((await api.call(`GET /messages/${company}`)).json()).toMatchObject({ code: 'OVERLOADED' }),
    );
  });
});
