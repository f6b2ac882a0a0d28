import { systemClock, type Clock, type Scope, SCOPES, type Tracing } from '@watertight/core';
import { createCoordination, type Coordination } from '@watertight/coordination';
import { createAccepting, createPhoneCalls, createFeed, type EventFeed } from '@watertight/delivery';
import { createHealth, createMetrics, type Health, type Metrics } from '@watertight/health';
import { createQueueing, type Queueing } from '@watertight/queueing';
import { openMedia, type MediaFiles } from '@watertight/media';
import { createEgress, createLogger, Secret, type Egress } from '@watertight/service';
import { openStore, type PhoneWithState, type Store } from '@watertight/store';
import { eventually, testDatabase, testRedis } from '@watertight/testkit';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../src/app.ts';
import { createErasing } from '../../src/erasing/runner.ts';
import type { ApiLimits } from '../../src/deps.ts';
import type { SandboxServers } from '../../src/sandbox/control.ts';
import { checkAnswers } from './answers.ts';

export const ADMIN_KEY = 'the-admin-key-of-the-tests';

export interface Call extends Omit<InjectOptions, 'url' | 'method' | 'body'> {
  /** The admin key by default; null for none. */
  key?: string | null;
  body?: unknown;
}

/** The API as it runs, without a socket: real stores, real queues. */
export interface TestApi {
  app: FastifyInstance;
  store: Store;
  coordination: Coordination;
  queueing: Queueing;
  health: Health;
  metrics: Metrics;
  files: MediaFiles;
  egress: Egress;
  feed: EventFeed;
  databaseUrl: string;
  /** What was logged, one parsed line each. */
  logged: Record<string, unknown>[];
  /** `POST /api/v2/companies`, without the part that all paths share. */
  call(request: `${string} /${string}`, call?: Call): Promise<LightMyRequestResponse>;
  company(): Promise<string>;
  key(companyId: string, scopes?: readonly Scope[]): Promise<string>;
  phone(companyId: string, connectionType?: 'wwebjs' | 'meta'): Promise<PhoneWithState>;
  close(): Promise<void>;
}

export interface TestApiOptions {
  databaseUrl?: string;
  redisUrl?: string;
  sandbox?: boolean;
  sandboxServers?: SandboxServers;
  clock?: Clock;
  tracing?: Tracing;
  limits?: Partial<ApiLimits>;
  /** The folder of a built dashboard; none when absent. */
  dashboardDir?: string;
  /** What media may be fetched from; all of this machine when absent. */
  allowPrivate?: string[];
}

const NO_LIMITS: ApiLimits = {
  requestsPerSecond: 0,
  failedKeysPerMinute: 0,
  maxLagMs: 0,
  memoryLimitMb: null,
  trustedProxies: [],
};

let companies = 0;

export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const database = options.databaseUrl ? undefined : await testDatabase();
  const redis = options.redisUrl ? undefined : await testRedis();
  // With the rights that the API has, and no more.
  const databaseUrl = options.databaseUrl ?? (await database?.urlAs('watertight_api')) ?? '';
  const redisOptions = { redisUrl: options.redisUrl ?? redis?.url ?? '', prefix: redis?.prefix ?? 'none' };

  const logged: Record<string, unknown>[] = [];
  const log = createLogger({
    process: 'api',
    instanceId: 'api-test',
    level: 'debug',
    stream: { write: (line) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  });
  const { clock = systemClock, sandbox = true } = options;
  const store = openStore({
    databaseUrl,
    encryptionKey: randomBytes(32),
    log,
    ...(database ? { tenantRole: 'watertight_tenant' } : {}),
  });
  const queueing = createQueueing({ ...redisOptions, log });
  const coordination = createCoordination({ ...redisOptions, log });
  const accepting = createAccepting({
    store,
    queueing,
    coordination,
    clock,
    log,
    instanceId: 'api-test',
    tracing: options.tracing,
  });
  const metrics = createMetrics({ processName: 'api' });
  const health = createHealth({
    processName: 'api',
    instanceId: 'api-test',
    memoryLimitMb: null,
    restarts: 0,
    checks: { database: store.ping },
    activeConnections: () => 0,
  });
  const adminKey = new Secret(ADMIN_KEY);
  const phoneCalls = createPhoneCalls({ coordination });
  const mediaDir = await mkdtemp(join(tmpdir(), 'watertight-api-media-'));
  const files = await openMedia({ dir: mediaDir });
  const egress = createEgress({ allowPrivate: options.allowPrivate ?? ['127.0.0.0/8'] });
  const feed = createFeed({ store, coordination, log });
  await feed.start();
  const timing = { tellMs: 1000, journalMs: 1000, lateMs: 0 };
  const erasing = createErasing({ store, files, coordination, log, timing, everyMs: 100 });
  erasing.start();
  const shared = { store, accepting, phoneCalls, coordination, feed, files, egress, erasing };
  const limits = { ...NO_LIMITS, ...options.limits };
  const { dashboardDir = null } = options;
  const sandboxServers = options.sandboxServers ?? { graphUrl: null, waWebUrl: null };
  const app = buildApp({
    ...shared,
    health,
    metrics,
    clock,
    log,
    adminKey,
    sandbox,
    sandboxServers,
    limits,
    dashboardDir,
    ...(options.tracing ? { tracing: options.tracing } : {}),
  });
  const faults = checkAnswers(app);
  await app.ready();
  await eventually(() => coordination.ping(), { label: 'Redis' }); // it connects in the background

  return {
    app,
    store,
    coordination,
    files,
    egress,
    feed,
    queueing,
    health,
    metrics,
    databaseUrl: database?.url ?? databaseUrl,
    logged,
    call(request, { key = ADMIN_KEY, body, headers, ...rest } = {}) {
      const [method, path] = request.split(' ') as [NonNullable<InjectOptions['method']>, string];
      const url = /^\/(health|metrics|openapi|docs|v\d|$)/.test(path) ? path : `/api/v2${path}`;
      return app.inject({
        method,
        url,
        headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
        ...(body === undefined ? {} : { payload: body as object }),
        ...rest,
      });
    },
    async company() {
      const id = `company-${process.pid}-${++companies}`;
      await store.companies.create({ id, name: id });
      return id;
    },
    key: async (companyId, scopes = SCOPES) =>
      (await store.companies.createKey(companyId, { name: 'test', scopes: [...scopes] })).key,
    phone: (companyId, connectionType = 'wwebjs') =>
      store.phones.create(companyId, {
        connectionType,
        mode: 'live',
        ...(connectionType === 'meta'
          ? { meta: { phoneNumberId: String(Date.now()) + ++companies, accessToken: 'token' } }
          : {}),
      }),
    async close() {
      await app.close();
      await erasing.stop();
      await feed.stop();
      await egress.close();
      await rm(mediaDir, { recursive: true, force: true });
      health.close();
      await coordination.close();
      await queueing.close();
      await store.close();
      await redis?.clear();
      await database?.drop();
      faults.assertNone();
    },
  };
}
