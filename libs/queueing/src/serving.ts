import type { Log } from '@watertight/core';
import { Worker, type Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { LOCK_MS, MAX_STALLED, STALL_CHECK_MS } from './catalog.ts';
import type { Serving, Turn, TurnReport } from './types.ts';

/** What a token of a queue is good for. */
export interface Tokens {
  /** The lane that has its turn now; null when none waits. `done` says at its end whether work remains. */
  take(): Promise<{ phoneId: string; done(report: TurnReport): Promise<void> } | null>;
  /** Makes lost ones anew; `tokens` is how many wait in the queue. */
  repair(tokens: number): Promise<void>;
}

interface ServeOptions {
  queue: Queue;
  connection: Redis;
  prefix: string;
  concurrency: number;
  log: Log;
  turn: Turn;
  tokens: Tokens;
}

const WATCH_MS = 3000;
const CLOSE_MS = 15_000;

/** Runs a BullMQ worker on one queue, and a new one when the present one no longer takes what waits. */
export function serve(options: ServeOptions): Serving {
  const { queue, log } = options;
  const stopping = new AbortController();
  let active = 0;

  const turnOf = async (phoneId: string): Promise<TurnReport> => {
    active++;
    try {
      const ended = await options.turn(phoneId, stopping.signal);
      return typeof ended === 'string' ? { end: ended, share: 1 } : ended;
    } catch (error) {
      // The token is spent; the sweep makes another while there is work.
      log.error({ err: error, phoneId }, 'lane.turn-failed');
      return { end: 'idle', share: 1 };
    } finally {
      active--;
    }
  };

  const process = async () => {
    try {
      const lane = await options.tokens.take();
      if (lane) await lane.done(await turnOf(lane.phoneId));
    } catch (error) {
      // So is what was lost with the connection to Redis.
      log.warn({ err: error, queue: queue.name }, 'queue.token-lost');
    }
  };

  const begin = () => {
    const worker = new Worker(queue.name, process, {
      connection: options.connection,
      prefix: options.prefix,
      concurrency: options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALL_CHECK_MS,
      maxStalledCount: MAX_STALLED,
      drainDelay: 5,
      skipVersionCheck: true,
    });
    worker.on('error', (error) => log.debug({ err: error, queue: queue.name }, 'queue.worker-error'));
    return worker;
  };

  let worker = begin();
  const watchdog = watch(
    options,
    () => active,
    async () => {
      const stuck = worker;
      worker = begin();
      await stuck.close(true);
    },
  );

  return {
    active: () => active,
    async stop() {
      watchdog.stop();
      stopping.abort();
      await closeWithin(worker, CLOSE_MS, log);
    },
  };
}

/**
 * Work waits, none is active anywhere, and the worker says that it runs: seen twice in a row, it is replaced. Lost
 * tokens are made anew.
 */
function watch(
  { queue, log, tokens }: ServeOptions,
  active: () => number,
  replace: () => Promise<void>,
): { stop(): void } {
  let suspicious = 0;
  let busy = false;
  const look = async () => {
    const counts = await queue.getJobCounts('wait', 'active');
    await tokens.repair(counts['wait'] ?? 0);
    const idle = (counts['wait'] ?? 0) > 0 && (counts['active'] ?? 0) === 0 && active() === 0;
    suspicious = idle ? suspicious + 1 : 0;
    if (suspicious < 2) return;
    suspicious = 0;
    log.warn({ queue: queue.name }, 'queue.worker-replaced');
    await replace();
  };
  const timer = setInterval(() => {
    if (busy || queue.closing) return;
    busy = true;
    look()
      .catch((error: unknown) => log.debug({ err: error, queue: queue.name }, 'queue.watch-failed'))
      .finally(() => (busy = false));
  }, WATCH_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function closeWithin(worker: Worker, ms: number, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, ms, 'late')));
  const closed = worker.close().then(
    () => 'closed' as const,
    (error: unknown) => {
      log.warn({ err: error, queue: worker.name }, 'queue.close-failed');
      return 'closed' as const;
    },
  );
  const end = await Promise.race([closed, late]);
  clearTimeout(timer);
  // It closes by itself when the turn that holds it up ends; to force it would wait for the same turn.
  if (end === 'late') log.warn({ queue: worker.name }, 'queue.close-late');
}
