import type { ConnectionType } from './phone.ts';

/** The processes of a Watertight system, by the name they carry in the health tables (CONTRACT 2). */
export const PROCESS_NAMES = ['api', 'wwebjs', 'meta', 'webhook', 'orchestrator'] as const;
export type ProcessName = (typeof PROCESS_NAMES)[number];

/** Which worker process serves a phone. The database derives the same name by trigger. */
export const processNameOf = (connectionType: ConnectionType): ProcessName => connectionType;

export type HealthStatus = 'healthy' | 'degraded' | 'down';

/** One heartbeat: what a process says of itself, in Redis for speed and in Postgres for memory. */
export interface Heartbeat {
  processName: ProcessName;
  instanceId: string;
  status: HealthStatus;
  /** ISO 8601; set by the writer's clock. */
  timestamp: string;
  uptimeSeconds: number;
  memoryUsageMb: number;
  memoryLimitMb: number | null;
  /** HTTP connections for the API, live sessions or lanes for a worker. */
  activeConnections: number;
  /** How often the supervisor has restarted this instance; 0 when unsupervised. */
  restarts: number;
}
