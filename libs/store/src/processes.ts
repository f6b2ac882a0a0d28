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
  /**
   * Deletes what is old, in batches and for two seconds at the most: heartbeats after `healthDays`, figures and events of
   * processes after `historyDays`, done journal rows after a week, idempotency keys after thirty days. Answers how many
   * rows; there may be more.
   */
  forget(keep?: ProcessRetention): Promise<number>;
}

/** Days. */
export interface ProcessRetention {
  /** 1 by default. */
  healthDays?: number | undefined;
  /** 7 by default. */
  historyDays?: number | undefined;
  /** 365 by default. */
  auditDays?: number | undefined;
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

const FORGET_AT_ONCE = 5000;
const FORGET_MS = 2000;

/** The journal is written too often for an index more: its oldest rows are those with the lowest ids. */
const LOWEST = `SELECT max(id) FROM (SELECT id FROM inbound_journal ORDER BY id LIMIT ${FORGET_AT_ONCE}) lowest`;

/** What is old, by table; $1 is days. */
const OLD: [table: string, condition: string, days: (keep: ProcessRetention) => number][] = [
  ['process_health', `"timestamp" < now() - $1 * interval '1 day'`, ({ healthDays = 1 }) => healthDays],
  ['process_metrics', `"timestamp" < now() - $1 * interval '1 day'`, ({ historyDays = 7 }) => historyDays],
  ['process_events', `"timestamp" < now() - $1 * interval '1 day'`, ({ historyDays = 7 }) => historyDays],
  ['audit_log', `at < now() - $1 * interval '1 day'`, ({ auditDays = 365 }) => auditDays],
  ['erasures', `finished_at < now() - $1 * interval '1 day'`, ({ auditDays = 365 }) => auditDays],
  ['inbound_journal', `id <= (${LOWEST}) AND processed_at < now() - $1 * interval '1 day'`, () => 7],
  ['chat_pace', `used_until < now() - $1 * interval '1 day'`, () => 0],
  ['idempotency_keys', `created_at < now() - $1 * interval '1 day'`, () => 30],
];

async function forget(db: Db, keep: ProcessRetention): Promise<number> {
  const until = performance.now() + FORGET_MS;
  let gone = 0;
  for (const [table, condition, days] of OLD) {
    const statement = {
      name: `forget_${table}`,
      text: `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${FORGET_AT_ONCE})) RETURNING 1)
        SELECT count(*)::int AS count FROM gone`,
    };
    for (let count = FORGET_AT_ONCE; count === FORGET_AT_ONCE && performance.now() < until;) {
      const [row] = await db.query<{ count: number }>(statement, [days(keep)]);
      count = row?.count ?? 0;
      gone += count;
    }
  }
  return gone;
}

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
    forget: (keep = {}) => forget(db, keep),
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
