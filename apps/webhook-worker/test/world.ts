import { createCoordination } from '@watertight/coordination';
import { newId, silentLog, systemClock, type Clock, type NewMessage } from '@watertight/core';
import { createMetrics } from '@watertight/health';
import { createEgress } from '@watertight/service';
import { openStore, type EndpointWithSecret, type NewEndpoint, type Store } from '@watertight/store';
import { testDatabase, testRedis } from '@watertight/testkit';
import pg from 'pg';
import { createDispatch, type Dispatch } from '../src/dispatch.ts';
import { createMeters } from '../src/meters.ts';

/** Real stores with company `demo`, and as many workers as a test wants, in this process. */
export interface World {
  store: Store;
  /** For a login that may do what workers may, as `worker` has it. */
  databaseUrl: string;
  redisUrl: string;
  prefix: string;
  key: Buffer;
  query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  worker(options?: { clock?: Clock; allowPrivate?: string[] }): Dispatch;
  endpoint(url: string, more?: Partial<NewEndpoint>): Promise<EndpointWithSecret>;
  /** Accepts a message to a chat: an event `message.queued`. Answers its id. */
  send(chatId?: string, more?: Partial<NewMessage>): Promise<string>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const key = Buffer.alloc(32, 7);
  const databaseUrl = await database.urlAs('watertight_worker');
  const options = { encryptionKey: key, log: silentLog, poolSize: 20 };
  const store = openStore({ databaseUrl: database.url, ...options });
  const ofWorkers = openStore({ databaseUrl, ...options });
  const coordination = createCoordination({ redisUrl: redis.url, prefix: redis.prefix, log: silentLog });
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const { phoneId } = await store.phones.create('demo', {
    connectionType: 'meta',
    mode: 'live',
    meta: { phoneNumberId: '100', accessToken: 'token', wabaId: '200' },
  });
  const running: Dispatch[] = [];
  const closers: (() => Promise<void>)[] = [];
  let workers = 0;

  return {
    store,
    databaseUrl,
    redisUrl: redis.url,
    prefix: redis.prefix,
    key,
    query: async (sql, values) => (await pool.query<Record<string, unknown>>(sql, values)).rows,
    worker({ clock = systemClock, allowPrivate = ['127.0.0.0/8'] } = {}) {
      const egress = createEgress({ allowPrivate });
      closers.push(() => egress.close());
      const metrics = createMetrics({ processName: 'webhook' });
      const dispatch = createDispatch({
        store: ofWorkers,
        coordination,
        egress,
        clock,
        log: silentLog,
        instanceId: `worker-${++workers}`,
        meters: createMeters(metrics, () => 0),
        concurrency: 10,
        retentionDays: 14,
      });
      dispatch.start();
      running.push(dispatch);
      return dispatch;
    },
    endpoint: (url, more = {}) =>
      store.webhooks.endpoints.create('demo', { url, events: ['*'], format: 'watertight', ...more }),
    async send(chatId = '60123456789', more = {}) {
      const id = newId('msg');
      await store.messages.accept({
        id,
        companyId: 'demo',
        phoneId,
        phoneIndex: 0,
        connectionType: 'meta',
        type: 'text',
        chatId,
        content: { text: 'hello' },
        quotedMessageId: null,
        mentions: null,
        metadata: null,
        idempotencyKey: null,
        requestHash: null,
        onUncertain: 'hold',
        scheduledAt: null,
        expiresAt: null,
        routing: { routedBy: 'named' },
        ...more,
      });
      return id;
    },
    async close() {
      await Promise.all(running.map((dispatch) => dispatch.stop(100)));
      for (const close of closers) await close();
      await coordination.close();
      await pool.end();
      await store.close();
      await ofWorkers.close();
      await Promise.all([redis.clear(), database.drop()]);
    },
  };
}
