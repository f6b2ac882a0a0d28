import type { Heartbeat, Message } from '@watertight/core';
import { eventually, startPrivatePostgres, startPrivateRedis, type PrivateStore } from '@watertight/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

interface Overview {
  status: string;
  processes: { processName: string; instanceId: string; status: string }[];
  database: { status: string };
  redis: { status: string };
}

const META: Heartbeat = {
  processName: 'meta',
  instanceId: 'meta-1',
  status: 'healthy',
  timestamp: new Date().toISOString(),
  uptimeSeconds: 5,
  memoryUsageMb: 90,
  memoryLimitMb: 1024,
  activeConnections: 2,
  restarts: 0,
};

let postgres: PrivateStore;
let redis: PrivateStore;
let api: TestApi;
let company: string;
let key: string;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPrivatePostgres(), startPrivateRedis()]);
  api = await startApi({ databaseUrl: postgres.url, redisUrl: redis.url });
  company = await api.company();
  await api.phone(company);
  key = await api.key(company);
});
afterAll(async () => {
  await api.close();
  await Promise.all([postgres.stop(), redis.stop()]);
});

const send = (message: string) =>
  api.call(`POST /messages/text/${company}/60123456789`, { body: { message }, key });
const overview = async () => (await api.call('GET /health/all', { key: null })).json<Overview>();

describe('while Redis is away', () => {
  beforeAll(() => redis.kill());
  afterAll(() => redis.restart());

  test('messages are accepted at once', async () => {
    const took: number[] = [];
    for (let n = 0; n < 3; n++) {
      const startedAt = performance.now();
      expect((await send('without Redis')).statusCode).toBe(202);
      took.push(performance.now() - startedAt);
    }
    // One that waited for Redis would each time; the machine may be busy with other tests in one of them.
    expect(Math.min(...took)).toBeLessThan(1000);
  });

  test('the process is ready, and the health of the whole is degraded', async () => {
    expect((await api.call('GET /health/ready', { key: null })).statusCode).toBe(200);
    await eventually(async () => {
      expect(await overview()).toMatchObject({
        status: 'degraded',
        redis: { status: 'down' },
        database: { status: 'ok' },
      });
    });
  });
});

describe('while Postgres is away', () => {
  beforeAll(async () => {
    await eventually(() => api.coordination.writeHeartbeat(META), { label: 'Redis after its restart' });
    await postgres.kill();
  });
  afterAll(() => postgres.restart());

  test('nothing is accepted, and every route says 503 with Retry-After', async () => {
    const requests = [
      ['POST /messages/text/:c/60123456789', { message: 'x' }],
      ['POST /messages/batch/:c', { messages: [{ type: 'text', chatId: '60123456789', message: 'x' }] }],
      ['GET /messages/:c'],
      ['GET /companies'],
      ['POST /companies', { name: 'x' }],
      ['GET /bots/:c/0'],
      ['POST /bots/:c/0/start'],
      ['DELETE /messages/:c/msg_1'],
    ] as const;
    for (const [request, body] of requests) {
      const response = await api.call(request.replace(':c', company) as 'GET /', { body });
      expect([request, response.statusCode, response.headers['retry-after']]).toEqual([request, 503, '2']);
      expect(response.json()).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    }
  });

  test('a key that is not remembered is not called wrong', async () => {
    const response = await api.call(`GET /messages/${company}`, { key: 'wt_unknown' });
    expect(response.json()).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
  });

  test('the process lives, is not ready, and tells the health of the others from Redis', async () => {
    expect((await api.call('GET /health', { key: null })).statusCode).toBe(200);
    await eventually(async () => {
      expect((await api.call('GET /health/ready', { key: null })).statusCode).toBe(503);
    });
    await eventually(async () => {
      expect(await overview()).toMatchObject({
        status: 'down',
        database: { status: 'down' },
        redis: { status: 'ok' },
      });
    });
    const { processes } = await overview();
    expect(processes).toContainEqual(expect.objectContaining({ instanceId: 'meta-1' }));
  });
});

test('after both have been away, messages are accepted again without a restart', async () => {
  const message = await eventually(async () => {
    const response = await send('after');
    return response.statusCode === 202 ? response.json<Message>() : null;
  });
  expect(message.status).toBe('queued');
});
