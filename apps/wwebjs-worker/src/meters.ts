import { PHONE_STATUSES, type Outcome, type PhoneStatus } from '@watertight/core';
import type { Metrics } from '@watertight/health';

/** What this worker counts. */
export interface Meters {
  sent(outcome: Outcome['kind'], durationMs: number): void;
  /** `null` when the session is closed. */
  status(phoneId: string, status: PhoneStatus | null): void;
  /** A browser's life ended by itself. */
  failed(): void;
  becameReady(durationMs: number): void;
  browserMemory(mb: number): void;
}

export function createMeters(metrics: Metrics): Meters {
  const sends = metrics.counter('sends_total', 'Attempts to send, by outcome', ['outcome']);
  const seconds = metrics.histogram(
    'send_duration_seconds',
    "From the call of the page to the acknowledgement of WhatsApp's server",
    ['outcome'],
  );
  const failures = metrics.counter('browser_failures_total', 'Browsers that ended against our will');
  const ready = metrics.histogram('session_ready_seconds', 'From the launch of a browser to ready');
  const memory = metrics.gauge('browser_memory_bytes', "All browsers' memory, shared pages in proportion");
  const statuses = new Map<string, PhoneStatus>();
  const sessions = metrics.gauge('sessions', 'Open sessions, by status', ['status']);

  const countSessions = () => {
    for (const status of PHONE_STATUSES) {
      sessions.set({ status }, [...statuses.values()].filter((current) => current === status).length);
    }
  };

  return {
    sent(outcome, durationMs) {
      sends.inc({ outcome });
      seconds.observe({ outcome }, durationMs / 1000);
    },
    status(phoneId, status) {
      if (status) statuses.set(phoneId, status);
      else statuses.delete(phoneId);
      countSessions();
    },
    failed: () => failures.inc(),
    becameReady: (durationMs) => ready.observe(durationMs / 1000),
    browserMemory: (mb) => memory.set(mb * 2 ** 20),
  };
}
