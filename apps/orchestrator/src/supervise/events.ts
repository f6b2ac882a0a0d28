import type { Log } from '@watertight/core';
import { sleep, withDeadline } from '@watertight/service';

export type SupervisorEventName =
  | 'started'
  | 'ready'
  | 'exited'
  | 'killed-hung'
  | 'memory-limit'
  | 'backing-off'
  | 'failed'
  | 'stopped'
  | 'leftover-ended';

/** Something that happened to a child. `detail` is plain JSON: pid, code, signal, lastLines, pauseMs, reason … */
export interface SupervisorEvent {
  processName: string;
  instanceId: string;
  event: SupervisorEventName;
  /** ISO 8601: when it happened, which may be a while before a sink can write it down. */
  at: string;
  detail: Record<string, unknown>;
}

/** Writes one event down. A rejection means: not written, ask again later. */
export type EventSink = (event: SupervisorEvent) => Promise<void>;

export interface EventRelay {
  emit(event: SupervisorEvent): void;
  /** Waits until all is written, at most `timeoutMs`; what is left then is given up. */
  close(timeoutMs: number): Promise<void>;
}

export interface RelayOptions {
  /** Events that wait at most; beyond it the oldest is dropped. */
  limit: number;
  attempts: number;
  retryMs: number;
  deadlineMs: number;
}

const DEFAULTS: RelayOptions = { limit: 1000, attempts: 30, retryMs: 2000, deadlineMs: 10_000 };

/**
 * Hands events to the sink one after the other, in order, apart from supervision: a sink that is slow or
 * broken (the database is down) delays no restart. Each event is tried for about a minute.
 */
export function createEventRelay(sink: EventSink, log: Log, options: Partial<RelayOptions> = {}): EventRelay {
  const { limit, attempts, retryMs, deadlineMs } = { ...DEFAULTS, ...options };
  const waiting: SupervisorEvent[] = [];
  const closing = new AbortController();
  let draining: Promise<void> | null = null;

  async function deliver(event: SupervisorEvent): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await withDeadline('events.sink', deadlineMs, () => sink(event), closing.signal);
      } catch (err) {
        const last = attempt >= attempts || closing.signal.aborted;
        log[last ? 'error' : 'debug']({ err, event: event.event, attempt }, 'event not recorded');
        if (last) return;
      }
      await sleep(retryMs, closing.signal);
    }
  }

  async function drain(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) await deliver(next);
    draining = null;
  }

  return {
    emit(event) {
      if (waiting.push(event) > limit) {
        waiting.shift();
        log.error({ limit }, 'event dropped');
      }
      draining ??= drain();
    },
    async close(timeoutMs) {
      const timer = setTimeout(() => {
        waiting.length = 0;
        closing.abort();
      }, timeoutMs);
      await draining;
      clearTimeout(timer);
    },
  };
}
