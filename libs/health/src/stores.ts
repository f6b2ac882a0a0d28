import type { Metrics } from './metrics.ts';

/** What a process knows of its own way to the stores. */
export interface StoreUse {
  store?: { poolUse(): { used: number; idle: number; waiting: number } };
  coordination: { isConnected(): boolean };
}

/** Whether Redis is connected, and how the connections to Postgres are used; nobody is asked for it. */
export function storeMetrics(metrics: Metrics, { store, coordination }: StoreUse): void {
  metrics.gauge('redis_up', '1 while this process is connected to Redis, else 0', [], () =>
    coordination.isConnected() ? 1 : 0,
  );
  if (!store) return;
  const connections = metrics.gauge('database_connections', "Connections of this process's pool", ['state']);
  const waiting = metrics.gauge('database_waiting_requests', 'Who waits for a connection of the pool');
  metrics.beforeScrape(() => {
    const use = store.poolUse();
    connections.set({ state: 'used' }, use.used);
    connections.set({ state: 'idle' }, use.idle);
    waiting.set(use.waiting);
  });
}
