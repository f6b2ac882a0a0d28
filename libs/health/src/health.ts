import type { Heartbeat, ProcessName } from '@watertight/core';
import { runChecks, type Check, type CheckResult } from './checks.ts';
import { createLagMonitor, type LagMonitor } from './lag.ts';

export type { Check, CheckResult } from './checks.ts';

export interface HealthOptions {
  processName: ProcessName;
  instanceId: string;
  /** MiB; null when there is none. */
  memoryLimitMb: number | null;
  restarts: number;
  checks: Readonly<Record<string, Check>>;
  /** HTTP connections for the API, live sessions or lanes for a worker. */
  activeConnections: () => number;
  /** Resident MiB; the process's own when left out. A worker with children adds theirs. */
  memoryUsageMb?: () => number;
  version?: string;
  /** Since when it does its work; since its start when left out. */
  uptimeMs?: () => number;
  /** Event-loop lag (99th percentile) above which the process is degraded; one second by default. */
  lagBoundMs?: number;
  /** For tests. */
  lagMonitor?: LagMonitor;
}

export interface Readiness {
  ready: boolean;
  checks: Record<string, CheckResult>;
}

/** What one process knows of its own health. */
export interface Health {
  readonly processName: ProcessName;
  readonly instanceId: string;
  readonly version: string | undefined;
  /**
   * From what was last seen by `ready` and `sample`, at once. Degraded when a check failed, memory is above 90%
   * of the limit, the event loop lags beyond its bound, or the process drains; never `down`.
   */
  snapshot(): Heartbeat;
  /** Runs the checks, each within 2 s; an answer younger than 500 ms is given again. Never rejects. */
  ready(): Promise<Readiness>;
  /** How the checks went when they were last run; none before. */
  checks(): Readonly<Record<string, CheckResult>>;
  /** MiB; null when there is none. */
  readonly memoryLimitMb: number | null;
  /** Takes the event-loop lag since the last call, milliseconds, into the following snapshots. */
  sample(): number;
  /** The lag as last sampled, milliseconds. */
  lagMs(): number;
  /** From now on the process is not ready: balancers send elsewhere while it finishes what it has. */
  draining(): void;
  /** Ends the measuring of the event loop. */
  close(): void;
}

const CACHE_MS = 500;
const MEMORY_BOUND = 0.9;
const LAG_BOUND_MS = 1000;

const ownUptimeMs = () => process.uptime() * 1000;
const ownMemoryMb = () => process.memoryUsage.rss() / 2 ** 20;

export function createHealth(options: HealthOptions): Health {
  const { processName, instanceId, memoryLimitMb, lagBoundMs = LAG_BOUND_MS } = options;
  const { memoryUsageMb = ownMemoryMb, lagMonitor = createLagMonitor(), uptimeMs = ownUptimeMs } = options;
  const cachedChecks = cached(() => runChecks(options.checks));
  let lagMs = 0;
  let isDraining = false;

  function isDegraded(usedMb: number): boolean {
    const hasFailed = Object.values(cachedChecks.last() ?? {}).some((check) => !check.ok);
    const isFull = memoryLimitMb !== null && usedMb > memoryLimitMb * MEMORY_BOUND;
    return isDraining || hasFailed || isFull || lagMs > lagBoundMs;
  }

  return {
    processName,
    instanceId,
    version: options.version,
    snapshot() {
      const usedMb = memoryUsageMb();
      return {
        processName,
        instanceId,
        status: isDegraded(usedMb) ? 'degraded' : 'healthy',
        timestamp: new Date().toISOString(),
        uptimeSeconds: Math.floor(uptimeMs() / 1000),
        memoryUsageMb: Math.round(usedMb),
        memoryLimitMb,
        activeConnections: options.activeConnections(),
        restarts: options.restarts,
      };
    },
    async ready() {
      const checks = await cachedChecks.get();
      if (isDraining) return { ready: false, checks: { ...checks, draining: DRAINING } };
      return { ready: Object.values(checks).every((check) => check.ok), checks };
    },
    checks: () => cachedChecks.last() ?? {},
    memoryLimitMb,
    sample: () => (lagMs = lagMonitor.sample()),
    lagMs: () => lagMs,
    draining: () => void (isDraining = true),
    close: () => lagMonitor.close(),
  };
}

const DRAINING: CheckResult = { ok: false, latencyMs: 0, detail: 'This instance is shutting down' };

/** One run at a time, whoever asks; its result serves for a while. `make` must not reject. */
function cached<T>(make: () => Promise<T>) {
  let running: Promise<T> | undefined;
  let last: T | undefined;
  let lastAt = -Infinity;
  return {
    last: () => last,
    get(): Promise<T> {
      if (last !== undefined && performance.now() - lastAt < CACHE_MS) return Promise.resolve(last);
      running ??= make().then((value) => {
        running = undefined;
        lastAt = performance.now();
        return (last = value);
      });
      return running;
    },
  };
}
