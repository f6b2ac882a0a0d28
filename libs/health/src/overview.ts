import type { Clock, Heartbeat, ProcessName } from '@watertight/core';
import type { Health } from './health.ts';
import { remembered, type Reading } from './remembered.ts';
import { summarise, type HealthSummary } from './summarise.ts';

const EXPECTED: readonly ProcessName[] = ['api', 'wwebjs', 'meta', 'webhook'];
const NOTHING: QueueReport = { waiting: 0, active: 0, delayed: 0, failed: 0, oldestSeconds: 0 };

const TIMEOUT_MS = 1500;
const FRESH_MS = 1000;
const FRESH_HEARTBEATS_MS = 250;
/** Instances that are remembered; beyond it the longest silent are forgotten. */
const MAX_INSTANCES = 1000;

/** How much waits in one process's lanes. */
export interface QueueReport {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  oldestSeconds: number;
}

interface StoreHealth {
  status: 'ok' | 'down';
  latencyMs: number;
}

/** `GET /health/all` (CONTRACT 6). */
export interface Overview extends HealthSummary {
  queues: Record<'wwebjs' | 'meta' | 'webhook', QueueReport>;
  database: StoreHealth;
  redis: StoreHealth;
}

/** Where an overview comes from. Any of it may hang or fail. */
export interface OverviewSources {
  health: Pick<Health, 'snapshot'>;
  clock: Clock;
  store: {
    ping(): Promise<void>;
    processes: {
      backlog(): Promise<Record<string, QueueReport>>;
      latestHeartbeats(): Promise<Heartbeat[]>;
    };
  };
  coordination: { ping(): Promise<void>; heartbeats(): Promise<Heartbeat[]> };
}

/**
 * The health of the whole system as this instance can see it, within two seconds whatever has failed. Heartbeats
 * come from both stores, the newest of an instance counts, and what both have forgotten or cannot say is taken
 * from memory: a dead process is readable while it is dead. Callers at once, and within a second, share one read of
 * each source.
 */
export function createOverview(sources: OverviewSources): () => Promise<Overview> {
  const { store, coordination, health, clock } = sources;
  const source = <T>(read: () => Promise<T>, freshMs = FRESH_MS) =>
    remembered(read, { freshMs, timeoutMs: TIMEOUT_MS });
  const postgres = source(store.ping);
  const redis = source(coordination.ping);
  const backlog = source(store.processes.backlog);
  const recorded = source(store.processes.latestHeartbeats, FRESH_HEARTBEATS_MS);
  const told = source(coordination.heartbeats, FRESH_HEARTBEATS_MS);
  const memory = createMemory();

  return async () => {
    const [database, cache, queues, fromPostgres, fromRedis] = await Promise.all([
      postgres(),
      redis(),
      backlog(),
      recorded(),
      told(),
    ]);
    memory.learn([...(fromPostgres.value ?? []), ...(fromRedis.value ?? []), health.snapshot()]);
    const summary = summarise(memory.all(), clock.now(), EXPECTED, database.ok);
    return {
      ...summary,
      status: summary.status === 'ok' && !cache.ok ? 'degraded' : summary.status,
      queues: allQueues(queues.value ?? {}),
      database: storeHealth(database),
      redis: storeHealth(cache),
    };
  };
}

const storeHealth = ({ ok, latencyMs }: Reading<unknown>): StoreHealth => ({
  status: ok ? 'ok' : 'down',
  latencyMs,
});

const allQueues = (known: Record<string, QueueReport>): Overview['queues'] => {
  const of = (name: string) => known[name] ?? NOTHING;
  return { wwebjs: of('wwebjs'), meta: of('meta'), webhook: of('webhook') };
};

/** The newest heartbeat of each instance that was ever seen. */
function createMemory() {
  const newest = new Map<string, Heartbeat>();
  return {
    learn(heartbeats: Heartbeat[]): void {
      for (const heartbeat of heartbeats) {
        const key = `${heartbeat.processName} ${heartbeat.instanceId}`;
        const known = newest.get(key);
        if (known && timeOf(known) >= timeOf(heartbeat)) continue;
        newest.delete(key); // the map is ordered by when an instance was last heard of
        newest.set(key, heartbeat);
      }
      for (const key of newest.keys()) {
        if (newest.size <= MAX_INSTANCES) break;
        newest.delete(key);
      }
    },
    all: (): Heartbeat[] => [...newest.values()],
  };
}

const timeOf = ({ timestamp }: Heartbeat): number => Date.parse(timestamp);
