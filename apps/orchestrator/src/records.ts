import { createCoordination } from '@watertight/coordination';
import type { OverviewSources } from '@watertight/health';
import type { Shell } from '@watertight/service';
import { openProcesses } from '@watertight/store';
import type { Config } from './env.ts';
import type { Records } from './orchestrate.ts';

const nowhere = () => Promise.reject(new Error('It was not told of this store'));
const NO_STORE: OverviewSources['store'] = {
  ping: nowhere,
  processes: { backlog: nowhere, latestHeartbeats: nowhere },
};
const NO_REDIS: OverviewSources['coordination'] = { ping: nowhere, heartbeats: nowhere };

/**
 * Where the orchestrator's heartbeats and events are written: Postgres and Redis when it is told of them. It
 * supervises without either, and while either is away.
 */
export function openRecords(shell: Shell, { stores }: Config): Records {
  const records: Records = {
    heartbeats: [],
    events: () => Promise.resolve(),
    sources: { store: NO_STORE, coordination: NO_REDIS },
    redis: null,
    figures: null,
  };
  if (stores.databaseUrl) {
    const { processes, ping, close } = openProcesses({ databaseUrl: stores.databaseUrl, log: shell.log });
    shell.onClose('database', close);
    records.sources.store = { processes, ping };
    records.figures = processes;
    records.recordMetrics = processes.recordMetrics;
    records.heartbeats.push(function database(heartbeat) {
      return processes.recordHeartbeat(heartbeat);
    });
    records.events = ({ at, ...event }) => processes.recordEvent({ ...event, at: new Date(at) });
  }
  if (stores.redisUrl) {
    const coordination = createCoordination({
      redisUrl: stores.redisUrl,
      prefix: stores.redisPrefix,
      log: shell.log,
    });
    shell.onClose('redis', () => coordination.close());
    records.sources.coordination = coordination;
    records.redis = coordination;
    records.heartbeats.push(function redis(heartbeat) {
      return coordination.writeHeartbeat(heartbeat);
    });
  }
  return records;
}
