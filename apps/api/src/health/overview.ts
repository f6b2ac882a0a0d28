import type { Heartbeat, ProcessName } from '@watertight/core';
import { summarise, type HealthSummary } from '@watertight/health';
import type { Backlog } from '@watertight/store';
import type { ApiDeps } from '../deps.ts';
import { remembered, type Reading } from './remembered.ts';

const EXPECTED: readonly ProcessName[] = ['api', 'wwebjs', 'meta', 'webhook'];
const NOTHING: Backlog = { waiting: 0, active: 0, delayed: 0, failed: 0, oldestSeconds: 0 };

const TIMEOUT_MS = 1500;
const FRESH_MS = 1000;
const FRESH_HEARTBEATS_MS = 250;
/** Instances that are remembered; beyond it the longest silent are forgotten. */
const MAX_INSTANCES = 1000;

interface StoreHealth {
  status: 'ok' | 'down';
  latencyMs: number;
}

/** `GET /health/all` (CONTRACT 6). */
export interface Overview extends HealthSummary {
  queues: Record<'wwebjs' | 'meta' | 'webhook', Backlog>;
  database: StoreHealth;
  redis: StoreHealth;
}

type OverviewDeps = Pick<ApiDeps, 'store' | 'coordination' | 'health' | 'clock'>;

/**
 * The health of the whole system as this instance can see it, within two seconds whatever has failed. Heartbeats
 * come from both stores, the newest of an instance counts, and what both have forgotten or cannot say is taken
 * from memory: a dead process is readable while it is dead.
 */
export function createOverview({
  store,
  coordination,
  health,
  clock,
}: OverviewDeps): () => Promise<Overview> {
  const source = <T>(label: string, read: () => Promise<T>, freshMs = FRESH_MS) =>
    remembered(read, { label, freshMs, timeoutMs: TIMEOUT_MS });
  const postgres = source('database', store.ping);
  const redis = source('redis', coordination.ping);
  const backlog = source('backlog', store.processes.backlog);
  const recorded = source('recorded heartbeats', store.processes.latestHeartbeats, FRESH_HEARTBEATS_MS);
  const told = source('told heartbeats', coordination.heartbeats, FRESH_HEARTBEATS_MS);
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

const allQueues = (known: Record<string, Backlog>): Overview['queues'] => {
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
