import { createCoordination } from '@watertight/coordination';
import type { Shell } from '@watertight/service';
import { openProcesses } from '@watertight/store';
import type { Config } from './env.ts';
import type { Records } from './orchestrate.ts';

/**
 * Where the orchestrator's heartbeats and events are written: Postgres and Redis when it is told of them. It
 * supervises without either, and while either is away.
 */
export function openRecords(shell: Shell, { stores }: Config): Records {
  const records: Records = { heartbeats: [], events: () => Promise.resolve() };
  if (stores.databaseUrl) {
    const { processes, close } = openProcesses({ databaseUrl: stores.databaseUrl, log: shell.log });
    shell.onClose('database', close);
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
    records.heartbeats.push(function redis(heartbeat) {
      return coordination.writeHeartbeat(heartbeat);
    });
  }
  return records;
}
