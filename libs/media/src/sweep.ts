import type { Log } from '@watertight/core';
import type { MediaFiles } from './files.ts';

/** What the sweep needs of the records; `store.media` has it. */
export interface Droppable {
  droppable(limit: number, retentionDays: number | null): Promise<string[]>;
  drop(mediaId: string, dropBytes: (storageKey: string) => Promise<void>): Promise<boolean>;
}

export interface SweepOptions {
  records: Droppable;
  files: Pick<MediaFiles, 'delete'>;
  /** Files older than this go too; null keeps them. */
  retentionDays: number | null;
  log: Log;
  everyMs?: number;
}

const EVERY_MS = 300_000;
const BATCH = 200;

/**
 * Drops removed files, those that were never stored whole, and, with a retention, old ones: now and then, one after
 * the other. Any number of processes may do it at once. `poke` begins a round at once.
 */
export function startMediaSweep(options: SweepOptions): { poke(): void; stop(): Promise<void> } {
  const { log, everyMs = EVERY_MS } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;

  const poke = () => {
    if (stopping.signal.aborted) return;
    if (running) {
      again = true;
      return;
    }
    running = sweepMedia(options, stopping.signal)
      .then((dropped) => dropped > 0 && log.info({ dropped }, 'media.swept'))
      .catch((error: unknown) => log.warn({ err: error }, 'media.sweep-failed'))
      .then(() => {
        running = undefined;
        if (again) {
          again = false;
          poke();
        }
      });
  };
  const timer = setInterval(poke, everyMs);
  timer.unref();
  poke();
  return {
    poke,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}

/** Drops all that may be dropped; answers how many. Stops at the first fault, for the next round to go on. */
export async function sweepMedia(
  { records, files, retentionDays }: Pick<SweepOptions, 'records' | 'files' | 'retentionDays'>,
  signal?: AbortSignal,
): Promise<number> {
  let dropped = 0;
  for (;;) {
    const ids = await records.droppable(BATCH, retentionDays);
    let progress = 0;
    for (const id of ids) {
      if (signal?.aborted) return dropped;
      if (await records.drop(id, (storageKey) => files.delete(storageKey))) progress++;
    }
    dropped += progress;
    if (ids.length < BATCH || progress === 0) return dropped;
  }
}
