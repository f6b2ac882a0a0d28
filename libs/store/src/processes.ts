import type { Heartbeat, HealthStatus, ProcessName } from '@watertight/core';
import type { Db } from './db.ts';
import { figures, type Figures } from './figures.ts';

export interface ProcessEvent {
  processName: string;
  instanceId: string;
  event: string;
  detail?: Record<string, unknown> | undefined;
  /** Now when absent. */
  at?: Date | undefined;
}

/** How much waits in one process's lanes; ages in seconds. */
export interface Backlog {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  oldestSeconds: number;
}

export interface Processes {
  recordHeartbeat(heartbeat: Heartbeat): Promise<void>;
  recordEvent(event: ProcessEvent): Promise<void>;
  recordMetrics(processName: string, instanceId: string, values: Record<string, number>): Promise<void>;
  /** The last heartbeat of each instance of the last day. */
  latestHeartbeats(): Promise<Heartbeat[]>;
  backlog(): Promise<Record<string, Backlog>>;
  /** Numbers of the whole system, for metrics. */
  figures(): Promise<Figures>;
  /** Deletes health rows older than a day, metrics and events older than a week, done journal rows older than a week. */
  forget(): Promise<void>;
}

interface HealthRow {
  process_name: ProcessName;
  instance_id: string;
  status: HealthStatus;
  memory_usage_mb: number;
  memory_limit_mb: number | null;
  uptime_seconds: number;
  active_connections: number;
  restarts: number;
  timestamp: Date;
}

const FORGET = [
  `DELETE FROM process_health WHERE "timestamp" < now() - interval '1 day'`,
  `DELETE FROM process_metrics WHERE "timestamp" < now() - interval '7 days'`,
  `DELETE FROM process_events WHERE "timestamp" < now() - interval '7 days'`,
  `DELETE FROM inbound_journal WHERE processed_at < now() - interval '7 days'`,
  `DELETE FROM chat_pace WHERE used_until < now()`,
  `DELETE FROM idempotency_keys WHERE created_at < now() - interval '30 days'`,
];

export function processes(db: Db): Processes {
  return {
    async recordHeartbeat(beat) {
      await db.query(
        {
          name: 'heartbeat',
          text: `INSERT INTO process_health (process_name, instance_id, status, memory_usage_mb, memory_limit_mb,
            uptime_seconds, active_connections, restarts, "timestamp") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        },
        [
          beat.processName,
          beat.instanceId,
          beat.status,
          beat.memoryUsageMb,
          beat.memoryLimitMb,
          beat.uptimeSeconds,
          beat.activeConnections,
          beat.restarts,
          beat.timestamp,
        ],
      );
    },
    async recordEvent({ processName, instanceId, event, detail, at }) {
      await db.query(
        {
          name: 'process_event',
          text: `INSERT INTO process_events (process_name, instance_id, event, detail, "timestamp")
            VALUES ($1, $2, $3, $4, coalesce($5, now()))`,
        },
        [processName, instanceId, event, detail ? JSON.stringify(detail) : null, at ?? null],
      );
    },
    async recordMetrics(processName, instanceId, values) {
      await db.query(
        {
          name: 'process_metrics',
          text: `INSERT INTO process_metrics (process_name, instance_id, name, value)
            SELECT $1, $2, name, value FROM unnest($3::text[], $4::float8[]) AS t (name, value)`,
        },
        [processName, instanceId, Object.keys(values), Object.values(values)],
      );
    },
    async latestHeartbeats() {
      const rows = await db.query<HealthRow>(
        { name: 'heartbeats', text: 'SELECT * FROM process_health_latest' },
        [],
      );
      return rows.map(asHeartbeat);
    },
    async backlog() {
      const rows = await db.query<
        { process_name: string; oldest_seconds: number } & Omit<Backlog, 'oldestSeconds'>
      >({ name: 'backlog', text: 'SELECT * FROM queue_backlog' }, []);
      return Object.fromEntries(
        rows.map(({ process_name, oldest_seconds, waiting, active, delayed, failed }) => [
          process_name,
          { waiting, active, delayed: Number(delayed), failed, oldestSeconds: Math.max(0, oldest_seconds) },
        ]),
      );
    },
    figures: () => figures(db),
    async forget() {
      for (const [index, text] of FORGET.entries()) await db.query({ name: `forget_${index}`, text }, []);
    },
  };
}

const asHeartbeat = (row: HealthRow): Heartbeat => ({
  processName: row.process_name,
  instanceId: row.instance_id,
  status: row.status,
  memoryUsageMb: row.memory_usage_mb,
  memoryLimitMb: row.memory_limit_mb,
  uptimeSeconds: row.uptime_seconds,
  activeConnections: row.active_connections,
  restarts: row.restarts,
  timestamp: row.timestamp.toISOString(),
});
