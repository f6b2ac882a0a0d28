import { PHONE_STATUSES, type Clock, type PhoneStatus } from '@watertight/core';
import { createSendMeter, type SendMeter } from '@watertight/delivery';
import type { Metrics } from '@watertight/health';

/** What this worker counts. */
export interface Meters {
  sent: SendMeter;
  /** `null` when the session is closed. */
  status(phoneId: string, status: PhoneStatus | null): void;
  /** A browser's life ended by itself. */
  failed(): void;
  becameReady(durationMs: number): void;
  /** Of each session, MiB. */
  browserMemory(each: readonly number[]): void;
  /** A browser was held still for so long. */
  frozen(durationMs: number): void;
  /** A version of a login was kept, or could not be. */
  snapshot(end: 'kept' | 'failed', durationMs: number): void;
  recycled(why: 'memory' | 'age'): void;
}

export function createMeters(metrics: Metrics, clock: Clock): Meters {
  const failures = metrics.counter('browser_failures_total', 'Browsers that ended against our will');
  const ready = metrics.histogram('session_ready_seconds', 'From the launch of a browser to ready');
  const memory = metrics.gauge('browser_memory_bytes', "All browsers' memory, shared pages in proportion");
  const largest = metrics.gauge('session_memory_bytes', "The largest session's memory");
  const freezes = metrics.histogram(
    'session_freeze_seconds',
    'How long a browser was held still for a snapshot',
  );
  const snapshots = metrics.histogram('session_snapshot_seconds', 'Keeping a version of a login', ['end']);
  const recycles = metrics.counter('session_recycles_total', 'Sessions begun anew for memory or age', [
    'why',
  ]);
  const statuses = new Map<string, PhoneStatus>();
  const sessions = metrics.gauge('sessions', 'Open sessions, by status', ['status']);

  const countSessions = () => {
    for (const status of PHONE_STATUSES) {
      sessions.set({ status }, [...statuses.values()].filter((current) => current === status).length);
    }
  };

  return {
    sent: createSendMeter(metrics, clock),
    status(phoneId, status) {
      if (status) statuses.set(phoneId, status);
      else statuses.delete(phoneId);
      countSessions();
    },
    failed: () => failures.inc(),
    becameReady: (durationMs) => ready.observe(durationMs / 1000),
    browserMemory(each) {
      memory.set(each.reduce((sum, mb) => sum + mb, 0) * 2 ** 20);
      largest.set(Math.max(0, ...each) * 2 ** 20);
    },
    frozen: (durationMs) => freezes.observe(durationMs / 1000),
    snapshot: (end, durationMs) => snapshots.observe({ end }, durationMs / 1000),
    recycled: (why) => recycles.inc({ why }),
  };
}
