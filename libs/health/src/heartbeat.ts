import type { Heartbeat, Log } from '@watertight/core';
import { within } from './deadline.ts';
import type { Health } from './health.ts';

/** Writes a heartbeat somewhere. It should end when the signal is aborted, shortly before the next is due. */
export type HeartbeatSink = (heartbeat: Heartbeat, signal: AbortSignal) => Promise<void>;

export interface HeartbeatOptions {
  health: Health;
  sinks: readonly HeartbeatSink[];
  /** 2000 by default: readers take eight seconds of silence for death. */
  intervalMs?: number;
  log: Log;
}

export interface HeartbeatLoop {
  /** Ends the loop and writes a last heartbeat with status `down`; resolves within two intervals, never rejects. */
  stop(): Promise<void>;
}

const INTERVAL_MS = 2000;
const DEADLINE_SHARE = 0.75;
/** Of one sink, that ignored their deadline: more are not started until one of them settles. */
const MAX_ABANDONED = 30;

/**
 * Writes a heartbeat to every sink, at once and then at each interval, after the first round of checks. A sink
 * that fails or hangs hurts neither the others nor the loop; its failure, and its recovery, is logged once.
 */
export function startHeartbeat({
  health,
  sinks,
  intervalMs = INTERVAL_MS,
  log,
}: HeartbeatOptions): HeartbeatLoop {
  const writers = sinks.map((sink, index) => createWriter(sink, index, intervalMs * DEADLINE_SHARE, log));
  const write = async (heartbeat: Heartbeat) => {
    await Promise.all(writers.map((writer) => writer(heartbeat)));
  };
  let isStopped = false;
  let wake: () => void = () => undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    await health.ready();
    while (!isStopped) {
      const startedAt = performance.now();
      health.sample();
      await Promise.all([write(health.snapshot()), health.ready()]);
      if (!isStopped) await pause(Math.max(0, intervalMs - (performance.now() - startedAt)));
    }
  }

  const running = run().catch((error: unknown) => log.error({ err: error }, 'heartbeat.stopped'));
  let stopped: Promise<void> | undefined;
  return {
    stop() {
      isStopped = true;
      wake();
      return (stopped ??= running.then(() => write({ ...health.snapshot(), status: 'down' })));
    },
  };
}

/** Never rejects. */
function createWriter(sink: HeartbeatSink, index: number, deadlineMs: number, log: Log) {
  const name = sink.name || `sink ${index}`;
  let pending = 0;
  let isFailing = false;

  async function attempt(heartbeat: Heartbeat, signal: AbortSignal): Promise<void> {
    if (pending >= MAX_ABANDONED) throw new Error(`${pending} writes have not settled`);
    pending++;
    try {
      await sink(heartbeat, signal);
    } finally {
      pending--;
    }
  }

  return async (heartbeat: Heartbeat): Promise<void> => {
    try {
      await within(deadlineMs, (signal) => attempt(heartbeat, signal));
      if (isFailing) log.info({ sink: name }, 'heartbeat.sink.recovered');
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ sink: name, err: error }, 'heartbeat.sink.failed');
      isFailing = true;
    }
  };
}
