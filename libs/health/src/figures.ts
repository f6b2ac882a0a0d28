import { cpuUsage, memoryUsage } from 'node:process';
import type { Heartbeat } from '@watertight/core';
import type { Health } from './health.ts';
import type { HeartbeatSink } from './heartbeat.ts';

export interface FiguresOptions {
  health: Pick<Health, 'lagMs'>;
  /** Writes the rows of one moment. */
  write(processName: string, instanceId: string, values: Record<string, number>): Promise<void>;
  /** Of the pool to Postgres. */
  poolUse?: (() => { used: number; idle: number; waiting: number }) | undefined;
  /** 15 s by default. */
  everyMs?: number;
}

const EVERY_MS = 15_000;
const MIB = 2 ** 20;

/**
 * What a process remembers of itself in `process_metrics`, every 15 s beside its heartbeats: the longest event-loop lag
 * since the last time, memory, processor time, connections. For looking back where nobody scrapes.
 */
export function figuresSink({ health, write, poolUse, everyMs = EVERY_MS }: FiguresOptions): HeartbeatSink {
  let writtenAt = -Infinity;
  let lagMs = 0;
  let cpu = cpuUsage();
  let cpuAt = performance.now();

  const cpuPercent = (now: number): number => {
    const { user, system } = cpuUsage(cpu);
    const percent = (user + system) / 10 / Math.max(1, now - cpuAt);
    cpu = cpuUsage();
    cpuAt = now;
    return percent;
  };

  const valuesOf = (heartbeat: Heartbeat, now: number): Record<string, number> => {
    const { heapUsed, external } = memoryUsage();
    const pool = poolUse?.();
    return {
      event_loop_lag_ms: rounded(lagMs),
      memory_usage_mb: heartbeat.memoryUsageMb,
      heap_used_mb: rounded(heapUsed / MIB),
      external_mb: rounded(external / MIB),
      cpu_percent: rounded(cpuPercent(now)),
      active_connections: heartbeat.activeConnections,
      ...(pool ? { database_connections: pool.used, database_waiting: pool.waiting } : {}),
    };
  };

  return async function figures(heartbeat) {
    lagMs = Math.max(lagMs, health.lagMs());
    const now = performance.now();
    if (heartbeat.status === 'down' || now - writtenAt < everyMs) return;
    writtenAt = now;
    const values = valuesOf(heartbeat, now);
    lagMs = 0;
    await write(heartbeat.processName, heartbeat.instanceId, values);
  };
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
